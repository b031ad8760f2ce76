"""The named numbers: what exists, what does not exist yet, and what they add up to."""

from typing import Any

from ledger_table import AFTER, CLOSES, at, changed, numbered, opened, settings, table
from whole_numbers import figures_of

from civicgen.counting.figures import portal_figures, total_figures
from civicgen.model.facts import ConsultationFacts, ProposalFacts
from civicgen.model.ledger import Row
from civicgen.model.names import ConsultationSlug, Outcome, ProposalId, State, Status
from civicgen.model.times import Instant

LATER = Instant("2026-11-01T22:59:59Z")


def proposal(name: str, **changes: Any) -> ProposalFacts:
    chosen: dict[str, Any] = {
        "id": ProposalId(name),
        "title": name,
        "file": f"{name}.md",
        "page": f"{name}.html",
        "thread": 1,
        "status": Status.OPEN,
        "topics": (),
        "outcome": None,
        "answered_on": None,
        "merged_into": None,
    }
    return ProposalFacts(**(chosen | changes))


def facts(*proposals: ProposalFacts, **changes: Any) -> ConsultationFacts:
    chosen: dict[str, Any] = {
        "slug": ConsultationSlug("streets"),
        "title": "Streets",
        "page": "streets.html",
        "state": State.OPEN,
        "as_of": AFTER,
        "built_for": AFTER,
        "answer_by": Instant("2026-12-24T22:59:59Z"),
        "contributions": 0,
        "proposals": proposals or (proposal("lamps"), proposal("bikes")),
    }
    return ConsultationFacts(**(chosen | changes))


def unobserved(of: ConsultationFacts) -> dict[str, int]:
    """The figures of a consultation before anybody looked at its threads."""
    return total_figures(of, {}, closings=(), accounts=(), rows=None)


ROWS: list[Row] = [
    opened(),
    *table(
        """
        published;     lamps; ; ; 08-30; 09-01; ; wording=1 digest=a
        published;     bikes; ; ; 08-30; 09-01; ; wording=1 digest=a
        reaction-cast; lamps; ada; +1;   09-05
        reaction-cast; lamps; ben; eyes; 09-05
        reaction-cast; lamps; cem; +1;   10-01 23:00:00
        reaction-cast; bikes; ada; -1;   09-05
        contribution;  bikes; ;    support; 09-06; ; receipt:1; channel=paper count=40
        comment-made;  lamps; dot; ;     09-05; ; comment:1
        comment-made;  lamps; dot; ;     09-06; ; comment:2
        comment-hidden; lamps; ; ; ; 09-07; comment:2; reason=spam
        reaction-cast; lamps; ada; heart; 09-08; ; reaction:99; on=comment:1
        """
    ),
]


def test_every_measure_has_its_name() -> None:
    figures = figures_of(facts(contributions=1), numbered(ROWS))
    assert {name: value for name, value in figures.items() if name.startswith("streets/lamps/")} == {
        "streets/lamps/abstain": 0,
        "streets/lamps/accounts": 1,
        "streets/lamps/channel-forge": 1,
        "streets/lamps/comment:1:heart": 1,
        "streets/lamps/comments": 2,
        "streets/lamps/comments-hidden": 1,
        "streets/lamps/excluded": 2,
        "streets/lamps/excluded-late": 1,
        "streets/lamps/excluded-unknown-kind": 1,
        "streets/lamps/kind-+1": 2,
        "streets/lamps/kind-eyes": 1,
        "streets/lamps/oppose": 0,
        "streets/lamps/support": 1,
        "streets/lamps/support-of-100": 100,
        "streets/lamps/this-wording": 1,
    }
    whole = {name.removeprefix("streets//"): value for name, value in figures.items() if "//" in name}
    assert whole == {
        "abstain": 0,
        "accounts": 1,
        "answered": 0,
        "channel-forge": 2,
        "channel-paper": 40,
        "comments": 2,
        "comments-hidden": 1,
        "contributions": 1,
        "excluded": 2,
        "excluded-late": 1,
        "excluded-unknown-kind": 1,
        "oppose": 1,
        "overdue": 0,
        "proposals": 2,
        "receipts": 1,
        "receipts-counted": 1,
        "receipts-excluded": 0,
        "receipts-noted": 0,
        "receipts-taken-back": 0,
        "receipts-waiting": 0,
        "rows": 12,
        "support": 41,
        "this-wording": 41,
        "to-answer": 2,
    }


