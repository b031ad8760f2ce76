"""What a harvest saw becomes rows: each piece of news once, whatever the order in which it was seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import (
    CLOSES,
    DELETED,
    SECRETS,
    TOWN,
    Book,
    account,
    change,
    comment,
    consultation,
    contribution,
    day,
    proposal,
    reaction,
    seen,
    settings,
    thread,
    wording,
    words,
)
from msgspec.structs import replace

from civicgen.errors import CivicgenError
from civicgen.ledger.canonical import tallies_digest
from civicgen.ledger.chain import seal
from civicgen.ledger.closing import closed, closing_due
from civicgen.ledger.commitments import missing_texts
from civicgen.ledger.known import known_threads
from civicgen.ledger.news.accounts import age_band
from civicgen.ledger.pseudonyms import is_true
from civicgen.model.counting import Eligibility, Threshold
from civicgen.model.ledger import RowType
from civicgen.model.names import AccountKind, AgeBand, Channel, Digest, EligibleAccounts, ProposalId, Stance
from civicgen.model.observation import CommentSeen, ThreadSeen, ThreadState
from civicgen.model.proposal import WordingMark
from civicgen.model.times import Instant


@pytest.fixture
def book() -> Book:
    return Book()


# Reactions


def test_the_first_harvest_writes_opening_wording_and_reactions(book: Book) -> None:
    rows = book.harvest(seen(thread(12, reaction(2), reaction(1))))
    assert words(rows) == ["opened", "published", "reaction-cast reaction:1 +1", "reaction-cast reaction:2 +1"]
    assert rows[2].person == SECRETS.person(TOWN, 1)
    assert dict(rows[2].facts) == {"account": "user", "age": "365"}


def test_the_same_seen_again_adds_no_row(book: Book) -> None:
    observation = seen(
        thread(12, reaction(1), comments=(comment(9, reactions=(reaction(3),), edited_at=day(4), hidden="spam"),)),
        thread(13, reaction(2), is_locked=True),
        contributions=(contribution("A-1"),),
    )
    assert book.harvest(observation)
    assert book.harvest(replace(observation, at=day(6), not_before=day(5))) == ()


def test_a_reaction_taken_away_is_withdrawn(book: Book) -> None:
    book.harvest(seen(thread(12, reaction(1), reaction(2))))
    (row,) = book.harvest(seen(thread(12, reaction(2)), at=day(7), not_before=day(5)))
    assert (row.type, row.ref, row.person) == (RowType.REACTION_WITHDRAWN, "reaction:1", SECRETS.person(TOWN, 1))
    assert (row.made_at, row.seen_at, row.not_before) == (None, day(7), day(5))


def test_a_swap_with_an_equal_roll_up_is_seen(book: Book) -> None:
    """T3: one takes the thumb away, another gives one."""
    book.harvest(seen(thread(12, reaction(1))))
    rows = book.harvest(seen(thread(12, reaction(2))))
    assert words(rows) == ["reaction-withdrawn reaction:1 +1", "reaction-cast reaction:2 +1"]


def test_removed_and_added_again_is_two_casts_by_one_person(book: Book) -> None:
    """T5: the forge gives it a new number."""
    book.harvest(seen(thread(12, reaction(1, by=account(7)))))
    rows = book.harvest(seen(thread(12, reaction(2, by=account(7), made_at=day(6)))))
    assert words(rows) == ["reaction-withdrawn reaction:1 +1", "reaction-cast reaction:2 +1"]
    assert rows[0].person == rows[1].person


def test_reactions_known_not_to_have_changed_stay(book: Book) -> None:
    book.harvest(seen(thread(12, reaction(1))))
    assert book.harvest(seen(thread(12, reactions=None))) == ()


def test_one_person_may_hold_several_kinds(book: Book) -> None:
    rows = book.harvest(seen(thread(12, reaction(1, by=account(7)), reaction(2, by=account(7), kind="-1"))))
    assert words(rows)[2:] == ["reaction-cast reaction:1 +1", "reaction-cast reaction:2 -1"]


def test_a_renamed_account_is_the_same_person_and_a_reused_name_another(book: Book) -> None:
    """T8."""
    reactions = (
        reaction(1, by=account(7, login="old")),
        reaction(2, by=account(7, login="new")),
        reaction(3, by=account(8, login="old")),
    )
    persons = [row.person for row in book.harvest(seen(thread(12, *reactions)))[2:]]
    assert persons[0] == persons[1] != persons[2]


def test_deleted_accounts_have_no_person_and_bots_are_marked(book: Book) -> None:
    """T6 and H03."""
    bot = account(5, kind=AccountKind.BOT, created_at=None)
    rows = book.harvest(seen(thread(12, reaction(1, by=DELETED), reaction(2, by=bot))))[2:]
    assert (rows[0].person, rows[0].facts["account"]) == (None, "deleted")
    assert (rows[1].facts["account"], rows[1].facts["age"]) == ("bot", "unknown")


def test_an_account_is_listed_whatever_the_case_of_its_login(book: Book) -> None:
    """T9."""
    terms = settings(eligibility=Eligibility(accounts=EligibleAccounts.LISTED))
    observation = seen(
        thread(12, reaction(1), reaction(2), reaction(3, by=DELETED)),
        consultation=consultation(counting=terms),
        listed=frozenset({"citizen1", "somebody"}),
    )
    rows = book.harvest(observation)
    assert [row.facts["listed"] for row in rows[2:]] == [True, False, False]
    assert rows[0].facts["eligibility"]["listed_total"] == 2


def test_a_thread_of_two_proposals_is_counted_once(book: Book) -> None:
    """T12: it is an error of the content; nobody's stance may count twice."""
    both = (proposal("benches", 12), proposal("lamps", 12))
    rows = book.harvest(seen(thread(12, reaction(1)), proposals=both))
    assert words(rows).count("reaction-cast reaction:1 +1") == 1


