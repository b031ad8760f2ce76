"""Who may be counted and until when, as far as a harvest decides it; and what a consultation's own files decide."""

import pytest
from harvest_town import LATER, STREETS, Town, event

from civicgen.app.harvesting.eligible import read_list
from civicgen.content.read import read_content
from civicgen.errors import ConfigurationError
from civicgen.forges.github import GithubForge
from civicgen.ledger.canonical import tallies_digest
from civicgen.model.ledger import RowType
from civicgen.model.names import ConsultationSlug, Excluded, ProposalId, Stance
from civicgen.store.content_files import ContentFolder
from civicgen.store.node_ids import NodeIdFile

LISTED = "counting:\n  eligibility:\n    accounts: listed\n"
AFTER = "2026-10-02T12:00:00Z"


def test_t9_the_list_of_eligible_accounts_matches_without_case(town: Town) -> None:
    town.consultation(extra=LISTED)
    town.listed = read_list("@CITIZEN-1  # Ms One\n\nsomebody-else\r\n")
    town.react(1)
    town.react(2)
    with town.serve() as server:
        town.harvest(server)
    tally = town.tally("lamps")
    assert tally.support == 1
    assert [excluded.reason for excluded in tally.excluded] == [Excluded.NOT_ELIGIBLE]


@pytest.mark.parametrize("text", ["", "\n\n", "# nobody yet\n", "\ufeff"])
def test_t10_an_empty_list_is_never_taken_for_everybody(text: str) -> None:
    with pytest.raises(ConfigurationError, match="empty"):
        read_list(text)


def test_t11_a_misspelt_rule_is_an_error_and_the_consultation_waits(town: Town) -> None:
    town.consultation("parks", extra="counting:\n  rule: one-stanse-only\n")
    findings = read_content(ContentFolder(town.root).read()).findings
    assert any("one-stanse-only" in finding.message for finding in findings)
    with town.serve() as server:
        harvested = town.harvest(server)
    assert [skipped.slug for skipped in harvested.skipped] == [ConsultationSlug("parks")]
    assert harvested.row.outcome == "complete"


@pytest.mark.parametrize(
    ("closes", "instant"),
    [
        ("2026-10-01", "2026-10-01T21:59:59Z"),
        ("2026-10-01T18:00+02:00", "2026-10-01T16:00:00Z"),
        ("2026-10-26", "2026-10-26T22:59:59Z"),
    ],
    ids=["end of the day", "+02:00", "after the clocks changed"],
)
def test_t21_a_deadline_means_the_same_instant_everywhere(town: Town, closes: str, instant: str) -> None:
    town.consultation(closes=closes)
    with town.serve() as server:
        town.harvest(server)
    (opened,) = town.rows(RowType.OPENED)
    assert opened.facts["closes"] == instant


def test_t24_what_counts_is_when_it_was_made_not_when_it_was_collected(town: Town) -> None:
    for person, second in ((1, "58"), (2, "59")):
        town.react(person, at=f"2026-10-01T21:59:{second}Z")
    town.react(3, at="2026-10-01T22:00:00Z")
    with town.serve(at="2026-10-02T09:00:00Z") as server:
        town.harvest(server)
    tally = town.tally("lamps")
    assert tally.support == 2
    assert [excluded.reason for excluded in tally.excluded] == [Excluded.LATE]


def test_the_first_complete_harvest_after_the_closing_freezes_the_tallies(town: Town) -> None:
    town.react(1)
    with town.serve() as server:
        town.harvest(server)
        server.advance(AFTER)
        town.harvest(server)
        server.advance("2026-10-03T12:00:00Z")
        server.add_events(event({"request": 1}, "remove_reaction", on="issue:1", user=1, content="+1"))
        town.harvest(server)
    (closed,) = town.rows(RowType.CLOSED)
    frozen = {ProposalId("lamps"): {Stance.SUPPORT: 1, Stance.OPPOSE: 0, Stance.ABSTAIN: 0}}
    assert closed.facts == {"closes": "2026-10-01T21:59:59Z", "tallies": tallies_digest(frozen)}
    assert town.tally("lamps").support == 1


def test_an_incomplete_harvest_after_the_closing_freezes_nothing(town: Town) -> None:
    town.react(1)
    with town.serve() as server:
        town.harvest(server)
        server.advance(AFTER)
        server.add_events(event({"path": "query Threads"}, "partial", times=3))
        town.harvest(server)
        assert town.rows(RowType.CLOSED) == []
        town.harvest(server)
    assert len(town.rows(RowType.CLOSED)) == 1


def test_before_the_opening_nothing_is_opened(town: Town) -> None:
    with town.serve(at="2026-08-01T12:00:00Z") as server:
        assert town.harvest(server).row.outcome == "complete"
    assert town.rows(RowType.OPENED) == []


def test_what_came_by_letter_is_written_down_also_without_a_network(town: Town) -> None:
    sheet = town.root / "content/consultations/streets/contributions/letters.csv"
    sheet.parent.mkdir()
    sheet.write_text(
        "receipt,batch,received,channel,proposal,stance,count,text,may_publish,evidence,checked_by\n"
        "P-1,desk,2026-09-05,paper,lamps,support,14,,no,,town clerk\n",
        encoding="utf-8",
    )
    forge = GithubForge(
        "town/talk",
        "token",
        "http://127.0.0.1:9",
        600,
        node_ids=NodeIdFile(town.root),
        sleep=town.slept.append,
        monotonic=lambda: 0.0,
    )
    assert town.harvest_with(forge).added == {STREETS: 1}
    (row,) = town.rows(RowType.CONTRIBUTION)
    assert (row.ref, row.facts["count"]) == ("receipt:P-1", 14)


def test_h13_a_wrong_clock_of_this_machine_changes_nothing(town: Town) -> None:
    town.react(1)
    with town.serve() as server:
        harvested = town.harvest(server)
    assert harvested.row.at == "2026-09-10T12:00:00Z"
    assert {row.seen_at for row in town.ledger().rows[STREETS]} == {"2026-09-10T12:00:00Z"}


def test_h12b_a_ledger_is_never_continued_with_another_key(town: Town) -> None:
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        before = (town.root / "ledger/harvests.jsonl").read_bytes()
        with pytest.raises(ConfigurationError, match="counted twice") as refused:
            town.harvest_with(town.forge(server), key="quite another key, also long enough")
    assert refused.value.exit_code == 2
    assert (town.root / "ledger/harvests.jsonl").read_bytes() == before
