"""`civicgen rehearsal`: serve a seed on this machine, in GitHub's shape."""

import time
from pathlib import Path

import click

from civicgen.errors import ConfigurationError
from civicgen.model.times import parse_instant
from civicgen.rehearsal.server import RehearsalServer


@click.command()
@click.option("--seed", type=click.Path(path_type=Path), required=True, help="The seed file (docs/rehearsal/seed.md).")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on this machine; 0 takes a free one.")
@click.option("--at", help="Where the server's clock starts, as 2026-11-20T09:00:00Z; default: the seed's `now`.")
@click.option(
    "--hourly-limit", type=click.IntRange(1), default=5000, help="Requests, and apart from them points, an hour."
)
@click.option(
    "--git",
    type=click.Path(path_type=Path),
    help="A bare Git repository in which pull requests are looked up and merged.",
)
@click.option(
    "--root", type=click.Path(path_type=Path), help="A folder with .github/ISSUE_TEMPLATE/; default: that of --git."
)
def rehearsal(*, seed: Path, port: int, at: str | None, hourly_limit: int, git: Path | None, root: Path | None) -> None:
    """Serve a repository from a seed file, for trying and training: nothing leaves this machine.

    Prints its address when it is ready. Stop it with Ctrl-C.
    """
    try:
        start = None if at is None else parse_instant(at)
    except ValueError:
        raise ConfigurationError(f"--at {at}: no instant; write it as 2026-11-20T09:00:00Z") from None
    with RehearsalServer(
        seed, port=port, at=start, seconds=time.monotonic, hourly_limit=hourly_limit, git=git, root=root
    ) as server:
        click.echo(server.url)
        click.echo(f"People read, propose, react and comment at {server.url}/{server.repository}/issues", err=True)
        server.wait()
