"""What is taken out on request: one row says so, no text is kept, and none comes back whatever the forge shows."""

import pytest
from ledger_samples import (
    Book,
    account,
    comment,
    consultation,
    contribution,
    day,
    reaction,
    redaction,
    seen,
    thread,
    words,
)
from msgspec.structs import replace

from civicgen.ledger.commitments import committed_texts, erased_texts, missing_texts
from civicgen.ledger.known import known_threads
from civicgen.model.ledger import RowType

REQUEST = (redaction("comment:9"),)


@pytest.fixture
def book() -> Book:
    return Book()


def shown_again(text: str = "It is dark.", **fields: object) -> object:
    """The forge shows the comment as if nobody had asked for anything."""
    return seen(thread(12, reaction(1), comments=(comment(9, text, **fields),)))


def test_a_request_leaves_one_row_with_its_basis_and_no_text(book: Book) -> None:
    book.harvest(seen(thread(12, comments=(comment(9), comment(10, "Very dark.")))))
    rows = book.harvest(seen(thread(12), redactions=REQUEST))
    assert words(rows) == ["redaction comment:9"]
    assert dict(rows[0].facts) == {"basis": "Article 17 GDPR", "role": "data protection officer"}
    assert book.harvest(seen(thread(12), redactions=REQUEST)) == ()
    committed = committed_texts(book.rows)
    assert list(committed.values()) == ["comment:10"]
    assert erased_texts(book.rows) == {row.text for row in book.rows if row.ref == "comment:9" and row.text}


def test_the_text_does_not_come_back_while_the_forge_still_shows_it(book: Book) -> None:
    observation = seen(thread(12, comments=(comment(9),)))
    book.harvest(observation)
    book.harvest(replace(observation, redactions=REQUEST))
    book.texts.clear()
    assert missing_texts(book.rows, book.texts) == frozenset()
    (known,) = known_threads(book.state, observation.proposals, as_of=day(5))
    assert known.as_of is not None
    assert book.harvest(observation) == ()
    assert book.texts == {}


def test_a_text_that_was_lost_and_is_read_again_is_not_kept_by_the_harvest_that_takes_it_out(book: Book) -> None:
    observation = seen(thread(12, comments=(comment(9),)))
    book.harvest(observation)
    book.texts.clear()
    assert words(book.harvest(replace(observation, redactions=REQUEST))) == ["redaction comment:9"]
    assert book.texts == {}


def test_an_edit_at_the_forge_does_not_bring_it_back(book: Book) -> None:
    """Nobody has looked at the new words: they may hold the same data."""
    book.harvest(seen(thread(12, comments=(comment(9),))))
    book.harvest(seen(thread(12), redactions=REQUEST))
    book.texts.clear()
    edited = seen(thread(12, comments=(comment(9, "It is dark. Call 555.", edited_at=day(7)),)))
    assert words(book.harvest(edited)) == ["comment-edited comment:9"]
    assert book.harvest(edited) == ()
    assert book.texts == {}
    assert committed_texts(book.rows) == {}
    assert missing_texts(book.rows, book.texts) == frozenset()


def test_another_login_of_the_author_does_not_bring_it_back(book: Book) -> None:
    """Where commenters are named the login is committed to as well, and there is no old text to compare with."""
    named = consultation(are_commenters_named=True)
    book.harvest(seen(thread(12, comments=(comment(9),)), consultation=named))
    book.harvest(seen(thread(12), consultation=named, redactions=REQUEST))
    book.texts.clear()
    renamed = comment(9, account=account(9, login="SomebodyElse"))
    assert book.harvest(seen(thread(12, comments=(renamed,)), consultation=named)) == ()
    assert book.texts == {}


def test_taking_the_request_off_the_list_brings_nothing_back(book: Book) -> None:
    observation = seen(thread(12, comments=(comment(9),)))
    book.harvest(observation)
    book.harvest(replace(observation, redactions=REQUEST))
    book.texts.clear()
    assert book.harvest(replace(observation, redactions=())) == ()
    assert book.harvest(replace(observation, redactions=(redaction("comment:9", basis="Another law"),))) == ()
    assert book.texts == {}


def test_a_comment_that_is_first_seen_when_it_is_to_go_is_never_kept(book: Book) -> None:
    rows = book.harvest(seen(thread(12, comments=(comment(9),)), redactions=REQUEST))
    assert words(rows)[2:] == ["comment-made comment:9", "redaction comment:9"]
    assert book.texts == {}


def test_what_nobody_knows_here_waits(book: Book) -> None:
    """It may be another consultation's, or a slip of the pen; a row for it would stand there for good."""
    request = (redaction("comment:404"), redaction("receipt:A-404"))
    assert RowType.REDACTION not in {row.type for row in book.harvest(seen(thread(12), redactions=request))}
    comments = (comment(404, "Later."),)
    assert words(book.harvest(seen(thread(12, comments=comments), redactions=request)))[-1] == "redaction comment:404"


def test_the_text_of_a_letter_goes_and_its_stance_stays(book: Book) -> None:
    letter = contribution("A-1", text="I am Ada from Mill Lane 3.", may_publish=True)
    book.harvest(seen(thread(12), contributions=(letter,)))
    assert len(book.texts) == 1
    asked = seen(thread(12), contributions=(letter,), redactions=(redaction("receipt:A-1"),))
    assert words(book.harvest(asked)) == ["redaction receipt:A-1"]
    book.texts.clear()
    assert book.harvest(asked) == ()
    assert book.texts == {}
    assert book.state.receipts["receipt:A-1"].kind == "support"


def test_emptying_the_text_in_the_table_is_no_correction_of_what_is_counted(book: Book) -> None:
    letter = contribution("A-1", text="I am Ada from Mill Lane 3.", may_publish=True)
    book.harvest(seen(thread(12), contributions=(letter,)))
    request = (redaction("receipt:A-1"),)
    for table in (replace(letter, text=""), replace(letter, text="", may_publish=False), letter):
        rows = book.harvest(seen(thread(12), contributions=(table,), redactions=request))
        assert RowType.CONTRIBUTION not in {row.type for row in rows}
    recounted = replace(letter, text="", count=2)
    (row,) = book.harvest(seen(thread(12), contributions=(recounted,), redactions=request))
    assert (row.type, row.facts["count"]) == (RowType.CONTRIBUTION, 2)


def test_a_request_is_carried_out_without_the_forge(book: Book) -> None:
    """Nobody has to wait until GitHub answers again."""
    book.harvest(seen(thread(12, comments=(comment(9),))))
    away = replace(seen(thread(12), redactions=REQUEST), threads=None)
    assert words(book.harvest(away)) == ["redaction comment:9"]


def test_redactions_stand_behind_everything_else_in_the_order_of_their_items(book: Book) -> None:
    request = (redaction("receipt:A-1"), redaction("comment:9"), redaction("comment:10"))
    comments = (comment(9), comment(10))
    observation = seen(thread(12, reaction(1), comments=comments), contributions=(contribution("A-1"),))
    rows = book.harvest(replace(observation, redactions=request))
    assert words(rows)[-4:] == [
        "reaction-cast reaction:1 +1",
        "redaction comment:10",
        "redaction comment:9",
        "redaction receipt:A-1",
    ]
