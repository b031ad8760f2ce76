"""The git command line behind one hardened door: fixed arguments, no hooks, no locks, no prompts, no local surprises.

Comes in: a folder and arguments. Goes out: bytes, or an error of ours. Starts processes.
"""

import os
import subprocess
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from civicgen.errors import CivicgenError, ConfigurationError, TemporaryError

_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.pager=cat",
    "color.ui=false",
    "log.showSignature=false",
    "log.follow=false",
    "diff.renames=false",
    "protocol.allow=never",
)
_SURROUNDINGS = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C",
}
_KEPT_PREFIX = "GIT_CONFIG"


class NoRepositoryError(CivicgenError):
    """The folder is in no Git repository, or git is not installed; the message says which."""


class Git:
    """git in one folder. Whatever variables a hook or a script set for another repository are not passed on."""

    def __init__(self, folder: Path, *, patience_seconds: int = 600, settings: Collection[str] = ()) -> None:
        """`settings` come after civicgen's own and so win over them."""
        self._folder = folder
        self._patience = patience_seconds
        self._settings = (*_SETTINGS, *settings)

    def head(self) -> str | None:
        """The commit that is checked out; None before the first."""
        return (
            self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}", fine=(0, 1)).decode("ascii").strip() or None
        )

    def run(
        self,
        *arguments: str,
        fine: Collection[int] = (0,),
        given: bytes = b"",
        variables: Mapping[str, str] | None = None,
    ) -> bytes:
        """What a command prints when it ends with one of the `fine` codes. It is given `given` to read.

        Raises:
            NoRepositoryError: there is none, or there is no git.
            ConfigurationError: git refuses, for example because the folder belongs to somebody else.
            TemporaryError: it took longer than the patience.
        """
        try:
            done = subprocess.run(  # noqa: S603  # a list of fixed words, no shell
                self._command(*arguments),
                input=given,
                capture_output=True,
                env={**_environment(), **(variables or {})},
                timeout=self._patience,
                check=False,
            )
        except FileNotFoundError as missing:
            raise NoRepositoryError("git is not installed") from missing
        except subprocess.TimeoutExpired as late:
            raise TemporaryError(f"git {arguments[0]} took more than {self._patience} seconds; try again") from late
        if done.returncode not in fine:
            raise _refusal(arguments[0], done.stderr.decode("utf-8", "replace").strip(), self._folder)
        return done.stdout

    def blobs(self, names: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The contents of these blobs in their order; None for one that this clone does not have."""
        with tempfile.TemporaryFile() as questions:
            questions.writelines(f"{name}\n".encode("ascii") for name in names)
            questions.seek(0)
            with subprocess.Popen(  # noqa: S603  # a list of fixed words, no shell
                self._command("cat-file", "--batch"),
                stdin=questions,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            ) as process:
                assert process.stdout is not None
                yield from _answers(process.stdout)

    def _command(self, *arguments: str) -> list[str]:
        settings = [word for setting in self._settings for word in ("-c", setting)]
        return ["git", "--no-pager", "--literal-pathspecs", *settings, "-C", str(self._folder), *arguments]


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT_PREFIX)
    }
    return {**kept, **_SURROUNDINGS}


def _refusal(command: str, said: str, folder: Path) -> CivicgenError:
    if "not a git repository" in said:
        return NoRepositoryError("there is no Git repository here")
    if "dubious ownership" in said:
        return ConfigurationError(
            f"git does not trust {folder}, which belongs to another user; "
            f"run: git config --global --add safe.directory {folder.resolve()}"
        )
    return ConfigurationError(f"git {command} failed in {folder}: {said}")


def _answers(stream: IO[bytes]) -> Iterator[tuple[str, bytes | None]]:
    """Reads `<name> blob <size>`, the bytes, a newline; or `<name> missing`."""
    while header := stream.readline():
        name, *rest = header.decode("ascii").split()
        if len(rest) != 2:
            yield name, None
            continue
        data = stream.read(int(rest[1]))
        stream.read(1)
        yield name, data
