"""Announced changes: what the terms were before each, and what may not change once people took their stance."""

from fractions import Fraction

import pytest
from content_samples import CONSULTATION, HOME, consultation_with, findings_with, read_with

from civicgen.content.against_base import check_against_base
from civicgen.content.against_ledger import check_against_ledger
from civicgen.model.content import Content
from civicgen.model.findings import Severity
from civicgen.model.ledger import Ledger, Row, RowType
from civicgen.model.terms import settings_from_facts, settings_history, settings_to_facts

EXTENDED = """
  - at: 2026-09-25T10:00+02:00
    field: closes
    before: 2026-09-28
    after: 2026-10-01
    reason: The flood.
"""
NO_HASH = "0" * 64


def content_with(**keys: str) -> Content:
    return read_with({CONSULTATION: consultation_with(**keys)})


def row(seq: int, kind: RowType, **fields: object) -> Row:
    return Row(seq=seq, type=kind, seen_at="2026-09-01T00:00:00Z", prev=NO_HASH, **fields)


def ledger_of(content: Content, *more: Row) -> Ledger:
    """A ledger in which the consultation opened with the terms that this content had before any change."""
    settings = settings_history(content.dossiers[0].consultation)[0][1]
    opened = row(1, RowType.OPENED, made_at=settings.opens, facts=settings_to_facts(settings))
    return Ledger(meta=None, harvests=(), rows={"bright-streets": (opened, *more)}, texts={}, checkpoint=None)


def test_an_extension_keeps_the_closing_that_stood_before() -> None:
    content = content_with(changes=EXTENDED)
    assert content.findings == ()
    (first, before), (change, now) = settings_history(content.dossiers[0].consultation)
    assert first is None
    assert (before.closes, now.closes) == ("2026-09-28T21:59:59Z", "2026-10-01T21:59:59Z")
    assert change is not None
    assert change.reason == "The flood."


def test_two_extensions_and_a_pause_are_undone_one_after_the_other() -> None:
    changes = """
  - {at: 2026-09-10T00:00Z, field: closes, before: 2026-09-20, after: 2026-09-28, reason: Flood.}
  - {at: 2026-09-12T00:00Z, field: state, before: open, after: paused, reason: Flood again.}
  - {at: 2026-09-14T00:00Z, field: state, before: paused, after: open, reason: Dry.}
  - {at: 2026-09-25T00:00Z, field: closes, before: 2026-09-28, after: 2026-10-01, reason: Holidays.}
  - {at: 2026-09-26T00:00Z, field: answer_by, before: 2026-12-01, after: 2026-12-24, reason: Holidays.}"""
    content = content_with(changes=changes, answer_by="2026-12-24")
    assert content.findings == ()
    history = [settings for _, settings in settings_history(content.dossiers[0].consultation)]
    assert [settings.closes[:10] for settings in history] == [
        "2026-09-20",
        "2026-09-28",
        "2026-09-28",
        "2026-09-28",
        "2026-10-01",
        "2026-10-01",
    ]
    assert [len(settings.pauses) for settings in history] == [0, 0, 1, 1, 1, 1]
    assert [settings.pauses[0].ends for settings in history[2:4]] == [None, "2026-09-14T00:00:00Z"]


def test_a_rule_may_change_before_the_opening_and_an_opening_may_move() -> None:
    phases = """
  - {name: Ideas, kind: propose, opens: 2026-08-01, closes: 2026-08-31}
  - {name: Support, kind: support, opens: 2026-09-01, closes: 2026-10-01}"""
    changes = """
  - {at: 2026-07-01, field: rule, before: latest-per-person, after: one-stance-only, reason: Simpler.}
  - {at: 2026-07-02, field: closes, phase: Ideas, before: 2026-08-20, after: 2026-08-31, reason: Holidays.}
  - {at: 2026-07-03, field: opens, phase: Support, before: 2026-08-21, after: 2026-09-01, reason: Holidays.}"""
    content = content_with(phases=phases, changes=changes)
    assert content.findings == ()
    history = [settings for _, settings in settings_history(content.dossiers[0].consultation)]
    assert [settings.rule for settings in history] == ["latest-per-person", *["one-stance-only"] * 3]
    assert [settings.opens[:10] for settings in history] == ["2026-08-20"] * 3 + ["2026-08-31"]
    assert {settings.closes for settings in history} == {"2026-10-01T21:59:59Z"}