def test_a_thread_that_moves_to_another_proposal_takes_its_reactions_along(book: Book) -> None:
    book.harvest(seen(thread(12, reaction(1)), proposals=(proposal("lamps", 12), proposal("benches", None))))
    rows = book.harvest(seen(thread(12, reaction(1)), proposals=(proposal("lamps", None), proposal("benches", 12))))
    assert words(rows) == [
        "published",
        "published",
        "reaction-withdrawn reaction:1 +1",
        "reaction-cast reaction:1 +1",
    ]
    assert [row.proposal for row in book.state.reactions.values()] == ["benches"]


@pytest.mark.parametrize(
    ("created", "band"),
    [
        ("2026-09-02T11:59:59Z", AgeBand.UNDER_1_DAY),
        ("2026-09-01T12:00:00Z", AgeBand.FROM_1_DAY),
        ("2026-08-26T12:00:01Z", AgeBand.FROM_1_DAY),
        ("2026-08-26T12:00:00Z", AgeBand.FROM_7_DAYS),
        ("2025-09-02T12:00:00Z", AgeBand.FROM_365_DAYS),
        (None, AgeBand.UNKNOWN),
    ],
)
def test_the_age_of_an_account_is_kept_as_a_band(created: Instant | None, band: AgeBand) -> None:
    assert age_band(created, day(2)) is band


# Comments


def test_a_comment_is_kept_as_a_commitment_and_its_text_beside(book: Book) -> None:
    rows = book.harvest(seen(thread(12, comments=(comment(9, "It is dark."),))))
    made = rows[-1]
    assert made.type is RowType.COMMENT_MADE
    assert made.text is not None
    opened = book.texts[made.text]
    assert (opened.text, opened.login) == ("It is dark.", "")
    assert is_true(opened)


def test_logins_are_kept_only_where_commenters_are_named(book: Book) -> None:
    book.harvest(
        seen(thread(12, comments=(comment(9),)), consultation=consultation(are_commenters_named=True)),
    )
    assert [text.login for text in book.texts.values()] == ["Citizen9"]


def test_a_commenter_who_is_renamed_has_edited_nothing(book: Book) -> None:
    named = consultation(are_commenters_named=True)
    book.harvest(seen(thread(12, comments=(comment(9),)), consultation=named))
    renamed = comment(9, account=account(9, login="Renamed"))
    assert book.harvest(seen(thread(12, comments=(renamed,)), consultation=named)) == ()


def test_a_comment_edited_hidden_shown_and_gone_leaves_a_row_each(book: Book) -> None:
    """T15 and H08."""
    book.harvest(seen(thread(12, comments=(comment(9),))))
    steps = [
        thread(12, comments=(comment(9, "It is very dark.", edited_at=day(6)),)),
        thread(12, comments=(comment(9, None, edited_at=day(6), hidden="off-topic"),)),
        thread(12, comments=(comment(9, None, edited_at=day(6)),)),
        thread(12, gone_comments=("comment:9",)),
        thread(12, comments=(comment(9, "It is very dark.", edited_at=day(6)),)),
    ]
    assert [words(book.harvest(seen(step))) for step in steps] == [
        ["comment-edited comment:9"],
        ["comment-hidden comment:9"],
        ["comment-shown comment:9"],
        ["comment-gone comment:9"],
        ["comment-shown comment:9"],
    ]