def test_the_share_of_support_is_rounded_in_whole_numbers_and_exists_only_where_there_are_sides() -> None:
    figures = figures_of(facts(), numbered(ROWS))
    assert figures["streets/bikes/support-of-100"] == 98  # 40 of 41
    nobody = figures_of(facts(), numbered([opened(), *table("published; lamps; ; ; 08-30; 09-01; ; wording=1")]))
    assert nobody["streets/lamps/support"] == 0
    assert "streets/lamps/support-of-100" not in nobody


def test_before_anything_is_collected_numbers_of_the_ledger_do_not_exist() -> None:
    figures = figures_of(facts(as_of=None, built_for=None, state=None), ())
    assert figures == {
        "streets//answered": 0,
        "streets//contributions": 0,
        "streets//proposals": 2,
        "streets//to-answer": 2,
    }


def test_a_proposal_that_was_added_after_the_last_collection_has_no_numbers_yet() -> None:
    figures = figures_of(facts(proposal("lamps"), proposal("new")), numbered(ROWS))
    assert "streets/lamps/support" in figures
    assert not [name for name in figures if name.startswith("streets/new/")]


def test_comments_are_numbered_before_counting_begins() -> None:
    rows = table("comment-made; lamps; dot; ; 08-05; 08-06; comment:1")
    figures = figures_of(facts(), numbered(rows))
    assert figures["streets/lamps/comments"] == 1
    assert "streets/lamps/support" not in figures


def test_an_earlier_closing_has_figures_of_its_own() -> None:
    figures = figures_of(facts(), numbered([*ROWS, changed(settings(closes=LATER), seen_at="09-20")]))
    assert figures["streets/lamps/support"] == 2
    assert figures[f"streets/lamps/support@{CLOSES}"] == 1
    assert figures[f"streets//accounts@{CLOSES}"] == 1
    assert f"streets/lamps/comments@{CLOSES}" not in figures


def test_answers_are_owed_to_proposals_that_stand_and_late_only_after_the_promised_time() -> None:
    proposals = (
        proposal("a", outcome=Outcome.ACCEPTED),
        proposal("b"),
        proposal("c", status=Status.WITHDRAWN),
        proposal("d", status=Status.MERGED),
        proposal("e", status=Status.DRAFT),
    )
    promised = at("11-01")
    in_time = unobserved(facts(*proposals, answer_by=promised, built_for=promised))
    late = unobserved(facts(*proposals, answer_by=promised, built_for=at("11-02")))
    cancelled = facts(*proposals, answer_by=promised, built_for=at("11-02"), state=State.CANCELLED)
    assert [in_time[f"streets//{measure}"] for measure in ("answered", "to-answer", "overdue")] == [1, 2, 0]
    assert late["streets//overdue"] == 1
    assert unobserved(cancelled)["streets//overdue"] == 0


def test_the_portal_counts_consultations_by_state() -> None:
    portal = [
        facts(),
        facts(slug=ConsultationSlug("parks"), state=State.PLANNED),
        facts(slug=ConsultationSlug("roads"), state=State.ANSWERED),
    ]
    figures = portal_figures(portal)
    assert figures["//consultations"] == 3
    assert [figures[f"//{state}"] for state in ("planned", "open", "closed", "answered-consultations")] == [1, 1, 0, 1]
    assert figures["//proposals"] == 6


def test_before_any_attempt_the_portal_knows_no_states() -> None:
    assert portal_figures([facts(state=None, built_for=None, as_of=None)]) == {
        "//answered": 0,
        "//consultations": 1,
        "//proposals": 2,
    }
