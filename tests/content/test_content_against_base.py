"""What a pull request may not change in silence: texts under support, statuses, answers, receipts, the record."""

import pytest
from content_samples import ANSWER, CONSULTATION, HOME, OTHER, PROPOSAL, SOUND, consultation_with, read_with

from civicgen.content.against_base import check_against_base, is_reworded
from civicgen.content.base.numbers import WordingNumbers, wording_numbers
from civicgen.model.content import Content
from civicgen.model.findings import Finding, Severity
from civicgen.model.ledger import Ledger, Row, RowType
from civicgen.model.proposal import WordingSeen

BEFORE, DURING, AFTER = "2026-08-15T00:00:00Z", "2026-09-15T00:00:00Z", "2026-10-15T00:00:00Z"
Files = dict[str, str | None]

LAMPS = SOUND[PROPOSAL]
BRIGHTER = LAMPS.replace("dark", "very dark")
EDITORIAL = "editorial: [{wording: 2, by: desk, note: A word.}]\n---\n"
SUBSTANTIVE = "substantive: [{wording: 2, by: desk, note: Five lamps.}]\n---\n"
UPDATE = f"{HOME}/updates/2026-09-15-a-mistake.md"


def marked(text: str, mark: str) -> str:
    """A text with more front matter at its end."""
    return text.replace("\n---\n", f"\n{mark}", 1)


def found(head: Files, base: Files | None = None, *, at: str = DURING, number: int | None = 1) -> list[Finding]:
    """What is said of a pull request that turns one portal into another; `number` is the wording of each proposal."""
    was, now = read_with(base or {}), read_with({**(base or {}), **head})
    return [*check_against_base(now, was, at, numbers=numbered(was, number))]


def numbered(content: Content, number: int | None) -> WordingNumbers:
    proposals = () if number is None else content.dossiers[0].proposals
    return WordingNumbers(by_proposal={(each.consultation, each.id): number for each in proposals})


def said(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.severity)) for finding in findings]


def test_a_pull_request_that_changes_nothing_has_no_findings() -> None:
    for at in (BEFORE, DURING, AFTER):
        assert found({}, at=at) == []


# A text on which people take their stance


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (BRIGHTER, "the text of"),
        (LAMPS.replace("Lamps in", "Lights in"), "the title of"),
        (LAMPS.replace("thread: 12", "thread: 12\nsummary: New."), "the summary of"),
        (BRIGHTER.replace("Lamps in", "Lights in"), "the title and the text of"),
    ],
)
def test_a_text_cannot_be_rewritten_during_support_without_being_marked(text: str, named: str) -> None:
    (finding,) = found({PROPOSAL: text})
    assert (finding.code, finding.severity, finding.place.file) == ("wording-not-marked", "error", PROPOSAL)
    assert f"{named} `lamps-in-mill-lane` changed while people take their stance on it" in finding.message


def test_the_cure_names_the_number_to_write() -> None:
    (finding,) = found({PROPOSAL: BRIGHTER}, number=3)
    assert "`editorial: [{wording: 4, by: your role, note: what changed}]`" in finding.hint
    assert "`substantive`" in finding.hint


def test_the_cure_adds_to_the_list_that_is_there() -> None:
    """A second `editorial` would be an error of its own."""
    text = marked(BRIGHTER, EDITORIAL)
    (finding,) = found({PROPOSAL: text}, {PROPOSAL: marked(LAMPS, EDITORIAL)}, number=2)
    assert "add the entry `{wording: 3, by: your role, note: what changed}` to the list `editorial`" in finding.hint


def test_without_history_the_cure_says_where_the_number_is_found() -> None:
    (finding,) = found({PROPOSAL: BRIGHTER}, number=None)
    assert "{wording: N, " in finding.hint
    assert "N is one more than the versions that the proposal's page shows" in finding.hint
    assert found({PROPOSAL: marked(BRIGHTER, EDITORIAL.replace("2", "7"))}, number=None) == []


