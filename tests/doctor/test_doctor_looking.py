"""What is looked at and what is not, and that nothing seen is taken for more than it is."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from doctor_evidence import AWAY, FACTS, META, NOW, PORTAL, PUBLISH, WORKFLOW, evidence, file
from msgspec.structs import replace

from civicgen.app.doctoring import key
from civicgen.app.doctoring.evidence import Evidence
from civicgen.app.doctoring.looking import look
from civicgen.app.doctoring.ports import Ports
from civicgen.app.doctoring.record_seen import look_at_published, record_seen
from civicgen.errors import ConfigurationError, LedgerError, TemporaryError
from civicgen.ledger.canonical import encode, meta_bytes
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.content import SourceFile
from civicgen.model.health import KeySeen, RecordSeen, Run, Setting, TokenKind, Unseen, Workflow
from civicgen.model.ledger import Cost, HarvestRow, Ledger, Row, RowType
from civicgen.model.names import ConsultationSlug, Digest, ProposalId
from civicgen.model.times import Instant
from civicgen.store.key import KEY_FILE, KEY_VARIABLE, SHORTEST_KEY

CLOCK_HERE = Instant("2031-01-01T00:00:00Z")
STREETS = ConsultationSlug("streets")


class Files:
    def __init__(self, *files: SourceFile) -> None:
        self.files = files

    def read(self) -> Iterable[SourceFile]:
        return self.files


class Checkout:
    def look(self, settings: object) -> Any:
        return evidence().checkout


class Forge:
    """A forge that notes what it was asked, and gives no answer from `last` on."""

    def __init__(self, setting: Setting | Unseen, last: str = "") -> None:
        self.setting = setting
        self.last = last
        self.asked: list[str] = []

    def _said(self, what: str, answer: Any) -> Any:
        self.asked.append(what)
        if what == self.last:
            raise TemporaryError("the forge answered 502")
        return answer

    def repository(self) -> Any:
        return self._said("repository", self.setting)

    def may_read(self, part: str) -> Any:
        return self._said(part, None)

    def pages(self) -> Any:
        return self._said("pages", AWAY)

    def workflows(self) -> Any:
        there = (
            Workflow(id=7, path=PUBLISH, name="Publish", state="active"),
            Workflow(id=8, path=".github/workflows/other.yml", name="Other", state="active"),
        )
        return self._said("workflows", there)

    def last_run(self, workflow: int, *, branch: str) -> Any:
        return self._said(f"run {workflow} on {branch}", Run(at=NOW, conclusion="", address=""))

    def may_workflows_open_pulls(self) -> Any:
        return self._said("pulls setting", True)

    def labels(self) -> Any:
        return self._said("labels", ())


class Site:
    """A published site with these files; any other cannot be had."""

    def __init__(self, **files: bytes) -> None:
        self.files = files

    def read(self, path: str) -> bytes:
        name = path.removeprefix("data/ledger/").partition(".")[0]
        if name not in self.files:
            raise TemporaryError(f"{path} cannot be had")
        return self.files[name]


def attempt(at: str, outcome: str = "complete", n: int = 1) -> HarvestRow:
    return HarvestRow(
        n=n,
        at=Instant(at),
        clock="forge",
        outcome=outcome,
        cost=Cost(requests=1, points=1),
        consultations={},
        prev=Digest(""),
    )


def ledger(*harvests: HarvestRow) -> Ledger:
    return Ledger(meta=META, harvests=harvests, rows={}, texts={}, checkpoint=None)


def seen(
    forge: Callable[[str], Any] | Unseen = AWAY,
    *,
    record: Callable[[], Ledger] = ledger,
    published: Callable[[str], Any] | None = None,
    portal: str = PORTAL,
    **more: Any,
) -> Evidence:
    """What is seen of a portal through fakes."""
    ports = Ports(
        content=Files(file("content/portal.yml", portal)),
        settings=Files(file(PUBLISH, WORKFLOW)),
        checkout=more.get("checkout", Checkout()),
        key=KeySeen,
        record=record,
        published=published,
        forge=forge,
        token_kind=TokenKind.OTHER,
        token_problem="",
        labels=more.get("labels", lambda content: ()),
        forms=lambda content: (),
        programs=lambda: evidence().programs,
    )
    return look(ports, at=CLOCK_HERE, is_ci=False, progress=lambda what, done, total: None)


def here(**changed: Any) -> Setting:
    return Setting(facts=replace(FACTS, **changed), scopes=None, at=NOW)


def test_only_runs_of_what_collects_on_a_schedule_are_asked_for_on_the_default_branch() -> None:
    forge = Forge(here(default_branch="trunk"))
    found = seen(lambda repository: forge)
    assert [what for what in forge.asked if what.startswith("run")] == ["run 7 on trunk"]
    assert list(found.forge.runs) == [PUBLISH]


def test_h13_the_forges_clock_counts_where_it_tells_it() -> None:
    assert seen(lambda repository: Forge(here())).at == NOW
    assert seen(lambda repository: Forge(Setting(facts=FACTS, scopes=None, at=None))).at == CLOCK_HERE
    assert seen().at == CLOCK_HERE


def test_a_repository_that_is_not_shown_is_not_asked_about_further() -> None:
    forge = Forge(Unseen(why="none (404)", status=404))
    found = seen(lambda repository: forge)
    assert forge.asked == ["repository"]
    assert found.forge.pages == forge.setting
    assert not found.forge.is_unreachable


def test_a_forge_that_gave_no_answer_is_not_asked_again() -> None:
    forge = Forge(here(), last="issues")
    found = seen(lambda repository: forge)
    assert forge.asked == ["repository", "workflows", "issues"]
    assert found.forge.is_unreachable
    assert isinstance(found.forge.repository, Setting)
    assert isinstance(found.forge.labels, Unseen)


@pytest.mark.parametrize("forge", [Unseen(why="nobody was asked"), lambda repository: Forge(here())])
def test_what_was_not_to_be_asked_is_not_unreachable(forge: Any) -> None:
    portal = PORTAL.replace("repository: oakford/talk\n", "")
    found = seen(forge, portal=portal)
    assert isinstance(found.forge.repository, Unseen)
    assert not found.forge.is_unreachable


def test_the_published_site_is_asked_only_where_the_folder_shows_nothing_recent() -> None:
    asked: list[str] = []

    def published(address: str) -> Site:
        asked.append(address)
        return Site()

    forge = lambda repository: Forge(here())  # noqa: E731
    seen(forge, record=lambda: ledger(attempt("2026-11-28T10:00:00Z")), published=published)
    assert asked == []
    seen(forge, record=lambda: ledger(attempt("2026-11-20T10:00:00Z")), published=published)
    assert isinstance(seen(forge, published=published).published, Unseen)
    assert asked == ["https://takepart.oakford.town/"] * 2


def test_what_a_site_publishes_of_its_record_is_read() -> None:
    lines = [attempt("2026-11-27T10:00:00Z"), attempt("2026-11-28T10:00:00Z", "failed", 2)]
    site = Site(ledger=meta_bytes(META), harvests=b"".join(encode(line) + b"\n" for line in lines))
    found = look_at_published(site)
    assert isinstance(found, RecordSeen)
    assert found.meta == META
    assert found.last is not None
    assert (found.last.at, found.last.outcome) == ("2026-11-28T10:00:00Z", "failed")
    assert found.last_complete is not None
    assert found.last_complete.at == "2026-11-27T10:00:00Z"


@pytest.mark.parametrize("lines", [b"<html>", b"{}\n", encode(attempt("yesterday")) + b"\n", b"\xff\n"])
def test_a_strangers_record_is_unknown_and_no_crash(lines: bytes) -> None:
    assert isinstance(look_at_published(Site(ledger=meta_bytes(META), harvests=lines)), Unseen)
    assert isinstance(look_at_published(Site(ledger=lines, harvests=b"")), Unseen)


def test_missing_texts_are_those_that_could_be_shown() -> None:
    opened = Secrets("k" * 40).open_text(STREETS, ref="comment:9", text="It is dark.")
    row = Row(
        seq=1,
        type=RowType.COMMENT_MADE,
        seen_at=NOW,
        prev=Digest(""),
        proposal=ProposalId("lamps"),
        ref="comment:9",
        text=opened.commitment,
    )
    whole = Ledger(
        meta=META, harvests=(), rows={STREETS: (row,)}, texts={STREETS: {opened.commitment: opened}}, checkpoint=None
    )
    for texts, missing in ((whole.texts, 0), ({STREETS: {}}, 1)):
        found = record_seen(replace(whole, texts=texts))
        assert isinstance(found, RecordSeen)
        assert (found.rows, found.missing_texts) == (1, missing)


def raising(problem: Exception) -> Callable[..., Any]:
    def fail(*arguments: object) -> Any:
        raise problem

    return fail


def test_a_record_that_is_broken_or_closed_to_us_is_told_apart() -> None:
    broken = seen(record=raising(LedgerError("was edited", file="harvests.jsonl", line=3)))
    assert isinstance(broken.record, RecordSeen)
    assert broken.record.damage == "harvests.jsonl:3: was edited"
    closed = seen(record=raising(ConfigurationError("no permission")))
    assert closed.record == Unseen(why="no permission")


def test_words_that_a_portal_spoiled_leave_the_other_checks_standing() -> None:
    found = seen(labels=raising(ConfigurationError("no valid catalogue")))
    assert found.labels == Unseen(why="no valid catalogue")


def test_the_checks_speak_of_the_key_as_harvest_does() -> None:
    assert (key.FILE, key.VARIABLE, key.SHORTEST) == (KEY_FILE, KEY_VARIABLE, SHORTEST_KEY)