def test_a_comment_edited_before_it_was_first_seen_is_marked_as_edited(book: Book) -> None:
    rows = book.harvest(seen(thread(12, comments=(comment(9, edited_at=day(4)),))))
    assert words(rows)[2:] == ["comment-made comment:9", "comment-edited comment:9"]
    assert rows[-1].made_at == day(4)


def test_reactions_on_a_comment_name_the_comment(book: Book) -> None:
    book.harvest(seen(thread(12, reaction(1), comments=(comment(9, reactions=(reaction(2),)),))))
    weighed = CommentSeen(ref="comment:9", reactions=())
    (row,) = book.harvest(seen(thread(12, reactions=None, comments=(weighed,))))
    assert (row.type, row.ref, row.facts["on"]) == (RowType.REACTION_WITHDRAWN, "reaction:2", "comment:9")


def test_an_unknown_comment_without_its_text_is_our_bug(book: Book) -> None:
    with pytest.raises(CivicgenError, match="comment:9"):
        book.harvest(seen(thread(12, comments=(CommentSeen(ref="comment:9", reactions=()),))))


def test_a_lost_text_is_asked_for_and_comes_back(book: Book) -> None:
    observation = seen(thread(12, comments=(comment(9),)))
    book.harvest(observation)
    book.texts.clear()
    lost = missing_texts(book.rows, book.texts)
    assert lost == {"comment:9"}
    (known,) = known_threads(book.state, observation.proposals, as_of=day(5), unread=lost)
    assert known.as_of is None
    assert book.harvest(observation) == ()
    assert missing_texts(book.rows, book.texts) == frozenset()


# Threads


def test_what_becomes_of_a_thread_is_written_and_its_last_numbers_stay(book: Book) -> None:
    """T13: nothing foreign is adopted."""
    book.harvest(seen(thread(12, reaction(1), comments=(comment(9),))))
    moved = ThreadSeen(
        number=12,
        state=ThreadState.TRANSFERRED,
        moved_to="elsewhere/repository#3",
        reactions=(),
        gone_comments=("comment:9",),
    )
    (row,) = book.harvest(seen(moved))
    assert dict(row.facts) == {"state": "transferred", "moved_to": "elsewhere/repository#3"}
    assert list(book.state.reactions) == ["reaction:1"]
    assert not book.state.comments["comment:9"].is_gone


def test_a_thread_closed_and_opened_again_leaves_two_rows(book: Book) -> None:
    book.harvest(seen(thread(12)))
    closing = book.harvest(seen(thread(12, state=ThreadState.CLOSED, is_locked=True)))
    opening = book.harvest(seen(thread(12)))
    assert [dict(row.facts) for row in (*closing, *opening)] == [
        {"state": "closed", "is_locked": True},
        {"state": "open"},
    ]


def test_an_incomplete_observation_writes_nothing_of_the_forge(book: Book) -> None:
    broken = thread(13, problem="page 2 could not be read")
    observation = seen(thread(12, reaction(1)), broken, contributions=(contribution("A-1"),))
    assert observation.problem == "thread 13: page 2 could not be read"
    assert words(book.harvest(observation)) == ["contribution receipt:A-1 support"]


def test_a_missing_thread_makes_an_observation_incomplete(book: Book) -> None:
    observation = seen(thread(12, reaction(1)), threads={})
    assert observation.problem == "thread 12 was not observed"
    assert book.harvest(observation) == ()


def test_the_forge_is_told_what_is_known(book: Book) -> None:
    observation = seen(
        thread(
            12, reaction(1), reaction(2), comments=(comment(9, hidden="spam", reactions=(reaction(3),)), comment(8))
        ),
    )
    assert [known.as_of for known in known_threads(book.state, observation.proposals, as_of=None)] == [None]
    book.harvest(observation)
    book.harvest(seen(thread(12, reactions=None, gone_comments=("comment:8",))))
    (known,) = known_threads(book.state, observation.proposals, as_of=day(5))
    assert (known.number, known.as_of, known.reactions) == (12, day(5), {1, 2})
    assert list(known.comments) == ["comment:9"]
    assert (known.comments["comment:9"].is_hidden, known.comments["comment:9"].reactions) == (True, {3})


def test_a_proposal_with_another_thread_is_read_from_the_beginning(book: Book) -> None:
    book.harvest(seen(thread(12, reaction(1))))
    (known,) = known_threads(book.state, [proposal("lamps", 15)], as_of=day(5))
    assert (known.number, known.as_of, known.reactions) == (15, None, frozenset())


