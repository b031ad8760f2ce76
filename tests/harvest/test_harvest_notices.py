"""The portal's own announcements in a conversation: told from others' comments by what only its key makes."""

import pytest
from harvest_town import KEY, LATER, STREETS, Town, event

from civicgen.counting.numbers import proposal_numbers
from civicgen.ledger.fold import fold
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.ledger import RowType
from civicgen.model.names import ProposalId
from civicgen.model.notices import kind_of, marker, marker_in
from civicgen.model.times import Instant

LATEST = "2026-09-12T12:00:00Z"


def announcement(event_id: str, *, thread: int = 1, key: str = KEY) -> str:
    return f"It is so.\n\n{marker(event_id, Secrets(key).mark(thread, event_id))}"


def notices(town: Town) -> dict[str, str]:
    """The events announced, by the comments that did it."""
    made = town.rows(RowType.COMMENT_MADE)
    return {row.ref: row.facts["notice"] for row in made if row.ref is not None and "notice" in row.facts}


def comments_counted(town: Town) -> int:
    rows = town.ledger().rows[STREETS]
    as_of = Instant("2027-01-01T00:00:00Z")
    numbers = proposal_numbers(ProposalId("lamps"), rows, slug=STREETS, closings=(), as_of=as_of)
    return numbers.figures[f"{STREETS}/lamps/comments"]


def test_an_announcement_is_written_down_as_one_and_is_no_comment_in_the_numbers(town: Town) -> None:
    town.comment(501, 1, "I like it")
    town.comment(502, 1, announcement("published"), at="2026-09-05T11:00:00Z")
    with town.serve() as server:
        town.harvest(server)
    assert notices(town) == {"comment:502": "published"}
    assert fold(town.ledger().rows[STREETS]).notices == {(1, "published"): "comment:502"}
    assert comments_counted(town) == 1


@pytest.mark.parametrize(
    "text",
    [
        announcement("published", key="the key of somebody else, long enough"),
        announcement("published", thread=2),
        announcement("published") + "\n\nand more",
        "> " + announcement("published").replace("\n", "\n> "),
        marker("published", "0" * 16),
        announcement("published").replace("civicgen:published", "civicgen:closed"),
    ],
)
def test_nobody_announces_without_the_key(town: Town, text: str) -> None:
    town.comment(501, 1, text)
    with town.serve() as server:
        town.harvest(server)
    assert notices(town) == {}
    assert comments_counted(town) == 1


def test_who_copies_the_marker_later_writes_a_comment_like_any_other(town: Town) -> None:
    town.comment(501, 1, announcement("published"))
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(event({"request": 1}, "add_comment", issue=1, id=502, user=2, body=announcement("published")))
        town.harvest(server)
        server.advance(LATEST)
        server.add_events(
            event({"request": 1}, "delete_comment", on="comment:501"),
            event({"request": 1}, "add_comment", issue=1, id=503, user=2, body=announcement("published")),
        )
        town.harvest(server)
    assert notices(town) == {"comment:501": "published"}
    assert comments_counted(town) == 2


def test_who_puts_the_marker_into_an_old_comment_does_not_take_the_announcements_place(town: Town) -> None:
    town.comment(501, 1, "I was first", edits=[{"at": "2026-09-07T10:00:00Z", "body": announcement("published")}])
    town.comment(502, 1, announcement("published"), at="2026-09-06T11:00:00Z")
    with town.serve() as server:
        town.harvest(server)
    assert notices(town) == {"comment:502": "published"}


def test_an_announcement_by_a_bot_goes_before_a_persons_whatever_was_edited(town: Town) -> None:
    town.add("user", id=9, login="portal[bot]", kind="Bot", created_at="2026-01-01T00:00:00Z")
    town.comment(501, 1, announcement("published"))
    town.add(
        "comment",
        id=502,
        issue=1,
        user=9,
        body="First",
        created_at="2026-09-06T11:00:00Z",
        edits=[{"at": "2026-09-07T10:00:00Z", "body": announcement("published")}],
    )
    with town.serve() as server:
        town.harvest(server)
    assert notices(town) == {"comment:502": "published"}


def test_an_announcement_that_is_edited_in_place_stays_one(town: Town) -> None:
    town.comment(501, 1, announcement("published"))
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        body = "It is otherwise now.\n\n" + announcement("published")
        server.add_events(event({"request": 1}, "edit_comment", on="comment:501", body=body))
        assert town.harvest(server).added == {STREETS: 1}
    assert comments_counted(town) == 0


@pytest.mark.parametrize(
    ("id_", "kind"),
    [
        ("published", "published"),
        ("wording-2", "wording"),
        ("closing-soon-2026-09-30T21:59:59Z", "closing-soon"),
        ("closed-2026-09-30T21:59:59Z", "closed"),
        ("follow-up-lamps-2026-10-01", "follow-up"),
        ("of-the-future", None),
    ],
)
def test_the_kind_of_an_event_is_read_from_its_id(id_: str, kind: str | None) -> None:
    assert kind_of(id_) == kind
    assert marker_in(f"Words.\r\n\r\n{marker(id_, 'ab' * 8)}\r\n") == (id_, "ab" * 8)