def test_terms_survive_the_way_through_the_ledger() -> None:
    counting = """
  rule: latest-per-person
  mapping: {+1: support, eyes: abstain}
  eligibility: {accounts: listed, minimum_account_age_days: 30, listed_total: 1200}
  early: count-from-opening
  threshold: {consequence: It is debated., support: 50, share: 2/4, quorum: 60, quorum_share: 1/10}"""
    settings = content_with(counting=counting).dossiers[0].consultation.counting
    assert settings is not None
    assert settings.threshold is not None
    assert settings.threshold.share == Fraction(1, 2)
    assert settings_from_facts(settings_to_facts(settings)) == settings


@pytest.mark.parametrize("part", ["rule", "mapping", "eligibility", "opens", "threshold"])
def test_terms_of_another_shape_are_refused_by_name(part: str) -> None:
    settings = read_with().dossiers[0].consultation.counting
    assert settings is not None
    facts = settings_to_facts(settings)
    with pytest.raises(ValueError, match=r"settings|instant"):
        settings_from_facts({**facts, part: 17} if part != "rule" else {k: v for k, v in facts.items() if k != part})


def test_content_that_agrees_with_its_ledger_has_no_findings() -> None:
    content = content_with(changes=EXTENDED)
    change = content.dossiers[0].consultation.changes[0]
    facts = {"field": change.field, "before": change.before, "after": change.after, "reason": change.reason}
    recorded = row(2, RowType.CHANGED, made_at=change.at, facts=facts)
    assert check_against_ledger(content, ledger_of(content, recorded)) == ()


@pytest.mark.parametrize(
    ("counting", "named"),
    [
        ("\n  rule: latest-per-person", "`rule`"),
        ("\n  mapping: {+1: support}", "`mapping`"),
        ("\n  eligibility: {minimum_account_age_days: 30}", "`eligibility.minimum_account_age_days`"),
        ("\n  eligibility: {accounts: listed}", "`eligibility.accounts`"),
        ("\n  early: count-from-opening", "`early`"),
        ("\n  threshold: {consequence: Debate., support: 10}", "`threshold`"),
    ],
)
def test_what_people_took_their_stance_under_cannot_change_once_open(counting: str, named: str) -> None:
    """T34."""
    ledger = ledger_of(read_with())
    (finding,) = check_against_ledger(content_with(counting=counting), ledger)
    assert (finding.code, finding.severity, finding.place.line) == ("fixed-term-changed", "error", 14)
    assert named in finding.message


def test_a_closing_moved_without_an_entry_is_an_error_that_says_what_to_write() -> None:
    phases = "\n  - {name: Support, kind: propose-and-support, opens: 2026-09-01, closes: 2026-10-08}"
    (finding,) = check_against_ledger(content_with(phases=phases), ledger_of(read_with()))
    assert finding.code == "change-not-announced"
    assert "before: 2026-10-01T21:59:59Z" in finding.hint


def test_a_recorded_change_may_not_vanish() -> None:
    content = content_with(changes=EXTENDED)
    other = {"field": "closes", "before": "2026-09-20T21:59:59Z", "after": "2026-09-28T21:59:59Z", "reason": "x"}
    recorded = row(2, RowType.CHANGED, made_at="2026-09-10T00:00:00Z", facts=other)
    (finding,) = check_against_ledger(content, ledger_of(content, recorded))
    assert finding.code == "recorded-change-gone"


def test_a_published_proposal_keeps_its_id_and_its_thread() -> None:
    content = read_with()
    rows = (
        row(2, RowType.PUBLISHED, proposal="lamps-in-mill-lane", facts={"thread": 7}),
        row(3, RowType.PUBLISHED, proposal="gone", facts={"thread": 99}),
    )
    findings = check_against_ledger(content, ledger_of(content, *rows))
    assert [finding.code for finding in findings] == ["published-proposal-gone", "thread-changed"] or [
        finding.code for finding in findings
    ] == ["thread-changed", "published-proposal-gone"]
    assert "write `id: gone`" in next(f.hint for f in findings if f.code == "published-proposal-gone")


def test_a_consultation_in_the_record_keeps_its_folder() -> None:
    ledger = ledger_of(read_with())
    files = dict.fromkeys((CONSULTATION, *(f"{HOME}/{name}" for name in NAMES)))
    (finding,) = check_against_ledger(read_with(files), ledger)
    assert finding.code == "consultation-gone"


NAMES = ("proposals/lamps-in-mill-lane.md", "proposals/zebra-at-the-school.md", "answers/zebra.md")


