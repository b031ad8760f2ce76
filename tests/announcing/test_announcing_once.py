"""Each event is announced once in each conversation, whatever was interrupted, deleted, copied or run twice."""

import pytest
from announcing_town import ANOTHER_KEY, CITIZEN, PORTAL_BOT, Town, broken_off, fates, once, said

from civicgen.errors import ConfigurationError
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.notices import marker
from civicgen.model.times import Instant

CLOSES = "2026-09-30T21:59:59Z"
PUBLISHED = ["1 published", "2 published"]


def test_running_again_says_nothing_again_with_and_without_a_harvest_in_between(town: Town) -> None:
    assert town.run() == PUBLISHED
    assert said(town.announce()) == ["1 published stood", "2 published stood"]
    assert town.run("2026-09-02T09:00:00Z") == []
    assert said(town.announce()) == []


@pytest.mark.parametrize("done_before", [0, 1])
@pytest.mark.parametrize("is_written", [True, False])
def test_a_run_that_ends_while_writing_is_taken_up_where_it_ended(
    town: Town, done_before: int, is_written: bool
) -> None:
    town.harvest()
    if is_written:
        town.forge.lose = once(broken_off(), after=done_before)
    else:
        town.forge.fail = once(broken_off(), after=done_before)
    broken = town.announce()
    assert broken.problem is not None
    assert len(broken.done) == done_before
    assert broken.waiting == 2 - done_before
    again = town.announce()
    assert again.problem is None
    assert town.forge.events(1) == town.forge.events(2) == ["published"]


def test_a_run_that_is_killed_while_writing_is_taken_up_where_it_ended(town: Town) -> None:
    town.harvest()
    town.forge.lose = once(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        town.announce()
    assert said(town.announce()) == ["1 published stood", "2 published"]
    assert town.run("2026-09-02T09:00:00Z") == []


def test_an_edit_that_was_interrupted_is_made_once(town: Town) -> None:
    town.run()
    town.consult(closes="2026-10-04")
    town.harvest()
    town.forge.lose = once(broken_off())
    assert town.announce().problem is not None
    assert said(town.announce()) == ["1 published stood", "2 published edited"]
    assert said(town.announce()) == ["1 published stood", "2 published stood"]
    assert town.run("2026-09-02T09:00:00Z") == []


def test_what_an_editor_deleted_is_not_said_again(town: Town) -> None:
    town.run()
    town.run("2026-09-02T09:00:00Z")
    town.forge.delete(501)
    assert town.run("2026-09-03T09:00:00Z") == []
    town.consult(closes="2026-10-04")
    assert town.run("2026-09-04T09:00:00Z") == ["2 published edited"]


def test_a_first_comment_deleted_since_the_harvest_stops_nobody(town: Town) -> None:
    town.run()
    town.consult(closes="2026-10-04")
    town.run("2026-09-02T09:00:00Z")
    town.consult(closes="2026-10-05")
    town.forge.at = Instant("2026-09-02T10:00:00Z")
    town.harvest()
    town.forge.delete(501)
    assert said(town.announce()) == ["1 published gone", "2 published edited"]


def test_nobody_suppresses_an_announcement_by_a_marker_of_his_own(town: Town) -> None:
    for mark in ("0" * 16, Secrets(ANOTHER_KEY).mark(1, "published"), Secrets(town.key).mark(2, "published")):
        town.forge.write(1, f"Nothing to see.\n\n{marker('published', mark)}")
    assert town.run() == PUBLISHED


def test_a_copied_marker_neither_suppresses_nor_becomes_the_comment_to_be_edited(town: Town) -> None:
    town.run()
    first = town.forge.threads[1][0]
    town.forge.at = Instant("2026-09-02T08:30:00Z")
    copy = town.forge.write(1, f"Mine.\n\n{marker('published', Secrets(town.key).mark(1, 'published'))}")
    town.consult(closes="2026-10-04")
    assert town.run("2026-09-02T09:00:00Z") == ["1 published edited", "2 published edited"]
    assert town.forge.threads[1][1] == copy
    assert town.forge.threads[1][0].id == first.id
    assert town.forge.threads[1][0].body != first.body


def test_with_another_key_nothing_is_announced(town: Town) -> None:
    town.harvest()
    town.key = ANOTHER_KEY
    with pytest.raises(ConfigurationError, match="another key"):
        town.announce()
    assert town.forge.events(1) == []


def test_a_ledger_begun_anew_with_another_key_has_announced_nothing_yet(town: Town) -> None:
    town.run()
    for file in (town.folder / "ledger").rglob("*"):
        if file.is_file():
            file.unlink()
    town.key = ANOTHER_KEY
    assert town.run("2026-09-02T09:00:00Z") == PUBLISHED
    assert town.run("2026-09-02T10:00:00Z") == []


def test_when_the_texts_beside_the_ledger_are_lost_nothing_is_said_or_edited_again(town: Town) -> None:
    town.run()
    town.run("2026-09-02T09:00:00Z")
    (town.folder / "ledger" / "texts" / "streets.jsonl").unlink()
    assert said(town.announce()) == ["1 published stood", "2 published stood"]
    assert town.forge.edited == {}


def test_a_comment_that_the_forge_wrote_down_in_its_own_way_is_not_edited_for_ever(town: Town) -> None:
    town.run()
    for comments in town.forge.threads.values():
        comments[:] = [
            type(each)(
                id=each.id,
                body=each.body.replace("\n", "\r\n") + "\r\n",
                poster=each.poster,
                made_at=each.made_at,
                address=each.address,
            )
            for each in comments
        ]
    assert town.run("2026-09-02T09:00:00Z") == []


def test_a_proposal_that_gets_another_thread_is_presented_there(town: Town) -> None:
    town.run()
    town.propose("lamps", 3)
    assert town.run("2026-09-05T09:00:00Z") == ["3 published"]
    assert town.run("2026-09-06T09:00:00Z") == []


def test_where_announcements_are_posted_by_a_person_they_are_known_as_well(town: Town) -> None:
    town.harvest()
    town.announce()
    for number, comments in town.forge.threads.items():
        town.forge.threads[number] = [
            type(each)(id=each.id, body=each.body, poster=CITIZEN, made_at=each.made_at, address=each.address)
            for each in comments
        ]
    assert PORTAL_BOT not in [each.poster for each in town.forge.threads[1]]
    assert town.run("2026-09-02T09:00:00Z") == []


def test_a_dry_run_says_what_would_be_said_and_writes_nothing(town: Town) -> None:
    town.harvest()
    dry = town.announce(is_dry=True)
    assert fates(dry) == PUBLISHED
    assert "This is the conversation about" in dry.done[0].message.text
    assert town.forge.events(1) == []
    town.announce()
    assert fates(town.announce(is_dry=True)) == ["1 published stood", "2 published stood"]
