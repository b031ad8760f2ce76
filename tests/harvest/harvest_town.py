"""A small portal on disk and a rehearsed forge for it: what the tests of harvesting begin with."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from civicgen.app.harvesting.harvest import Harvested, Ports, harvest
from civicgen.content.read import read_content
from civicgen.counting.tally import count
from civicgen.forges.github import GithubForge
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.counting import Tally
from civicgen.model.ledger import Ledger, LedgerMeta, Row, RowType
from civicgen.model.names import ConsultationSlug, ProposalId
from civicgen.model.times import Instant
from civicgen.rehearsal.server import RehearsalServer
from civicgen.store.content_files import ContentFolder
from civicgen.store.key import load_key
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.node_ids import NodeIdFile

KEY = "a key that only the tests use, long enough"
TOKEN = "ghp_neverprinted0123456789"
CREATED = "2026-01-01T00:00:00Z"
NOW = "2026-09-10T12:00:00Z"
LATER = "2026-09-11T12:00:00Z"
STREETS = ConsultationSlug("streets")

PORTAL = """\
name: A town
summary: Where a town asks its people.
repository: town/talk
forge_url: https://github.com
site_url: https://talk.example/
languages: [en]
timezone: Europe/Berlin
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
minimum_age: 14
update_interval_hours: 24
privacy: Public.
retention: Two years.
authorities:
  - {id: council, name: Town Council, address: 1 Square, email: council@talk.example, imprint: Town Council}
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
zone: Europe/Berlin
phases:
  - {{name: Support, kind: propose-and-support, opens: 2026-09-01, closes: {closes}}}
{extra}---

Tell us.
"""


@dataclass(frozen=True)
class NoHistory:
    """A portal whose texts Git does not date; `reason` is why."""

    reason: str = ""

    def read(self) -> tuple[Mapping[str, tuple[Any, ...]], str]:
        return {}, self.reason


@dataclass
class Town:
    """A portal in `root` and the seed of its forge; `slept` are the seconds that harvests waited."""

    root: Path
    seed: list[dict[str, Any]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    history: NoHistory = field(default_factory=NoHistory)
    listed: frozenset[str] | None = None

    def __post_init__(self) -> None:
        repository = {"owner": "town", "name": "talk", "id": 1001, "created_at": CREATED, "now": NOW}
        self.seed.append({"type": "repository", **repository})
        self._write("portal.yml", PORTAL)

    def consultation(self, slug: str = STREETS, *, closes: str = "2026-10-01", extra: str = "") -> None:
        self._write(f"consultations/{slug}/consultation.md", CONSULTATION.format(closes=closes, extra=extra))

    def proposal(self, name: str, thread: int, *, consultation: str = STREETS, kind: str = "issue") -> None:
        """A proposal with its thread at the forge."""
        text = f"---\ntitle: Proposal {name}\nthread: {thread}\nstatus: open\n---\n\nPlease.\n"
        self._write(f"consultations/{consultation}/proposals/{name}.md", text)
        extra = {"head": name} if kind == "pull" else {}
        self.add(kind, number=thread, title=name, body="Please.", created_at=CREATED, user=None, **extra)

    def people(self, number: int, *, first: int = 1) -> None:
        for id_ in range(first, first + number):
            self.add("user", id=id_, login=f"citizen-{id_}", created_at=CREATED)

    def react(
        self, user: int | None, kind: str = "+1", *, on: str = "issue:1", at: str = "2026-09-05T10:00:00Z", **more: Any
    ) -> None:
        self.add("reaction", on=on, user=user, content=kind, created_at=at, **more)

    def comment(self, id_: int, thread: int, body: str, *, at: str = "2026-09-05T10:00:00Z", **more: Any) -> None:
        self.add("comment", id=id_, issue=thread, user=1, body=body, created_at=at, **more)

    def add(self, type_: str, **line: Any) -> None:
        self.seed.append({"type": type_, **line})

    def serve(self, **options: Any) -> RehearsalServer:
        return RehearsalServer([json.dumps(line) for line in self.seed], **options)

    def forge(self, server: RehearsalServer, *, patience: float = 600, token: str = TOKEN) -> GithubForge:
        return GithubForge(
            "town/talk",
            token,
            server.url,
            patience,
            node_ids=NodeIdFile(self.root),
            sleep=self.slept.append,
            monotonic=lambda: 0.0,
        )

    def harvest(self, server: RehearsalServer, **options: Any) -> Harvested:
        return self.harvest_with(self.forge(server, **options))

    def harvest_with(self, forge: Any, *, ledger: Any = None, key: str = KEY) -> Harvested:
        ports = Ports(
            ledger=ledger or LedgerFolder(self.root / "ledger"),
            forge=forge,
            wordings=self.history,
            local_now=lambda: Instant("2031-01-01T00:00:00Z"),
            progress=lambda what, done, total: None,
        )

        def unlock(meta: LedgerMeta | None) -> Secrets:
            return Secrets(load_key(self.root, {"CIVICGEN_KEY": key}, meta=meta, is_ci=True))

        content = read_content(ContentFolder(self.root).read())
        return harvest(content, ports, unlock, listed=self.listed, is_shallow_ok=False)

    def ledger(self) -> Ledger:
        return LedgerFolder(self.root / "ledger").read()

    def rows(self, kind: RowType, *, consultation: str = STREETS) -> Sequence[Row]:
        return [row for row in self.ledger().rows[ConsultationSlug(consultation)] if row.type is kind]

    def tally(self, proposal: str, *, consultation: str = STREETS) -> Tally:
        ledger = self.ledger()
        slug = ConsultationSlug(consultation)
        as_of = ledger.as_of(slug)
        assert as_of is not None, "nothing was observed"
        numbers = count(ledger.rows[slug], as_of=as_of)
        assert numbers is not None, "nothing was opened"
        return numbers.proposals[ProposalId(proposal)]

    def _write(self, path: str, text: str) -> None:
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def event(when: Mapping[str, Any], action: str, **what: Any) -> str:
    """A line that makes the server do something at its next suitable request."""
    return json.dumps({"type": "event", "when": when, "do": {"action": action, **what}})