# Terms


def test_nothing_is_opened_before_the_opening(book: Book) -> None:
    early = Instant("2026-08-31T12:00:00Z")
    assert "opened" not in words(book.harvest(seen(thread(12, reaction(1)), at=early)))
    assert "opened" in words(book.harvest(seen(thread(12, reaction(1)))))


def test_an_extension_is_written_with_old_and_new_closing(book: Book) -> None:
    book.harvest(seen(thread(12)))
    later = Instant("2026-10-15T21:59:59Z")
    extended = consultation(change("closes", CLOSES, later, at=day(20)), counting=settings(closes=later))
    (row,) = book.harvest(seen(thread(12), consultation=extended, at=day(21)))
    assert (row.type, row.made_at) == (RowType.CHANGED, day(20))
    assert (row.facts["before"], row.facts["after"], row.facts["reason"]) == (CLOSES, later, "Floods")
    assert row.facts["settings"]["closes"] == later
    assert book.harvest(seen(thread(12), consultation=extended, at=day(22))) == ()


def test_a_late_first_harvest_writes_the_terms_as_they_were_opened(book: Book) -> None:
    later = Instant("2026-10-15T21:59:59Z")
    extended = consultation(change("closes", CLOSES, later, at=day(20)), counting=settings(closes=later))
    opened, changed, *_ = book.harvest(seen(thread(12), consultation=extended, at=day(21)))
    assert (opened.facts["closes"], changed.facts["settings"]["closes"]) == (CLOSES, later)


def test_kinds_that_change_their_meaning_without_notice_are_not_believed(book: Book) -> None:
    """T34: what people took their stance under stays."""
    book.harvest(seen(thread(12)))
    turned = consultation(counting=settings(mapping={"+1": Stance.OPPOSE}))
    assert book.harvest(seen(thread(12), consultation=turned)) == ()
    later = Instant("2026-10-15T21:59:59Z")
    both = consultation(
        change("closes", CLOSES, later, at=day(20)),
        counting=settings(
            closes=later, mapping={"+1": Stance.OPPOSE}, threshold=Threshold(consequence="A debate", support=1)
        ),
    )
    (row,) = book.harvest(seen(thread(12), consultation=both))
    assert row.facts["settings"]["mapping"] == {"+1": "support", "-1": "oppose"}
    assert row.facts["settings"]["threshold"] is None


def test_a_closing_is_due_once_when_it_has_passed(book: Book) -> None:
    book.harvest(seen(thread(12, reaction(1))))
    assert closing_due(book.state, at=CLOSES) is None
    after = Instant("2026-10-01T22:00:00Z")
    assert closing_due(book.state, at=after) == CLOSES
    tallies = tallies_digest({ProposalId("lamps"): {Stance.SUPPORT: 1}})
    rows, book.mark = seal([closed(closes=CLOSES, tallies=tallies, at=after, not_before=day(5))], after=book.mark)
    book.rows.extend(rows)
    assert closing_due(book.state, at=after) is None


# Wordings


def test_a_changed_text_is_a_new_wording(book: Book) -> None:
    """T26: so that stances can be told apart by the text that they were about."""
    first, second = proposal("lamps", 12, "Two."), proposal("lamps", 12, "Three.")
    book.harvest(seen(thread(12), proposals=(first,)))
    versions = (wording(first, 1, "Two.", commit="a1", at=day(1)), wording(first, 2, "Three.", commit="b2", at=day(6)))
    rows = book.harvest(seen(thread(12), proposals=(second,), wordings={second.file: versions}))
    assert [(row.facts["wording"], row.facts["commit"], row.made_at) for row in rows] == [
        (1, "a1", day(1)),
        (2, "b2", day(6)),
    ]


def test_wordings_keep_their_numbers_when_git_forgets(book: Book) -> None:
    """A shallow clone, or a history that was written anew."""
    first, second, third = (proposal("lamps", 12, body) for body in ("Two.", "Three.", "Four."))
    versions = tuple(
        wording(first, number, body, commit="c", at=day(1)) for number, body in ((1, "Two."), (2, "Three."))
    )
    book.harvest(seen(thread(12), proposals=(second,), wordings={second.file: versions}))
    only_now = (wording(first, 1, "Three."),)
    assert book.harvest(seen(thread(12), proposals=(second,), wordings={second.file: only_now})) == ()
    (row,) = book.harvest(seen(thread(12), proposals=(third,), wordings={third.file: (wording(first, 1, "Four."),)}))
    assert row.facts["wording"] == 3