@pytest.mark.parametrize("mark", [EDITORIAL, SUBSTANTIVE])
def test_a_new_wording_that_is_marked_is_fine(mark: str) -> None:
    assert found({PROPOSAL: marked(BRIGHTER, mark)}) == []


def test_what_the_cure_says_cures_it() -> None:
    (finding,) = found({PROPOSAL: BRIGHTER}, number=3)
    entry = finding.hint.split("`")[1]
    assert found({PROPOSAL: marked(BRIGHTER, f"{entry}\n---\n")}, number=3) == []


def test_a_mark_of_another_wording_is_an_error_that_says_the_number() -> None:
    (finding,) = found({PROPOSAL: marked(BRIGHTER, EDITORIAL)}, number=2)
    assert (finding.code, finding.hint) == ("wrong-wording-number", "Write `wording: 3`.")


def test_a_mark_that_stood_there_before_does_not_mark_the_next_wording() -> None:
    """Nobody can have a rewriting approved before it is written."""
    base = marked(LAMPS, EDITORIAL)
    assert said(found({PROPOSAL: marked(BRIGHTER, EDITORIAL)}, {PROPOSAL: base})) == [("wording-not-marked", "error")]


def test_before_the_opening_and_as_a_draft_a_text_may_be_rewritten() -> None:
    assert found({PROPOSAL: BRIGHTER}, at=BEFORE) == []
    draft = LAMPS.replace("thread: 12", "status: draft")
    assert found({PROPOSAL: draft.replace("dark", "very dark")}, {PROPOSAL: draft}) == []


def test_after_the_closing_a_rewritten_text_is_a_warning() -> None:
    (finding,) = found({PROPOSAL: BRIGHTER}, at=AFTER)
    assert (finding.code, finding.severity) == ("wording-not-marked", "warning")
    assert "nobody took a stance on the text as it is now" in finding.message


def test_the_terms_of_the_base_branch_decide_whether_stances_are_taken() -> None:
    """A pull request cannot move the closing to before its own rewriting."""
    phases = "\n  - {name: Support, kind: propose-and-support, opens: 2026-09-01, closes: 2026-09-10}"
    codes = [finding.code for finding in found({PROPOSAL: BRIGHTER, CONSULTATION: consultation_with(phases=phases)})]
    assert "wording-not-marked" in codes


def test_in_a_pause_texts_stay_and_after_a_cancellation_they_are_nobodys_concern() -> None:
    for after, expected in (("paused", ["wording-not-marked"]), ("cancelled", [])):
        changes = f"\n  - {{at: 2026-09-10T00:00Z, field: state, before: open, after: {after}, reason: Works.}}"
        base: Files = {CONSULTATION: consultation_with(changes=changes)}
        assert [finding.code for finding in found({PROPOSAL: BRIGHTER}, base)] == expected


def test_line_ends_keys_and_translations_are_no_new_wording() -> None:
    head: Files = {
        PROPOSAL: LAMPS.replace("thread: 12", "thread: 12\ncost: 5 EUR\ntopics: [light]") + "\n\n",
        PROPOSAL.replace(".md", ".de.md"): "---\ntitle: Lampen\n---\nDunkel.\n",
    }
    assert found(head) == []


def test_a_proposal_that_is_given_up_may_say_why() -> None:
    gone = LAMPS.replace("thread: 12", "thread: 12\nstatus: withdrawn") + "\nThe author moved away.\n"
    assert found({PROPOSAL: gone}) == []


@pytest.mark.parametrize("mark", [EDITORIAL, SUBSTANTIVE])
def test_a_mark_stays_because_support_is_counted_by_it(mark: str) -> None:
    other = SUBSTANTIVE if mark is EDITORIAL else EDITORIAL
    for text in (LAMPS, marked(LAMPS, other)):
        assert said(found({PROPOSAL: text}, {PROPOSAL: marked(LAMPS, mark)})) == [("mark-gone", "error")]


