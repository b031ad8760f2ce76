"""A small town that takes letters: content on disk, collected from a forge that is played, built and checked here."""

import csv
import io
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from civicgen.app.harvesting.harvest import Ports, harvest
from civicgen.app.verifying.verify import verify
from civicgen.content.read import read_content
from civicgen.errors import TemporaryError
from civicgen.ledger.canonical import digest, encode
from civicgen.ledger.chain import seal
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.ledger import Cost, Row
from civicgen.model.names import ConsultationSlug
from civicgen.model.observation import KnownThread, Sweep, ThreadSeen, ThreadState
from civicgen.model.times import Instant
from civicgen.site.build import Built, build_site
from civicgen.store.content_files import ContentFolder
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.published import SiteFolder

STREETS = ConsultationSlug("streets")
HOME = "content/consultations/streets"
RECEIPTS = "consultations/streets/receipts.html"
NOW, LATER = "2026-09-20T12:00:00Z", "2026-11-20T12:00:00Z"
COLUMNS = (
    "receipt",
    "batch",
    "received",
    "channel",
    "proposal",
    "stance",
    "count",
    "text",
    "may_publish",
    "checked_by",
)
PORTAL = """\
name: A town
repository: town/talk
site_url: https://talk.example/
languages: [{language}]
timezone: Europe/Berlin
retention: Letters are destroyed two years after the answer.
authorities:
  - {{id: council, name: Town Council, address: 1 Square, email: council@talk.example}}
"""
CONSULTATION = """\
---
title: Streets
summary: What should change in our streets.
question: What should change in our streets?
authority: council
contact: streets@talk.example
influence: involve
decided_by: Town Council
phases:
  - {name: Support, kind: propose-and-support, opens: 2026-09-01, closes: 2026-10-01}
---
Tell us.
"""


@dataclass
class PlayedForge:
    """A forge on which nothing ever happens; away, it does not answer."""

    at: Instant
    is_away: bool = False
    clock: Instant | None = None

    @property
    def cost(self) -> Cost:
        return Cost(requests=1, points=0)

    def now(self) -> Instant:
        if self.is_away:
            raise TemporaryError("the forge is away")
        return self.at

    def is_same(self, repository: str) -> bool:
        return False

    def sweep(self, threads: Sequence[KnownThread], **more: Any) -> Sweep:
        seen = {each.number: ThreadSeen(number=each.number, state=ThreadState.OPEN, reactions=()) for each in threads}
        return Sweep(at=self.at, threads=seen, cost=self.cost)


class NoHistory:
    """Texts that Git does not date."""

    def read(self) -> tuple[Mapping[str, tuple[Any, ...]], str]:
        return {}, ""


@dataclass
class Town:
    """The folder of a portal with one consultation."""

    root: Path
    language: str = "en"

    def __post_init__(self) -> None:
        self.write("content/portal.yml", PORTAL.format(language=self.language))
        self.write(f"{HOME}/consultation.md", CONSULTATION)
        self.write("content/pages/index.md", "# Welcome\n")
        repository = Path(__file__).resolve().parents[2]
        self.write("mkdocs.yml", (repository / "mkdocs.yml").read_text(encoding="utf-8"))
        shutil.copytree(repository / "site_overrides", self.root / "site_overrides")

    @property
    def site(self) -> Path:
        return self.root / "site"

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def proposal(self, name: str, thread: int, *, title: str = "", status: str = "open") -> None:
        text = f"---\ntitle: {title or name}\nthread: {thread}\nstatus: {status}\n---\nPlease.\n"
        self.write(f"{HOME}/proposals/{name}.md", text)

    def answer(self, name: str, *proposals: str, more: str = "", on: str = "2026-10-20") -> None:
        self.write(
            f"{HOME}/answers/{name}.md",
            f"---\ntitle: Answer on {name}\nproposals: [{', '.join(proposals)}]\noutcome: partly\n"
            f"answered_by: Committee for Works\nanswered_on: {on}\n{more}---\nBecause.\n",
        )

    def letters(self, *lines: Mapping[str, object], name: str = "letters") -> None:
        """The table of letters; what a line leaves out is that of a letter in support of the lamps."""
        usual = {"received": "2026-09-12", "channel": "paper", "proposal": "lamps", "stance": "support"}
        usual |= {"count": "1", "may_publish": "no", "checked_by": "clerk"}
        table = io.StringIO(newline="")
        writer = csv.DictWriter(table, COLUMNS)
        writer.writeheader()
        writer.writerows({**usual, **line} for line in lines)
        self.write(f"{HOME}/contributions/{name}.csv", table.getvalue())

    def collect(self, at: str = NOW, *, is_away: bool = False) -> None:
        ports = Ports(
            ledger=LedgerFolder(self.root / "ledger"),
            forge=PlayedForge(at=Instant(at), is_away=is_away),
            wordings=NoHistory(),
            local_now=lambda: Instant(at),
            progress=silent,
        )
        content = read_content(ContentFolder(self.root).read())
        secrets = Secrets("a key of the tests of letters, long enough")
        harvest(content, ports, lambda meta: secrets, listed=None, is_shallow_ok=True)

    def record(self, row: Row) -> None:
        """A row in the record as another program might have written it, with a complete attempt at its time."""
        folder = LedgerFolder(self.root / "ledger")
        last = folder.read().harvests[-1]
        rows, mark = seal([row], after=last.consultations[STREETS])
        harvest = replace(last, n=last.n + 1, at=row.seen_at, consultations={STREETS: mark}, prev=digest(encode(last)))
        folder.append(rows={STREETS: rows}, texts={}, harvest=harvest)

    def build(self) -> Built:
        return build_site(self.root, ledger=self.root / "ledger", site=self.site, at=None, progress=silent)

    def differences(self) -> list[str]:
        """What `civicgen verify` finds in the site."""
        return [str(each) for each in verify(SiteFolder(self.site), progress=silent).differences]

    def page(self, address: str = RECEIPTS) -> str:
        return (self.site / address).read_text(encoding="utf-8").partition("<main")[2].partition("</main>")[0]

    def answered(self, address: str = RECEIPTS) -> dict[str, str]:
        """What the page says of each number, by the anchor of its line."""
        lines = re.findall(r'<tr id="receipt-([^"]*)">(.*?)</tr>', self.page(address), re.DOTALL)
        return {unescape(anchor): words_of(line) for anchor, line in lines}


def silent(what: str, done: int, total: int | None) -> None:
    """A progress that says nothing."""


def words_of(html: str) -> str:
    words = " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
    return re.sub(r" ([.,;:])", r"\1", words)


def table_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
