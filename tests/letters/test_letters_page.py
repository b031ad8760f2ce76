"""Who wrote a letter finds out what became of it, by a number, without an account and without giving a name."""

import re
from pathlib import Path

import pytest
from letters_town import LATER, RECEIPTS, Town, table_of, words_of

from civicgen.errors import ConfigurationError
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import Digest, ProposalId
from civicgen.model.times import Instant

HOSTILE = "<script>alert(1)</script>\"'&amp; {{ 7*7 }} \u202e =cmd|' /C calc'!A0"


def test_every_letter_is_answered_by_its_number(town: Town) -> None:
    town.answer("on-lamps", "lamps")
    town.proposal("lamps", 1, title="Lamps in Mill Lane", status="answered")
    town.letters(
        {"receipt": "P-1", "count": 14, "text": "Please!", "may_publish": "yes"},
        {"receipt": "P-2", "received": "2026-10-05"},
        {"receipt": "P-3", "proposal": "gate", "stance": ""},
        {"receipt": "P-4", "proposal": "", "stance": ""},
        {"receipt": "P-5", "proposal": "gate", "stance": "oppose", "channel": "email"},
    )
    town.collect(LATER)
    town.letters({"receipt": "P-6"}, name="later")
    town.build()
    assert town.differences() == []
    answer = "Lamps in Mill Lane: Answered. Answer: Accepted in part, 20 October 2026"
    assert town.answered() == {
        "P-1": "P-1 12 September 2026, on paper Counted in support, for 14 people. "
        f"Its text is published, as its writer allowed. {answer}",
        "P-2": f"P-2 5 October 2026, on paper Not counted: given after the closing. {answer}",
        "P-3": "P-3 12 September 2026, on paper Read. It takes no stance on a proposal, so there is nothing to count. "
        "A gate: Closed",
        "P-4": "P-4 12 September 2026, on paper Read. It takes no stance on a proposal, so there is nothing to count. "
        "About the consultation as a whole.",
        "P-5": "P-5 12 September 2026, by e-mail Counted as opposed, for 1 person. A gate: Closed",
        "P-6": f"P-6 12 September 2026, on paper Entered. It is counted with the next collection. {answer}",
    }
    page = town.page()
    assert 'href="../../consultations/streets/proposals/lamps.html#answer"' in page
    assert '<data value="14" data-figure="streets/lamps/receipt:P-1">14</data>' in page
    assert '<data value="5" data-figure="streets//receipts">5</data>' in page


def test_a_number_that_was_changed_on_the_page_is_found(town: Town) -> None:
    town.letters({"receipt": "P-1", "count": 14})
    town.collect()
    town.build()
    path = town.site / RECEIPTS
    path.write_text(path.read_text(encoding="utf-8").replace(">14<", ">15<"), encoding="utf-8")
    assert [RECEIPTS in difference for difference in town.differences()] == [True]


def test_what_came_in_without_the_forge_is_told_as_not_counted_yet(town: Town) -> None:
    town.collect()
    town.letters({"receipt": "P-1"})
    town.collect(LATER, is_away=True)
    town.build()
    assert town.differences() == []
    assert "Entered. It is counted with the next collection." in town.answered()["P-1"]


def test_a_letter_that_was_corrected_or_taken_back_has_one_line(town: Town) -> None:
    town.letters({"receipt": "P-1"}, {"receipt": "P-2"})
    town.collect()
    town.letters({"receipt": "P-1", "proposal": "gate", "count": 2})
    town.collect("2026-09-21T12:00:00Z")
    town.build()
    assert town.differences() == []
    answered = town.answered()
    assert list(answered) == ["P-1", "P-2"]
    assert "Counted in support, for 2 people. A gate: Open" in answered["P-1"]
    assert "Taken back: not counted." in answered["P-2"]


def test_a_correction_after_the_closing_was_counted_is_told_to_come_too_late(town: Town) -> None:
    town.letters({"receipt": "P-1", "count": 3})
    town.collect()
    town.collect("2026-10-05T12:00:00Z")
    town.letters({"receipt": "P-1", "proposal": "gate"})
    town.collect("2026-10-06T12:00:00Z")
    town.build()
    assert town.differences() == []
    assert "Counted in support, for 3 people. What was entered about it later came after" in town.answered()["P-1"]


def test_a_text_that_was_taken_out_leaves_its_trace_with_the_number(town: Town) -> None:
    town.letters({"receipt": "P-1", "text": "I am Ada of Mill Lane.", "may_publish": "yes"})
    town.collect()
    request = "{date: 2026-09-21, item: receipt:P-1, basis: Article 17 GDPR, role: clerk, consultation: streets}"
    town.write("content/moderation.yml", f"redactions:\n  - {request}\n")
    town.collect("2026-09-21T12:00:00Z")
    town.build()
    assert town.differences() == []
    assert "Counted in support, for 1 person. Personal data was removed here" in town.answered()["P-1"]
    assert not [path for path in town.site.rglob("*") if path.is_file() and b"Ada of Mill" in path.read_bytes()]