# Which number a wording has


def version(number: int, digest: str, commit: str = "c") -> WordingSeen:
    return WordingSeen(proposal="x", number=number, digest=digest, committed_at=DURING, commit=commit)


def next_number(*histories: list[WordingSeen], record: list[str] | None = None) -> int | None:
    """The number that the next wording of the lamps gets; `record` are the digests that the ledger holds."""
    base = read_with()
    rows = tuple(
        Row(
            seq=number,
            type=RowType.PUBLISHED,
            seen_at=DURING,
            prev="0" * 64,
            proposal="lamps-in-mill-lane",
            facts={"wording": number, "digest": digest},
        )
        for number, digest in enumerate(record or [], start=1)
    )
    ledger = Ledger(meta=None, harvests=(), rows={"bright-streets": rows}, texts={}, checkpoint=None)
    numbers = wording_numbers(base, [{PROPOSAL: history} for history in histories], ledger if record else None)
    return numbers.next_of(lamps(base))


def lamps(content: Content) -> object:
    return next(each for each in content.dossiers[0].proposals if each.id == "lamps-in-mill-lane")


NOW = lamps(read_with()).wording


@pytest.mark.parametrize(
    ("histories", "expected"),
    [
        ([[version(1, NOW)]], 2),
        ([[version(1, "a"), version(2, "b"), version(3, NOW)]], 4),
        ([[version(1, NOW), version(2, "b"), version(3, NOW), version(4, "of the pull request")]], 4),
        ([[version(1, NOW, commit="")], [version(1, "a"), version(2, NOW)]], 3),
        ([[version(1, NOW, commit="")], []], None),
        ([[version(1, "another text")]], None),
        ([], None),
    ],
)
def test_the_number_is_told_by_the_history_up_to_the_text_of_the_base_branch(
    histories: list[list[WordingSeen]], expected: int | None
) -> None:
    assert next_number(*histories) == expected


@pytest.mark.parametrize(
    ("record", "history", "expected"),
    [
        (["a", NOW], [], 3),
        (["a", "b", NOW], [version(1, NOW)], 4),
        (["a", "b"], [version(1, "b"), version(2, "c"), version(3, NOW)], 5),
        (["a", "b"], [version(1, NOW)], 4),
        (["a", "b"], [], 4),
    ],
)
def test_the_public_record_numbers_wordings_and_history_goes_on_from_there(
    record: list[str], history: list[WordingSeen], expected: int
) -> None:
    """A file that was renamed has a shorter history than the record."""
    assert next_number(history, record=record) == expected


def test_history_is_only_needed_where_a_text_changed() -> None:
    assert not is_reworded(read_with(), read_with())
    assert not is_reworded(read_with({PROPOSAL: None}), read_with())
    assert is_reworded(read_with({PROPOSAL: BRIGHTER}), read_with())


# Statuses


def with_status(status: str) -> str:
    return LAMPS.replace("thread: 12", f"thread: 12\nstatus: {status}")


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ("draft", "open", None),
        ("draft", "withdrawn", None),
        ("open", "answered", None),
        ("open", "withdrawn", None),
        ("open", "merged", None),
        ("draft", "answered", "status-skipped"),
        ("open", "draft", "status-goes-back"),
        ("answered", "open", "status-goes-back"),
        ("answered", "withdrawn", "status-goes-back"),
        ("withdrawn", "open", "status-goes-back"),
        ("withdrawn", "draft", "status-goes-back"),
        ("merged", "open", "status-goes-back"),
        ("merged", "withdrawn", "status-goes-back"),
    ],
)
def test_a_proposal_goes_forward_only(was: str, now: str, code: str | None) -> None:
    findings = found({PROPOSAL: with_status(now)}, {PROPOSAL: with_status(was)})
    assert said(findings) == ([] if code is None else [(code, "error")])


