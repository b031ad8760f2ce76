"""What is announced in the course of a consultation, to whom, in which order, and at what cost."""

import pytest
from announcing_town import Town, fates, said

from civicgen.errors import ConfigurationError
from civicgen.model.ledger import RowType
from civicgen.model.times import Instant

CLOSES = "2026-09-30T21:59:59Z"
MOVED = """changes:
  - {at: '2026-09-20', field: closes, before: 2026-09-30, after: 2026-10-10, reason: More people want to be heard.}
"""


def test_the_whole_course_of_a_consultation_is_one_comment_for_each_event(town: Town) -> None:
    assert town.run("2026-08-20T08:00:00Z") == ["1 published", "2 published"]
    assert town.run("2026-09-01T08:00:00Z") == ["1 opened-2026-08-31T22:00:00Z", "2 opened-2026-08-31T22:00:00Z"]
    town.propose("lamps", 1, text="Please, in Mill Lane.")
    assert town.run("2026-09-10T08:00:00Z") == ["1 wording-2", "1 published edited"]
    town.propose("lamps", 1, text="Please, in Mill Lane!", more="editorial: [{wording: 3, by: Editor}]\n")
    assert town.run("2026-09-12T08:00:00Z") == ["1 wording-3", "1 published edited"]
    assert "in form only" in town.forge.threads[1][-1].body
    assert town.run("2026-09-20T08:00:00Z") == []
    town.consult(closes="2026-10-10", extra=MOVED)
    moved = "extended-2026-10-10T21:59:59Z"
    assert town.run("2026-09-21T08:00:00Z") == [f"1 {moved}", f"2 {moved}", "1 published edited", "2 published edited"]
    town.propose("trees", 2, more="status: merged\nmerged_into: lamps\n")
    assert town.run("2026-09-25T08:00:00Z") == ["2 merged-lamps"]
    assert town.run("2026-10-08T08:00:00Z") == ["1 closing-soon-2026-10-10T21:59:59Z"]
    assert town.run("2026-10-11T08:00:00Z") == ["1 closed-2026-10-10T21:59:59Z"]
    town.propose("lamps", 1, text="Please, in Mill Lane!", more="status: answered\n")
    town.answer("lamps-answer", "2026-11-01", "lamps")
    assert town.run("2026-11-02T08:00:00Z") == ["1 answered-lamps-answer"]
    steps = "follow_ups: [{date: 2026-12-01, text: Ordered.}]\n"
    town.answer("lamps-answer", "2026-11-01", "lamps", steps=steps)
    assert town.run("2026-12-02T08:00:00Z") == ["1 follow-up-lamps-answer-2026-12-01"]
    assert town.run("2027-03-02T08:00:00Z") == []
    assert len(town.forge.events(1)) == len(set(town.forge.events(1))) == 9


def test_an_answer_to_several_proposals_is_told_in_each_of_their_conversations(town: Town) -> None:
    town.run()
    town.answer("both", "2026-09-10", "lamps", "trees")
    for name, thread in (("lamps", 1), ("trees", 2)):
        town.propose(name, thread, more="status: answered\n")
    assert town.run("2026-09-10T08:00:00Z") == ["1 answered-both", "2 answered-both"]


def test_whoever_adopts_announcing_late_floods_nobody(town: Town) -> None:
    town.answer("lamps-answer", "2026-11-01", "lamps")
    town.propose("lamps", 1, more="status: answered\n")
    town.propose("trees", 2, more="status: withdrawn\n")
    town.forge.at = Instant("2026-09-02T08:00:00Z")
    town.harvest()
    assert town.run("2027-01-01T08:00:00Z") == []


def test_conversations_are_in_the_language_of_their_proposal(town: Town) -> None:
    town.propose("lamps", 1, more="language: de\n")
    town.run()
    assert "Dies ist das Gespräch über `Proposal lamps`" in town.forge.threads[1][0].body
    assert "This is the conversation about `Proposal trees`" in town.forge.threads[2][0].body


def test_no_more_than_so_many_comments_are_written_and_the_rest_next_time(town: Town) -> None:
    for number in range(3, 8):
        town.propose(f"more-{number}", number)
    town.harvest()
    first = town.announce(at_most=4)
    assert len(said(first)) == 4
    assert first.waiting == 3
    assert town.run("2026-09-02T09:00:00Z", at_most=4) == ["5 published", "6 published", "7 published"]


