"""The example town with its forge running: what its citizens do there, and what the next harvest sees of it."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from portal_run import REPOSITORY, Portal

from civicgen.model.times import Instant
from civicgen.rehearsal.reading import read_seed
from civicgen.rehearsal.seed import CommitLine
from civicgen.rehearsal.server import RehearsalServer
from civicgen.store.replay import Replay, SeedCommit

SEED = REPOSITORY / "docs" / "rehearsal" / "example-town.jsonl"
REPO = "/repos/lindenbrook/consultations"
STREETS = "streets-we-share"
GRIT = 37
"""The quiet thread of the proposal `grit-for-weir-street`."""


@dataclass(slots=True)
class Town:
    """A portal whose content is the town's, and the server that plays its forge."""

    portal: Portal
    server: RehearsalServer
    minute: int = 0

    def collect(self) -> dict[str, list[dict[str, Any]]]:
        """Harvest a minute later; the new rows of each consultation."""
        self.minute += 1
        self.server.advance(f"2026-11-20T09:{self.minute:02}:00Z")
        before = self._rows()
        summary = self.portal.harvest(self.server.url)
        after = self._rows()
        new = {name: rows[len(before.get(name, [])) :] for name, rows in after.items()}
        assert {name: len(rows) for name, rows in new.items()} == {
            name: told["added"] for name, told in summary["consultations"].items() if name in new
        }
        return {name: rows for name, rows in new.items() if rows}

    def set(self, login: str, content: str, thread: int = GRIT) -> int:
        """Somebody sets a sign on a thread's first post, through the API; returns its number."""
        answer = self._ask("POST", f"{REPO}/issues/{thread}/reactions", login, {"content": content})
        return int(json.loads(answer)["id"])

    def take_back(self, login: str, reaction: int, thread: int = GRIT) -> None:
        self._ask("DELETE", f"{REPO}/issues/{thread}/reactions/{reaction}", login)

    def press(self, login: str, content: str, thread: int = GRIT) -> None:
        """Somebody presses a button on the thread's web page: sets the sign, or takes it back."""
        form = urlencode({"as": login, "on": f"issue:{thread}", "content": content}).encode()
        address = f"{self.server.url}/lindenbrook/consultations/issues/{thread}"
        with urlopen(Request(address, data=form), timeout=30) as page:
            assert page.status == 200

    def roll_up(self, thread: int = GRIT) -> dict[str, int]:
        told = json.loads(self._ask("GET", f"{REPO}/issues/{thread}", ""))["reactions"]
        return {kind: count for kind, count in told.items() if isinstance(count, int)}

    def reactions(self, thread: int = GRIT) -> list[dict[str, Any]]:
        """The live reactions, as the API lists them."""
        return list(json.loads(self._ask("GET", f"{REPO}/issues/{thread}/reactions?per_page=100", "")))

    def _ask(self, method: str, path: str, login: str, body: object = None) -> bytes:
        sent = None if body is None else json.dumps(body).encode()
        headers = {"authorization": f"token {login}"} if login else {}
        with urlopen(Request(self.server.url + path, data=sent, headers=headers, method=method), timeout=30) as answer:
            return bytes(answer.read())

    def _rows(self) -> dict[str, list[dict[str, Any]]]:
        ledger = self.portal.root / "ledger"
        found: dict[str, list[dict[str, Any]]] = {}
        for segment in sorted(ledger.glob("*/[0-9]*.jsonl")):
            lines = segment.read_text(encoding="utf-8").splitlines()
            found.setdefault(segment.parent.name, []).extend(json.loads(line) for line in lines)
        return found


def replay_town(portal: Portal) -> None:
    """The town's content with its whole history, as a repository of its own."""
    seed = read_seed(SEED.read_bytes().splitlines(), name=SEED.name)
    commits = [
        SeedCommit(at=Instant(line.at), author=line.author, message=line.message, files=line.files)
        for _, line in seed.lines
        if isinstance(line, CommitLine)
    ]
    replay = Replay(portal=REPOSITORY, copy=portal.root, commits=commits, begins=Instant(seed.repository.created_at))
    replay.play_until(Instant(seed.repository.now))


def others_than(town: Town, thread: int = GRIT) -> list[str]:
    """Logins of citizens who have set nothing on a thread, in the order of their names."""
    busy = {reaction["user"]["login"] for reaction in town.reactions(thread) if reaction["user"]}
    lines = (json.loads(line) for line in SEED.read_text(encoding="utf-8").splitlines())
    users = (line for line in lines if line["type"] == "user" and line["kind"] == "User")
    quiet = (user for user in users if "deleted_at" not in user and "renamed" not in user)
    return sorted({user["login"] for user in quiet} - busy)