def test_before_the_opening_a_proposal_may_become_a_draft_again() -> None:
    assert found({PROPOSAL: with_status("draft")}, at=BEFORE) == []


def test_a_mistake_is_put_right_in_public() -> None:
    """A withdrawal of the wrong proposal: the pull request that takes it back tells people, and an editor approves."""
    base: Files = {PROPOSAL: with_status("withdrawn")}
    told = "---\ntitle: Not withdrawn\n---\nBy mistake [lamps](../proposals/lamps-in-mill-lane.md) was closed.\n"
    (finding,) = found({PROPOSAL: LAMPS, UPDATE: told}, base)
    assert (finding.code, finding.severity) == ("status-goes-back", Severity.WARNING)
    assert UPDATE in finding.message
    assert said(found({PROPOSAL: LAMPS, UPDATE: told.replace("lamps", "other-lamps")}, base)) == [
        ("status-goes-back", "error")
    ]
    assert said(found({PROPOSAL: LAMPS}, {**base, UPDATE: told})) == [("status-goes-back", "error")]


# Proposals and consultations stay


def test_a_proposal_does_not_vanish_once_people_can_take_part() -> None:
    (finding,) = found({PROPOSAL: None})
    assert (finding.code, finding.severity, finding.place.file) == ("proposal-gone", "error", PROPOSAL)
    assert "`status: withdrawn`" in finding.hint
    assert found({PROPOSAL: None}, at=BEFORE) == []
    assert found({PROPOSAL: None}, {PROPOSAL: with_status("draft")}) == []


def test_a_file_may_be_renamed_when_its_id_stays() -> None:
    renamed = PROPOSAL.replace("lamps-in-mill-lane", "lights")
    kept = LAMPS.replace("thread: 12", "thread: 12\nid: lamps-in-mill-lane")
    assert found({PROPOSAL: None, renamed: kept}) == []
    assert said(found({PROPOSAL: None, renamed: LAMPS})) == [("proposal-gone", "error")]


def test_an_id_stays() -> None:
    (finding,) = found({PROPOSAL: LAMPS.replace("thread: 12", "thread: 12\nid: lights")})
    assert (finding.code, finding.hint) == ("id-changed", "Write `id: lamps-in-mill-lane`.")


def test_a_thread_stays() -> None:
    (finding,) = found({PROPOSAL: LAMPS.replace("12", "99")})
    assert (finding.code, finding.severity) == ("thread-moved", "error")
    assert "the thread is 12 on the base branch and is 99 now" in finding.message
    (finding,) = found({PROPOSAL: LAMPS.replace("thread: 12\n", "")})
    assert "has none now" in finding.message
    assert found({PROPOSAL: LAMPS.replace("12", "99")}, at=BEFORE) == []


def test_a_consultation_that_opened_keeps_its_folder() -> None:
    gone: Files = dict.fromkeys((CONSULTATION, PROPOSAL, OTHER, ANSWER))
    assert said(found(gone)) == [("consultation-gone", "error")]
    assert found(gone, at=BEFORE) == []


def test_stances_do_not_stop_counting_by_another_kind_of_phase() -> None:
    phases = "\n  - {name: Support, kind: discuss, opens: 2026-09-01, closes: 2026-10-01}"
    assert ("counting-gone", "error") in said(found({CONSULTATION: consultation_with(phases=phases)}))


# Answers


def test_an_answer_stays() -> None:
    (finding,) = found({ANSWER: None})
    assert (finding.code, finding.severity, finding.place.file) == ("answer-gone", "error", ANSWER)


def test_an_answer_may_move_to_another_file() -> None:
    assert found({ANSWER: None, ANSWER.replace("zebra", "crossing"): SOUND[ANSWER]}) == []


