"""A bare repository with the branch of a record, and checkouts that harvest onto it. Starts git."""

import os
import subprocess
from pathlib import Path

from ledger_town import add, comment, reaction

from civicgen.ledger.canonical import encode
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import Digest
from civicgen.model.times import Instant
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.record_branch import RecordBranch
from civicgen.store.upstream import Upstream

CLOSES = Instant("2026-10-01T21:59:59Z")


def git(folder: Path, *arguments: str) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    names = ("-c", "user.name=Eva", "-c", "user.email=eva@oakford.example", "-c", "commit.gpgSign=false")
    done = subprocess.run(
        ["git", *names, "-C", str(folder), *arguments], check=True, capture_output=True, text=True, env=environment
    )
    return done.stdout.strip()


class Desk:
    """A checkout of the portal, in which somebody, or a workflow, harvests."""

    def __init__(self, bare: Path, root: Path) -> None:
        if not bare.exists():
            subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(bare)], check=True)
        subprocess.run(["git", "clone", "--quiet", str(bare), str(root)], check=True, capture_output=True)
        self.bare = bare
        self.root = root
        self.ledger = root / "ledger"
        self.folder = LedgerFolder(self.ledger)

    @property
    def branch(self) -> RecordBranch:
        return RecordBranch(Upstream(self.root), self.ledger, aside=self.root / ".civicgen" / "set-aside")

    def collect(self, *numbers: int) -> None:
        """A harvest that saw reactions of these numbers, and a comment."""
        row, opened = comment(numbers[0], f"Comment {numbers[0]}.")
        add(self.folder, [*map(reaction, numbers), row], [opened])

    def close(self) -> None:
        """A harvest after the closing."""
        facts = {"closes": CLOSES, "tallies": "0" * 64}
        row = Row(seq=0, type=RowType.CLOSED, seen_at=CLOSES, prev=Digest(""), made_at=CLOSES, facts=facts)
        add(self.folder, [row])

    def files(self) -> dict[str, bytes]:
        """The ledger on disk, without texts, lock and what was put aside."""
        kept = (path for path in self.ledger.rglob("*") if path.is_file() and path.name != ".lock")
        files = {path.relative_to(self.ledger).as_posix(): path.read_bytes() for path in kept}
        return {path: data for path, data in files.items() if not path.startswith("texts/")}

    def on_branch(self) -> dict[str, bytes]:
        names = git(self.bare, "ls-tree", "-r", "--name-only", "ledger").splitlines()
        return {
            name: subprocess.run(
                ["git", "-C", str(self.bare), "show", f"ledger:{name}"], check=True, capture_output=True
            ).stdout
            for name in names
        }

    def commits(self) -> int:
        return int(git(self.bare, "rev-list", "--count", "ledger"))

    def put_on_branch(self, path: str, data: bytes) -> None:
        """Somebody commits a file to the branch by hand."""
        upstream = Upstream(self.root)
        tip = upstream.tip("ledger")
        assert tip is not None
        commit = upstream.commit({path: data}, basis=tip, parents=(tip,), message="By hand", at=CLOSES)
        assert commit is not None
        assert upstream.push(commit, "ledger")


def attempts(desk: Desk) -> list[bytes]:
    return [encode(row) for row in desk.folder.read().harvests]