def test_the_address_on_slips_answers_before_the_first_letter_and_before_anything_is_collected(town: Town) -> None:
    town.build()
    assert "No letter has been entered yet." in words_of(town.page())
    town.letters({"receipt": "P-1"})
    town.build()
    assert "Entered. It is counted with the next collection." in town.answered()["P-1"]


@pytest.mark.parametrize("address", ["consultations/streets/index.html", "consultations/streets/proposals/lamps.html"])
def test_it_is_linked_where_people_are_told_how_to_take_part_without_an_account(town: Town, address: str) -> None:
    town.collect()
    town.build()
    links = re.findall(r'<a href="([^"]*)">Look up the number of a receipt</a>', town.page(address))
    found = [(town.site / address).parent / link for link in links]
    assert [path.resolve() for path in found] == [(town.site / RECEIPTS).resolve()]


def test_ordinary_pages_may_lead_to_it(town: Town) -> None:
    town.write("content/pages/index.md", f"# Welcome\n\n[Your letter]({RECEIPTS})\n")
    assert town.build().summary.warnings == ()


def test_what_people_write_steers_nothing(town: Town) -> None:
    """Receipts have a narrow alphabet; everything around them has not."""
    town.proposal("lamps", 1, title="'{{ 7*7 }} & \"lamps\" %}'")
    town.letters(
        {"receipt": "P-1/a.b_c", "batch": HOSTILE, "text": HOSTILE, "may_publish": "yes", "checked_by": HOSTILE}
    )
    town.collect()
    town.build()
    assert town.differences() == []
    page = town.page()
    assert list(town.answered()) == ["P-1/a.b_c"]
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in words_of(page)
    assert "cmd|" not in page
    (line,) = table_of(town.site / "data/streets/contributions.csv")
    assert line["text"] == HOSTILE
    assert line["batch"] == HOSTILE


def test_a_record_with_hostile_numbers_steers_nothing_either(town: Town) -> None:
    """It is read from a branch; what it holds is proved to be unchanged, not to be harmless."""
    town.letters({"receipt": "P-1"})
    town.collect()
    hostile = '"><script>alert(1)</script>{{ 7*7 }}/../'
    facts = {"channel": "paper", "count": 1, "batch": HOSTILE}
    town.record(
        Row(
            seq=0,
            prev=Digest(""),
            type=RowType.CONTRIBUTION,
            seen_at=Instant(LATER),
            made_at=Instant("2026-09-12T12:00:00Z"),
            proposal=ProposalId("lamps"),
            kind=HOSTILE,
            ref=f"receipt:{hostile}",
            facts=facts,
        )
    )
    town.build()
    assert town.differences() == []
    assert set(town.answered()) == {hostile, "P-1"}
    assert "<script>alert" not in town.page()


def test_a_template_of_the_portals_own_wins_and_is_told_what_is_wrong(town: Town) -> None:
    town.letters({"receipt": "P-1"})
    town.collect()
    town.write("site_overrides/civic/receipts.html", "<p>{{ page.lines | length }} numbers</p>")
    town.build()
    assert "1 numbers" in town.page()
    town.write("site_overrides/civic/receipts.html", "{{ page.nothing }}")
    with pytest.raises(ConfigurationError, match=r"receipts\.html failed on consultations/streets/receipts\.html"):
        town.build()


def test_the_receipts_of_a_city_come_in_pages_that_a_browser_opens_at_once(tmp_path: Path) -> None:
    town = Town(tmp_path)
    for number in range(20):
        town.proposal(f"proposal-{number}", number + 1)
    town.letters(*({"receipt": f"P-{n:05}", "proposal": f"proposal-{n % 20}"} for n in range(1, 10_861)))
    town.collect()
    town.build()
    pages = sorted((town.site / "consultations/streets").glob("receipts*.html"))
    assert max(path.stat().st_size for path in pages) < 250_000
    found = [receipt for path in pages for receipt in town.answered(f"consultations/streets/{path.name}")]
    assert len(found) == len(set(found)) == 10_860
    first = town.page()
    (where,) = re.findall(r'<a href="([^"]+)">P-04801 to P-05000</a>', first)
    assert "P-04888" in town.answered(where.removeprefix("../../"))
    assert town.differences() == []
    town.collect("2026-09-21T12:00:00Z")
    before = {path: path.stat().st_mtime_ns for path in pages}
    town.build()
    assert {path: path.stat().st_mtime_ns for path in pages} == before


@pytest.mark.parametrize("letters", [[], [{"receipt": "P-1"}]])
def test_a_collection_that_finds_no_letter_makes_no_page_of_letters_anew(
    town: Town, letters: list[dict[str, object]]
) -> None:
    town.letters(*letters)
    town.collect()
    town.build()
    before = (town.site / RECEIPTS).stat().st_mtime_ns
    town.collect("2026-09-21T12:00:00Z")
    written = town.build().written
    assert (town.site / RECEIPTS).stat().st_mtime_ns == before
    assert written.written < written.unchanged