def test_nothing_goes_on_after_a_cancellation() -> None:
    changes = """
  - {at: 2026-09-10T00:00Z, field: state, before: open, after: cancelled, reason: No money.}
  - {at: 2026-09-12T00:00Z, field: state, before: cancelled, after: open, reason: Money.}"""
    (finding,) = findings_with({CONSULTATION: consultation_with(changes=changes)})
    assert (finding.code, finding.place.line) == ("change-after-cancelling", 16)


def test_a_change_dated_ahead_is_a_warning_unless_it_is_a_pause() -> None:
    files = {CONSULTATION: consultation_with(changes=EXTENDED)}
    assert [finding.code for finding in findings_with(files, at="2026-09-20T00:00:00Z")] == ["change-in-the-future"]
    pause = "\n  - {at: 2026-09-25T00:00Z, field: state, before: open, after: paused, reason: Works.}"
    assert findings_with({CONSULTATION: consultation_with(changes=pause)}, at="2026-09-20T00:00:00Z") == []


def test_an_answer_promised_before_the_closing_is_a_warning() -> None:
    (finding,) = findings_with({CONSULTATION: consultation_with(answer_by="2026-02-28")})
    assert (finding.code, finding.severity) == ("answer-before-closing", "warning")


NOW = "2026-09-15T00:00:00Z"


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"counting": "\n  mapping: {+1: support}"}, "fixed-term-changed"),
        ({"counting": "\n  rule: latest-per-person"}, "fixed-term-changed"),
        ({"answer_by": "2027-03-01"}, "change-not-announced"),
        (
            {"phases": "\n  - {name: Support, kind: propose-and-support, opens: 2026-09-01, closes: 2026-10-08}"},
            "change-not-announced",
        ),
    ],
)
def test_a_pull_request_cannot_change_an_open_consultation_in_silence(keys: dict[str, str], code: str) -> None:
    """T34, before anything is in the ledger."""
    assert code in [finding.code for finding in check_against_base(content_with(**keys), read_with(), NOW)]
    assert check_against_base(content_with(**keys), read_with(), "2026-08-01T00:00:00Z") == ()


def test_a_pull_request_that_announces_its_change_is_fine() -> None:
    phases = "\n  - {name: Support, kind: propose-and-support, opens: 2026-09-01, closes: 2026-10-08}"
    changes = "\n  - {at: 2026-09-15, field: closes, before: 2026-10-01, after: 2026-10-08, reason: Flood.}"
    extended = content_with(phases=phases, changes=changes)
    assert extended.findings == ()
    assert check_against_base(extended, read_with(), NOW) == ()


def test_a_pull_request_cannot_take_an_announcement_back() -> None:
    (finding,) = check_against_base(read_with(), content_with(changes=EXTENDED), NOW)
    assert finding.code == "recorded-change-gone"


def test_changes_of_one_thing_follow_from_each_other() -> None:
    changes = """
  - {at: 2026-09-10T00:00Z, field: closes, before: 2026-09-20, after: 2026-09-28, reason: Flood.}
  - {at: 2026-09-25T00:00Z, field: closes, before: 2026-09-27, after: 2026-10-01, reason: Holidays.}"""
    (finding,) = findings_with({CONSULTATION: consultation_with(changes=changes)})
    assert (finding.code, finding.place.line) == ("broken-changes", 16)


def test_a_change_that_changes_nothing_is_an_error() -> None:
    changes = "\n  - {at: 2026-09-20T00:00Z, field: closes, before: 2026-10-01, after: 2026-10-01, reason: Oops.}"
    (finding,) = findings_with({CONSULTATION: consultation_with(changes=changes)})
    assert finding.code == "change-of-nothing"


def test_a_state_that_the_phases_contradict_is_a_warning() -> None:
    for state, at in (
        ("closed", "2026-09-15"),
        ("open", "2026-08-15"),
        ("open", "2026-10-15"),
        ("planned", "2026-09-15"),
    ):
        files = {CONSULTATION: consultation_with(state=state)}
        (finding,) = [found for found in findings_with(files, at=f"{at}T00:00:00Z") if found.code == "state-by-phases"]
        assert finding.severity is Severity.WARNING
    for state, at in (("open", "2026-09-15"), ("closed", "2026-10-15"), ("answered", "2026-10-15")):
        files = {CONSULTATION: consultation_with(state=state)}
        assert "state-by-phases" not in [found.code for found in findings_with(files, at=f"{at}T00:00:00Z")]
