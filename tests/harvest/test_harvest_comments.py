"""Comments: made, edited, hidden, shown again, deleted; on many threads; and when what was remembered is lost."""

from harvest_town import LATER, STREETS, Town, event

from civicgen.model.ledger import RowType
from civicgen.model.times import Instant

LATEST = "2026-09-12T12:00:00Z"


def test_t15_a_comment_is_edited_hidden_shown_and_deleted(town: Town) -> None:
    town.comment(501, 1, "First words")
    moments = ["2026-09-11T12:00:00Z", "2026-09-12T12:00:00Z", "2026-09-13T12:00:00Z", "2026-09-14T12:00:00Z"]
    acts = [
        event({"request": 1}, "edit_comment", on="comment:501", body="Better words"),
        event({"request": 1}, "hide_comment", on="comment:501", reason="spam"),
        event({"request": 1}, "show_comment", on="comment:501"),
        event({"request": 1}, "delete_comment", on="comment:501"),
    ]
    with town.serve() as server:
        town.harvest(server)
        for moment, act in zip(moments, acts, strict=True):
            server.advance(moment)
            server.add_events(act)
            assert town.harvest(server).added == {STREETS: 1}
            assert town.harvest(server).added == {STREETS: 0}
    rows = [row for row in town.ledger().rows[STREETS] if row.ref == "comment:501"]
    assert [row.type for row in rows] == [
        RowType.COMMENT_MADE,
        RowType.COMMENT_EDITED,
        RowType.COMMENT_HIDDEN,
        RowType.COMMENT_SHOWN,
        RowType.COMMENT_GONE,
    ]
    assert rows[1].made_at == Instant(LATER)
    assert rows[2].facts == {"reason": "spam"}
    texts = town.ledger().texts[STREETS]
    assert [texts[row.text].text for row in rows if row.text] == ["First words", "Better words"]


def test_h08_a_comment_that_was_edited_and_hidden_before_the_first_harvest(town: Town) -> None:
    town.comment(
        501,
        1,
        "First words",
        edits=[{"at": "2026-09-06T10:00:00Z", "body": "Better words"}],
        hidden={"at": "2026-09-07T10:00:00Z", "reason": "off-topic"},
    )
    with town.serve() as server:
        town.harvest(server)
    kinds = [row.type for row in town.ledger().rows[STREETS] if row.ref == "comment:501"]
    assert kinds == [RowType.COMMENT_MADE, RowType.COMMENT_EDITED, RowType.COMMENT_HIDDEN]


def test_a_comment_by_a_deleted_account_has_no_person(town: Town) -> None:
    town.add("comment", id=501, issue=1, user=None, body="Gone", created_at="2026-09-05T10:00:00Z")
    with town.serve() as server:
        town.harvest(server)
    (row,) = town.rows(RowType.COMMENT_MADE)
    assert (row.person, row.facts["account"]) == (None, "deleted")


def test_new_comments_on_old_and_new_threads_are_found_together(town: Town) -> None:
    town.comment(501, 1, "Old")
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        town.proposal("trees", 2)
        server.add_events(
            event({"request": 1}, "open_issue", number=2, title="trees", user=1),
            event({"request": 1}, "add_comment", issue=2, id=502, user=1, body="On the new thread"),
            event({"request": 1}, "add_comment", issue=1, id=503, user=2, body="On the old thread"),
        )
        assert town.harvest(server).row.outcome == "complete"
    assert {row.ref for row in town.rows(RowType.COMMENT_MADE)} == {"comment:501", "comment:502", "comment:503"}


def test_when_the_remembered_names_are_lost_the_comments_are_listed_again(town: Town) -> None:
    for id_ in range(501, 651):
        town.comment(id_, 1, f"comment {id_}")
    town.react(1, on="comment:501")
    with town.serve() as server:
        town.harvest(server)
        (town.root / ".civicgen" / "node-ids.json").unlink()
        server.advance(LATER)
        server.add_events(
            event({"request": 1}, "delete_comment", on="comment:600"),
            event({"request": 1}, "remove_reaction", on="comment:501", user=1, content="+1"),
        )
        harvested = town.harvest(server)
    assert harvested.row.outcome == "complete"
    assert harvested.added == {STREETS: 2}
    assert [row.ref for row in town.rows(RowType.COMMENT_GONE)] == ["comment:600"]


def test_texts_that_were_lost_beside_the_ledger_are_read_again(town: Town) -> None:
    town.comment(501, 1, "Words")
    with town.serve() as server:
        town.harvest(server)
        (town.root / "ledger" / "texts" / f"{STREETS}.jsonl").unlink()
        server.advance(LATER)
        assert town.harvest(server).added == {STREETS: 0}
    assert [text.text for text in town.ledger().texts[STREETS].values()] == ["Words"]


def test_many_comments_deleted_at_once_are_not_asked_for_one_by_one(town: Town) -> None:
    for id_ in range(501, 601):
        town.comment(id_, 1, f"comment {id_}")
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(
            *[event({"request": 1}, "delete_comment", on=f"comment:{id_}") for id_ in range(501, 551)],
        )
        harvested = town.harvest(server)
    assert harvested.added == {STREETS: 50}
    assert harvested.row.cost.requests <= 5


def test_comments_edited_while_they_are_listed_are_not_lost(town: Town) -> None:
    for id_ in range(501, 801):
        town.comment(id_, 1, f"comment {id_}", at=f"2026-09-05T10:{(id_ - 501) // 60:02}:{(id_ - 501) % 60:02}Z")
    for number in range(2, 32):
        town.proposal(f"proposal-{number}", number)
    with town.serve() as server:
        server.add_events(
            *[
                event({"path": "issues/comments", "nth": 2}, "delete_comment", on=f"comment:{id_}")
                for id_ in (501, 502)
            ],
            event({"path": "issues/comments", "nth": 3}, "edit_comment", on="comment:510", body="edited"),
        )
        town.harvest(server)
    refs = {row.ref for row in town.rows(RowType.COMMENT_MADE)}
    assert {f"comment:{id_}" for id_ in range(503, 801)} <= refs