def test_another_outcome_is_told_in_a_follow_up() -> None:
    rejected = SOUND[ANSWER].replace("accepted", "rejected")
    (finding,) = found({ANSWER: rejected})
    assert (finding.code, finding.severity) == ("outcome-changed", "error")
    assert "accepted on the base branch and rejected now" in finding.message
    told = rejected.replace("answered_on", "follow_ups: [{date: 2026-11-20, text: No money.}]\nanswered_on")
    assert said(found({ANSWER: told})) == [("outcome-changed", "warning")]


def test_a_reason_may_be_written_better() -> None:
    assert found({ANSWER: SOUND[ANSWER].replace("painted", "painted white")}) == []


def test_a_follow_up_that_vanishes_is_a_warning() -> None:
    before = SOUND[ANSWER].replace("answered_on", "follow_ups: [{date: 2026-11-20, text: Painted.}]\nanswered_on")
    assert said(found({ANSWER: before.replace("Painted.", "Done.")}, {ANSWER: before})) == [
        ("follow-up-gone", "warning")
    ]


# Receipts and the record of moderation

LETTERS = f"{HOME}/contributions/market.csv"
HEADER = "receipt,received,channel,proposal,stance,count,checked_by\n"
LINE = "{},2026-09-12,paper,lamps-in-mill-lane,support,{},clerk\n"


def letters(**counts: int) -> str:
    return HEADER + "".join(LINE.format(receipt, count) for receipt, count in counts.items())


def test_who_has_a_receipt_finds_it_again() -> None:
    base: Files = {LETTERS: letters(P1=3, P2=1)}
    (finding,) = found({LETTERS: letters(P1=3)}, base)
    assert (finding.code, finding.place.file) == ("receipt-gone", LETTERS)
    assert finding.message == "1 receipt (P2) stands on the base branch, and not any more"
    (finding,) = found({LETTERS: None}, base)
    assert finding.message == "2 receipts (P1, P2) stand on the base branch, and not any more"


def test_a_contribution_is_taken_back_with_the_count_0_and_may_be_corrected() -> None:
    base: Files = {LETTERS: letters(P1=3, P2=1)}
    assert found({LETTERS: letters(P1=3, P2=0)}, base) == []
    assert found({LETTERS: letters(P1=4, P2=1, P3=9)}, base) == []
    assert found({LETTERS: None, LETTERS.replace("market", "desk"): letters(P1=3, P2=1)}, base) == []


RECORD = "content/moderation.yml"
RULES = "rules: [{id: no-insults, title: No insults}]\nrecord:\n"
ENTRY = "  - {{date: 2026-09-14, item: 'comment:{}', rule: no-insults, role: moderator, outcome: {}}}\n"


def record(*entries: tuple[int, str]) -> str:
    return RULES + "".join(ENTRY.format(number, outcome) for number, outcome in entries)


def test_the_record_of_moderation_is_only_added_to() -> None:
    base: Files = {RECORD: record((1, "hidden"), (1, "hidden"))}
    assert found({RECORD: record((1, "hidden"), (1, "hidden"), (1, "shown"))}, base) == []
    for changed in (record((1, "hidden")), record((1, "hidden"), (1, "shown")), "rules: []\n", None):
        (finding,) = found({RECORD: changed}, base)
        assert (finding.code, finding.severity, finding.place.file) == ("moderation-entry-gone", "error", RECORD)


def test_nothing_is_said_to_be_gone_from_a_file_that_the_pull_request_broke() -> None:
    """Its own error stops it already, and a list of what is missing would lead away from it."""
    base: Files = {RECORD: record((1, "hidden")), LETTERS: letters(P1=3)}
    broken: Files = {RECORD: "record: [", LETTERS: "receipt;received\n", ANSWER: "---\ntitle: [\n---\n"}
    was, now = read_with(base), read_with({**base, **broken})
    spoilt = {finding.place.file for finding in now.findings if finding.severity is Severity.ERROR}
    assert {RECORD, LETTERS, ANSWER} <= spoilt
    assert check_against_base(now, was, DURING, spoilt=spoilt) == ()
