"""`civicgen`: one literal list of commands, loaded when called, and the one place where errors become exit codes."""

import gc
import sys
import traceback
from importlib import import_module

import click

from civicgen.errors import EXIT_INTERRUPTED, CivicgenError

COMMANDS = {
    "init": "civicgen.cli.init:init",
    "new": "civicgen.cli.new:new",
    "extend": "civicgen.cli.extend:extend",
    "close": "civicgen.cli.close:close",
    "redact": "civicgen.cli.redact:redact",
    "check": "civicgen.cli.check:check",
    "doctor": "civicgen.cli.doctor:doctor",
    "schema": "civicgen.cli.schema:schema",
    "harvest": "civicgen.cli.harvest:harvest",
    "record": "civicgen.cli.record:record",
    "announce": "civicgen.cli.announce:announce",
    "build": "civicgen.cli.build:build",
    "due": "civicgen.cli.due:due",
    "verify": "civicgen.cli.verify:verify",
    "receipts": "civicgen.cli.receipts:receipts",
    "letters": "civicgen.cli.letters:letters",
    "forms": "civicgen.cli.forms:forms",
    "labels": "civicgen.cli.labels:labels",
    "intake": "civicgen.cli.intake:intake",
    "setup": "civicgen.cli.setup:setup",
    "button": "civicgen.cli.button:button",
    "rehearsal": "civicgen.cli.rehearsal:rehearsal",
    "demo": "civicgen.cli.demo:demo",
}


class Commands(click.Group):
    """Loads a command's module when it is called, so that `civicgen check` never imports the forge."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="civicgen")
def group() -> None:
    """Open consultation without a platform: check, harvest, build, verify."""


def main() -> None:
    """Run a command; exit with its code, see docs/exit-codes.md."""
    # Things are made by the hundred thousand, hardly ever in circles: looking for those would cost a third of the time.
    gc.set_threshold(200_000, 20, 100)
    try:
        group.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("civicgen: interrupted; nothing half written is left", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except CivicgenError as problem:
        click.echo(f"civicgen: {problem}", err=True)
        sys.exit(problem.exit_code)
    except Exception:  # whatever comes here, nobody foresaw
        traceback.print_exc()
        click.echo("civicgen: this is a bug of civicgen; please report it with the lines above", err=True)
        sys.exit(CivicgenError.exit_code)
