"""`civicgen schema`: the JSON Schemas of content, for text editors that complete and check keys."""

import json
from pathlib import Path

import click

from civicgen.content.schemas import KINDS, schema_of
from civicgen.errors import ConfigurationError


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)), required=False)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write <kind>.schema.json files there.")
def schema(kind: str | None, out: Path | None) -> None:
    """Print the JSON Schema of a KIND of file, or write those of all kinds with --out."""
    kinds = [kind] if kind is not None else list(KINDS)
    if out is None:
        if kind is None:
            raise ConfigurationError(f"no kind given; choose one of {', '.join(KINDS)}, or write all with --out DIR")
        click.echo(_as_text(kind), nl=False)
        return
    for name in kinds:
        path = out / f"{name}.schema.json"
        try:
            out.mkdir(parents=True, exist_ok=True)
            path.write_text(_as_text(name), encoding="utf-8", newline="\n")
        except OSError as problem:
            raise ConfigurationError(f"cannot write {path}: {problem.strerror}") from problem
        click.echo(f"wrote {path}")


def _as_text(kind: str) -> str:
    return json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"
