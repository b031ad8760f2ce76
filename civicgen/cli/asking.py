"""Questions at a terminal, and texts from files: what a command was not given by its options."""

import sys
from pathlib import Path

import click

from civicgen.errors import ConfigurationError

_END = "."


def is_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, *, hint: str = "", default: str = "", is_long: bool = False) -> str:
    """The answer of the person at the terminal; asks again while it is empty."""
    if hint:
        click.secho(f"  {hint}", dim=True)
    if not is_long:
        answer = click.prompt(question, default=default or None)
        return str(answer).strip()
    click.echo(f"{question} (end with a line that holds only `{_END}`):")
    lines: list[str] = []
    while (line := sys.stdin.readline()) and line.strip() != _END:
        lines.append(line)
    return "".join(lines).strip() or ask(question, is_long=True)


def text_from(file: str) -> str:
    """The text of a file; of what comes in at the keyboard or through a pipe for `-`.

    Raises:
        ConfigurationError: it cannot be read, or is not UTF-8.
    """
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as problem:
        raise ConfigurationError(f"{file} cannot be read: {problem.strerror}; name another file") from problem
    except UnicodeDecodeError:
        raise ConfigurationError(f"{file} is not UTF-8; save it with that encoding") from None
