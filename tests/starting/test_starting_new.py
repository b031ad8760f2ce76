"""What an editor begins in one step: files that pass the checks, whatever is written into the fields."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starting_portal import CONSULTATION, HOME, LAMPS, OPEN, SOUND, ZEBRA, Shelf, done, pressed, refused

from civicgen.app.pressing import Pressed
from civicgen.starting.names import slug_of

EIGHT = {
    "title": "Trees: where?",
    "summary": "Oakford plants 400 trees.",
    "question": "Where does shade do the most good?",
    "contact": "trees@oakford.example",
    "influence": "involve",
    "opens": "2027-01-11",
    "closes": "2027-04-11 18:00",
    "decided_by": "Parks Committee",
}


def test_a_consultation_needs_eight_answers_and_passes_the_checks() -> None:
    shelf = Shelf()
    outcome = done("new-consultation", shelf, now=OPEN, **EIGHT)
    assert [file.path for file in outcome.plan.files] == ["content/consultations/trees-where/consultation.md"]
    assert outcome.findings == ()
    trees = shelf.content(at=OPEN).dossiers[1].consultation
    assert (trees.title, trees.authority, trees.decided_by) == ("Trees: where?", "town-council", "Parks Committee")
    (phase,) = trees.phases
    assert (phase.kind, phase.opens, phase.closes) == (
        "propose-and-support",
        "2027-01-10T23:00:00Z",
        "2027-04-11T16:00:00Z",
    )
    assert (outcome.plan.title, outcome.plan.branch_hint) == (
        "New consultation: Trees: where?",
        "new-consultation-trees-where",
    )


def test_what_is_missing_is_said_all_at_once() -> None:
    doubts = refused("new-consultation", Shelf(), now=OPEN, title="Trees", influence="strong", budgett="1")
    names = [name for name, _ in doubts]
    assert names == ["budgett", "summary", "question", "contact", "influence", "opens", "closes", "decided_by"]


def test_proposing_first_and_supporting_later_are_two_phases_that_follow_each_other() -> None:
    shelf = Shelf()
    done("new-consultation", shelf, now=OPEN, **EIGHT, propose_until="2027-02-21", open_to_change="places, kinds")
    trees = shelf.content(at=OPEN).dossiers[1].consultation
    assert [(phase.kind, phase.opens[:10], phase.closes[:10]) for phase in trees.phases] == [
        ("propose", "2027-01-10", "2027-02-21"),
        ("support", "2027-02-21", "2027-04-11"),
    ]
    assert trees.open_to_change == ("places", "kinds")


def test_a_time_that_makes_no_sense_is_a_finding_with_its_cure_and_nothing_is_written() -> None:
    outcome = pressed("new-consultation", Shelf(), now=OPEN, **{**EIGHT, "closes": "next week"})
    assert isinstance(outcome, Pressed)
    assert outcome.errors
    assert "not-a-time" in [finding.code for finding in outcome.findings]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Größere Bäume für die Straße", "groessere-baeume-fuer-die-strasse"),
        ("L’été à l'école & Łódź", "lete-a-lecole-lodz"),
        ("Τι γίνεται;", ""),
        ("word " * 40, "-".join(["word"] * 12)),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_files_name_is_made_of_the_title(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.parametrize("slug", ["../../etc", "a/b", "A", "a b", "a--b", ".git", "x" * 81])
def test_no_name_leads_anywhere_else(slug: str) -> None:
    for button, inputs in (
        ("new-consultation", EIGHT),
        ("new-proposal", {"consultation": "bright-streets", "title": "A", "text": "B", "thread": "99"}),
        ("update", {"consultation": "bright-streets", "title": "A", "text": "B"}),
    ):
        assert [name for name, _ in refused(button, Shelf(), now=OPEN, **{**inputs, "slug": slug})] == ["slug"]


def test_nothing_that_is_there_is_overwritten() -> None:
    shelf = Shelf()
    assert [name for name, _ in refused("new-consultation", shelf, now=OPEN, **EIGHT, slug="bright-streets")] == [
        "slug"
    ]
    lamps = {"consultation": "bright-streets", "title": "Lamps in Mill Lane", "text": "Dark.", "thread": "99"}
    assert [name for name, _ in refused("new-proposal", shelf, now=OPEN, **lamps)] == ["slug"]


def test_a_proposal_from_a_letter_needs_a_thread_once_people_can_take_part() -> None:
    letter = {"consultation": "bright-streets", "title": "Benches", "text": "Two of them.", "authors": "Ada Miller, Bo"}
    outcome = pressed("new-proposal", Shelf(), now=OPEN, **letter)
    assert isinstance(outcome, Pressed)
    assert [finding.code for finding in outcome.findings] == ["no-thread"]
    for at, more in (("2026-08-01T00:00:00Z", {}), (OPEN, {"thread": "#99"}), (OPEN, {"status": "draft"})):
        shelf = Shelf()
        done("new-proposal", shelf, now=at, **letter, **more)
        benches = shelf.streets(at=at).proposals[0]
        assert (benches.id, benches.authors, benches.body) == ("benches", ("Ada Miller", "Bo"), "Two of them.")


def test_an_answer_answers_its_proposals_and_leaves_every_other_byte() -> None:
    shelf = Shelf({ZEBRA: SOUND[ZEBRA].replace("\n", "\r\n")})
    outcome = done(
        "answer",
        shelf,
        now="2026-11-28T23:30:00Z",
        consultation="bright-streets",
        proposals="zebra, lamps-in-mill-lane",
        outcome="partly",
        reason="Five lamps.\n\n---\n\nAnd *paint*.",
    )
    assert outcome.findings == ()
    assert shelf.texts[ZEBRA] == SOUND[ZEBRA].replace("status: open", "status: answered").replace("\n", "\r\n")
    assert shelf.texts[LAMPS] == SOUND[LAMPS].replace("thread: 12\n", "thread: 12\nstatus: answered\n")
    (answer,) = shelf.streets(at=OPEN).answers
    assert answer.file == f"{HOME}/answers/zebra.md"
    assert (answer.title, answer.answered_by, str(answer.answered_on)) == (
        "Answer: A zebra crossing",
        "Committee for Works",
        "2026-11-29",
    )
    assert answer.reason == "Five lamps.\n\n---\n\nAnd *paint*."


def test_what_cannot_be_answered_is_said() -> None:
    answer = {"consultation": "bright-streets", "outcome": "rejected", "reason": "No."}
    shelf = Shelf({LAMPS: SOUND[LAMPS].replace("thread: 12", "status: draft")})
    for proposals in ("nothing", "lamps-in-mill-lane", ","):
        doubts = refused("answer", shelf, now=OPEN, **answer, proposals=proposals)
        assert [name for name, _ in doubts] == ["proposals"]
    done("answer", shelf, now=OPEN, **answer, proposals="zebra")
    again = pressed("answer", shelf, now=OPEN, **answer, proposals="zebra", slug="zebra-2")
    assert isinstance(again, Pressed)
    assert "answered-twice" in [finding.code for finding in again.findings]


def test_a_withdrawn_proposal_stays_withdrawn_when_it_is_answered() -> None:
    shelf = Shelf({ZEBRA: SOUND[ZEBRA].replace("status: open", "status: withdrawn")})
    answer = {"consultation": "bright-streets", "proposals": "zebra", "outcome": "rejected", "reason": "No."}
    assert len(done("answer", shelf, now=OPEN, **answer).plan.files) == 1


def test_news_bears_its_day() -> None:
    shelf = Shelf()
    done("update", shelf, now=OPEN, consultation="bright-streets", title="Half-time", text="Forty proposals.")
    assert [update.slug for update in shelf.streets(at=OPEN).updates] == ["2026-09-15-half-time"]
    doubts = refused("update", shelf, now=OPEN, consultation="bright-streets", title="A", text="B", date="../x")
    assert [name for name, _ in doubts] == ["date"]


HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60),
    st.sampled_from(
        ["${{ github.token }}", "!!python/object/apply:os.system [id]", "*x", "&x", "- a", "a: b # c", "|"]
    ),
)


@settings(max_examples=40)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_whatever_is_typed_into_the_fields_stays_text(title: str, summary: str, place: str) -> None:
    if not title.strip() or not summary.strip():
        return
    shelf = Shelf()
    inputs = {"consultation": "bright-streets", "title": title, "summary": summary, "address": place, "text": summary}
    outcome = pressed("new-proposal", shelf, now=OPEN, **inputs, thread="99", slug="typed")
    assert isinstance(outcome, Pressed)
    shelf.put(outcome.plan.files)
    typed = next(proposal for proposal in shelf.streets(at=OPEN).proposals if proposal.file.endswith("/typed.md"))
    assert (typed.title, typed.summary) == (title.strip(), summary.strip())
    assert typed.body == summary.strip()
    assert shelf.texts[CONSULTATION] == SOUND[CONSULTATION]