def test_news_come_before_what_closes_soon_then_first_comments_then_edits(town: Town) -> None:
    town.run()
    town.answer("lamps-answer", "2026-09-29", "lamps")
    town.propose("lamps", 1, more="status: answered\n")
    town.propose("late", 3)
    town.files["content/portal.yml"] += "update_interval_hours: 6\n"
    assert town.run("2026-09-29T08:00:00Z") == [
        "1 answered-lamps-answer",
        f"2 closing-soon-{CLOSES}",
        "3 published",
        "2 published edited",
    ]


def test_a_locked_conversation_is_reported_and_the_others_go_on(town: Town) -> None:
    town.propose("third", 3)
    town.forge.locked = {1, 3}
    town.harvest()
    announced = town.announce()
    assert fates(announced) == ["1 published locked", "2 published", "3 published locked"]
    assert announced.problem is None
    assert [asked for asked in town.forge.asked if asked.endswith(" 3")] == []


def test_who_may_write_in_locked_conversations_does(town: Town) -> None:
    town.forge.locked, town.forge.is_admitted = {1}, True
    assert town.run() == ["1 published", "2 published"]


def test_a_conversation_that_is_gone_is_passed_over(town: Town) -> None:
    town.harvest()
    town.forge.gone = {1}
    assert fates(town.announce()) == ["1 published gone", "2 published"]
    assert town.run("2026-09-02T09:00:00Z") == []


def test_a_token_that_may_not_write_ends_the_run_and_is_said(town: Town) -> None:
    town.harvest()

    def refuse() -> None:
        raise ConfigurationError("the token is too weak (403)")

    town.forge.fail = refuse
    announced = town.announce()
    assert isinstance(announced.problem, ConfigurationError)
    assert announced.waiting == 2


def test_where_there_is_no_news_nothing_is_asked_of_the_forge(town: Town) -> None:
    town.run()
    town.run("2026-09-02T09:00:00Z")
    town.forge.asked.clear()
    assert said(town.announce()) == []
    assert town.forge.asked == []


def test_a_conversation_is_read_once_for_all_that_is_said_in_it(town: Town) -> None:
    town.run()
    town.answer("lamps-answer", "2026-09-29", "lamps", steps="follow_ups: [{date: 2026-09-29, text: Done.}]\n")
    town.propose("lamps", 1, more="status: answered\n")
    town.propose("trees", 2, more="status: withdrawn\n")
    town.forge.at = Instant("2026-09-29T08:00:00Z")
    town.harvest()
    town.forge.asked.clear()
    town.announce()
    assert town.forge.asked == ["comments 1", "add 1", "add 1", "comments 2", "add 2"]


def test_announcements_are_no_comments_in_the_record(town: Town) -> None:
    town.forge.write(1, "I like it.")
    town.run()
    town.run("2026-09-02T09:00:00Z")
    rows = [row for row in town.ledger().rows["streets"] if row.type is RowType.COMMENT_MADE]  # type: ignore[index]
    assert sorted((row.proposal, row.facts.get("notice")) for row in rows if row.facts.get("notice")) == [
        ("lamps", "published"),
        ("trees", "published"),
    ]
    assert len(rows) == 3


def test_before_anything_was_collected_nothing_is_announced(town: Town) -> None:
    with pytest.raises(ConfigurationError, match="civicgen harvest"):
        town.announce()


def test_a_portal_without_an_address_announces_nothing(town: Town) -> None:
    town.harvest()
    town.files["content/portal.yml"] = town.files["content/portal.yml"].replace("site_url: https://talk.example/\n", "")
    with pytest.raises(ConfigurationError, match="site_url"):
        town.announce()


def test_of_two_proposals_on_one_thread_none_is_announced(town: Town) -> None:
    town.propose("lanterns", 1)
    assert town.run() == ["2 published"]


def test_drafts_and_broken_proposals_are_passed_over(town: Town) -> None:
    town.propose("lamps", 1, more="status: draft\n")
    town.write("proposals/trees", "---\ntitle: [\n---\n")
    assert town.run() == []
