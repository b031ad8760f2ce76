"""`civicgen demo`: the example town from seed to site, through the same commands that a real portal uses."""

import os
import re
import subprocess
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from civicgen.errors import CivicgenError, ConfigurationError
from civicgen.model.times import Instant
from civicgen.rehearsal.reading import read_seed
from civicgen.rehearsal.seed import CommitLine, Seed, StopLine
from civicgen.rehearsal.server import RehearsalServer
from civicgen.site.folder import refuse_foreign
from civicgen.store.replay import Replay, SeedCommit

DEMO_KEY = "the example town is fictional, so its key is known to everybody"
SEED = "docs/rehearsal/example-town.jsonl"


@click.command()
@click.option("--root", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="The portal to show.")
@click.option("--seed", type=click.Path(path_type=Path, dir_okay=False), help=f"The history to replay [{SEED}].")
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the copy that is replayed [build/demo]; emptied first.",
)
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes [site].")
@click.option("--serve/--no-serve", default=True, help="Serve the site after the build, or end there.")
def demo(root: Path, seed: Path | None, work: Path | None, site: Path | None, serve: bool) -> None:
    """Rehearse with a fictional town: serve its forge on localhost, harvest it, build the site.

    It works on a copy of the portal in which the seed's own commits are replayed, and needs no token and no internet.
    """
    root = root.resolve()
    copy = (work or root / "build" / "demo").resolve()
    site = (site or root / "site").resolve()
    seed = seed or root / SEED
    refuse_foreign(site)
    history = _read(seed)
    commits = [
        SeedCommit(at=Instant(line.at), author=line.author, message=line.message, files=line.files)
        for _, line in history.lines
        if isinstance(line, CommitLine)
    ]
    stops = sorted(Instant(line.at) for _, line in history.lines if isinstance(line, StopLine))
    if not stops:
        raise ConfigurationError('the seed names no moment to harvest at; add a line {"type":"stop","at":...}')

    clock = _Clock()
    with RehearsalServer(seed, at=stops[0], seconds=clock) as server:
        _say(f"rehearsal server at {server.url}, its clock at {stops[0]}")
        replay = Replay(portal=root, copy=copy, commits=commits, begins=Instant(history.repository.created_at))
        if serve:
            _lead_to(server.url, copy / "content" / "portal.yml")
        for stop in stops:
            server.advance(stop)
            played = replay.play_until(stop)
            _say(f"{stop}: {played} commits replayed")
            _run("harvest", "--root", str(copy), "--api-url", server.url)
        _build(copy, site)
        if serve:
            clock.start()
            _serve(site, copy, server.url)


class _EndedBadlyError(CivicgenError):
    """One of the demo's commands failed: the demo ends as it did. One that was killed counts as a bug."""

    def __init__(self, command: str, code: int) -> None:
        super().__init__(f"`civicgen {command}` ended with {code} in the demo; see above for why")
        self.exit_code = code if code > 0 else CivicgenError.exit_code


class _Clock:
    """Stands still while the seed is replayed, so that every demo gives the same bytes; ticks once people take part."""

    def __init__(self) -> None:
        self._since: float | None = None

    def __call__(self) -> float:
        return 0.0 if self._since is None else time.monotonic() - self._since

    def start(self) -> None:
        self._since = time.monotonic()


def _read(seed: Path) -> Seed:
    try:
        with seed.open("rb") as lines:
            return read_seed(lines, name=str(seed))
    except OSError as problem:
        raise ConfigurationError(f"seed {seed} cannot be read: {problem.strerror}; name one with --seed") from problem


def _lead_to(address: str, portal: Path) -> None:
    """Let the demo's pages lead to the rehearsal server's threads instead of a repository that does not exist."""
    text = portal.read_text(encoding="utf-8")
    line = f"forge_url: {address}"
    changed, found = re.subn(r"(?m)^forge_url:.*$", line, text)
    portal.write_text(changed if found else f"{text.rstrip()}\n{line}\n", encoding="utf-8")


def _build(copy: Path, site: Path) -> None:
    _run("build", "--root", str(copy), "--site", str(site))


def _run(*arguments: str) -> None:
    """One of civicgen's own commands, in a process of its own, without the surroundings' token and key.

    Raises:
        _EndedBadlyError: with the command's own exit code; what it said stands above.
    """
    _say("$ civicgen " + " ".join(arguments))
    surroundings = {
        name: value for name, value in os.environ.items() if name not in ("GITHUB_TOKEN", "CIVICGEN_ELIGIBLE")
    }
    surroundings["CIVICGEN_KEY"] = DEMO_KEY
    ended = subprocess.run([sys.executable, "-m", "civicgen", *arguments], env=surroundings, check=False)  # noqa: S603  # our own
    if ended.returncode != 0:
        raise _EndedBadlyError(arguments[0], ended.returncode)


def _serve(site: Path, copy: Path, forge: str) -> None:
    handler = partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        _say(f"\nThe site:   http://127.0.0.1:{pages.server_port}/")
        _say(f"The forge:  {forge}/  (react or comment there as one of the citizens)")
        _say("Press Enter to collect and build again; Ctrl-C ends it.")
        try:
            while sys.stdin.readline():
                _run("harvest", "--root", str(copy), "--api-url", forge)
                _build(copy, site)
            threading.Event().wait()
        except KeyboardInterrupt:
            _say("\nThe demo has ended; the site stays in " + str(site))
        finally:
            pages.shutdown()


def _say(words: str) -> None:
    click.echo(words)
    sys.stdout.flush()


class _Quiet(SimpleHTTPRequestHandler):
    """Files of the site, without a line on the terminal for each."""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""