def test_an_editorial_mark_is_published_for_its_wording(book: Book) -> None:
    book.harvest(seen(thread(12)))
    marked = proposal("lamps", 12, editorial=(WordingMark(wording=1, by="editor", note="typo"),))
    (row,) = book.harvest(seen(thread(12), proposals=(marked,)))
    assert (row.facts["wording"], row.facts["is_editorial"]) == (1, True)


def test_a_proposal_that_cannot_be_read_keeps_what_was_published(book: Book) -> None:
    book.harvest(seen(thread(12)))
    assert book.harvest(seen(thread(12), proposals=(proposal("lamps", 12, "garbled", is_broken=True),))) == ()


# Offline contributions


def test_an_offline_contribution_is_written_corrected_and_taken_back(book: Book) -> None:
    first = contribution("A-1", count=40)
    counts = []
    for sheet in ((first,), (replace(first, count=38),), (), (first,)):
        (row,) = [
            row for row in book.harvest(seen(thread(12), contributions=sheet)) if row.type is RowType.CONTRIBUTION
        ]
        counts.append(row.facts["count"])
    assert counts == [40, 38, 0, 40]


def test_a_sheet_that_cannot_be_read_takes_nothing_back(book: Book) -> None:
    book.harvest(seen(thread(12), contributions=(contribution("A-1"),)))
    assert book.harvest(seen(thread(12), contributions=None)) == ()


def test_an_offline_text_is_published_only_with_consent(book: Book) -> None:
    sheet = (contribution("A-1", text="Private."), contribution("A-2", text="Public.", may_publish=True))
    rows = book.harvest(seen(thread(12), contributions=sheet))
    assert [text.text for text in book.texts.values()] == ["Public."]
    assert all(row.text for row in rows if row.type is RowType.CONTRIBUTION)
    assert missing_texts(book.rows, book.texts) == frozenset()


def test_offline_facts_are_those_of_the_sheet(book: Book) -> None:
    entry = contribution("A-1", channel=Channel.MEETING, evidence=Digest("e" * 64), proposal=None, stance=None)
    row = book.harvest(seen(thread(12), contributions=(entry,)))[-1]
    assert (row.proposal, row.kind, row.made_at) == (None, None, day(4))
    assert dict(row.facts) == {
        "channel": "meeting",
        "count": 1,
        "batch": "market",
        "evidence": "e" * 64,
        "checked_by": "clerk",
    }


# Order


@st.composite
def observations(draw: st.DrawFn) -> tuple[ThreadSeen, ThreadSeen]:
    """Two threads with some of twelve reactions and four comments, in any order."""
    numbers = draw(st.permutations(range(1, 13)))
    cut = draw(st.integers(0, 12))
    end = draw(st.integers(cut, 12))
    comments = draw(st.permutations(range(1, 5)))[: draw(st.integers(0, 4))]
    return (
        thread(12, *(reaction(number) for number in numbers[:cut]), comments=tuple(comment(each) for each in comments)),
        thread(13, *(reaction(number, kind="heart") for number in numbers[cut:end])),
    )


@given(threads=observations(), random=st.randoms(use_true_random=False))
def test_the_order_of_what_was_observed_does_not_matter(threads: tuple[ThreadSeen, ThreadSeen], random: object) -> None:
    shuffled = []
    for each in threads:
        reactions, comments = list(each.reactions or ()), list(each.comments)
        random.shuffle(reactions)  # type: ignore[attr-defined]
        random.shuffle(comments)  # type: ignore[attr-defined]
        shuffled.append(replace(each, reactions=tuple(reactions), comments=tuple(comments)))
    proposals = (proposal("lamps", 12), proposal("benches", 13))
    first = Book().harvest(seen(*threads, proposals=proposals))
    second = Book().harvest(seen(*shuffled[::-1], proposals=proposals[::-1]))
    assert first == second


@given(history=st.lists(observations(), min_size=1, max_size=4))
def test_the_state_is_what_was_last_observed(history: list[tuple[ThreadSeen, ThreadSeen]]) -> None:
    book = Book()
    for threads in history:
        book.harvest(seen(*threads))
    last = history[-1]
    live = {(row.proposal, row.ref, row.kind) for row in book.state.reactions.values()}
    assert live == {
        (name, f"reaction:{each.id}", each.kind)
        for name, shown in zip(("lamps", "lamps-2"), last, strict=True)
        for each in shown.reactions or ()
    }
    assert {each.ref for each in last[0].comments} <= set(book.state.comments)
    assert book.harvest(seen(*last)) == ()
