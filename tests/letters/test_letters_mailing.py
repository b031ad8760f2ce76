"""The file for the town's own mailer: each letter with what became of it, no names, and nothing that computes."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from letters_town import LATER, NOW, Town, table_of

from civicgen.cli.letters import letters
from civicgen.errors import ConfigurationError
from civicgen.exports.mail_merge import MailLine, mail_csv

FOLLOW_UPS = """\
follow_ups:
  - {date: 2026-11-15, text: "**Three** lamps are [ordered](https://talk.example/x)."}
"""


def mailed(town: Town, *arguments: str) -> dict[str, dict[str, str]]:
    out = town.root / "letters.csv"
    done = CliRunner().invoke(
        letters, ["streets", "--root", str(town.root), "--out", str(out), *arguments], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return {line["receipt"]: line for line in table_of(out)}


@pytest.fixture
def answered(town: Town) -> Town:
    """A town that has answered on the lamps, and not on the gate."""
    town.letters(
        {"receipt": "P-1", "count": 14},
        {"receipt": "P-2", "received": "2026-10-05", "proposal": "gate"},
        {"receipt": "P-3", "proposal": "", "stance": "", "channel": "email"},
    )
    town.collect(NOW)
    town.letters(
        {"receipt": "P-1", "count": 14},
        {"receipt": "P-2", "received": "2026-10-05", "proposal": "gate"},
        {"receipt": "P-3", "proposal": "", "stance": "", "channel": "email"},
        {"receipt": "P-4", "stance": "oppose", "channel": "meeting"},
    )
    town.collect("2026-10-06T12:00:00Z")
    town.proposal("lamps", 1, title="Lamps in Mill Lane", status="answered")
    town.answer("on-lamps", "lamps", more=FOLLOW_UPS)
    town.collect(LATER)
    return town


def test_every_letter_has_its_line_with_all_that_became_of_it(answered: Town) -> None:
    lines = mailed(answered)
    assert list(lines) == ["P-1", "P-2", "P-3", "P-4"]
    site = "https://talk.example/consultations/streets"
    assert lines["P-1"] == {
        "receipt": "P-1",
        "channel": "paper",
        "received": "2026-09-12",
        "result": "counted",
        "reason": "",
        "people": "14",
        "proposal": "Lamps in Mill Lane",
        "proposal_page": f"{site}/proposals/lamps.html",
        "status": "answered",
        "outcome": "partly",
        "answered_on": "2026-10-20",
        "answered_by": "Committee for Works",
        "answer_page": f"{site}/answers.html#on-lamps",
        "done_since": "15 November 2026: Three lamps are ordered.",
        "news": "2026-11-15",
        "letter": "Your letter with the number P-1 reached us on 12 September 2026. It counts in support of the "
        "proposal “Lamps in Mill Lane”, for 14 people. Committee for Works answered on 20 October 2026: accepted in "
        "part. The "
        f"reasons: {site}/answers.html#on-lamps Done since: 15 November 2026: Three lamps are ordered. What becomes of "
        f"it, you can look up by its number at any time: {site}/receipts.html",
    }
    assert (lines["P-2"]["result"], lines["P-2"]["reason"], lines["P-2"]["people"]) == ("excluded", "late", "")
    assert "could not be counted for the proposal “A gate”: it came after the closing." in lines["P-2"]["letter"]
    assert "The answer is promised by 24 December 2026." in lines["P-2"]["letter"]
    assert "Your e-mail with the number P-3 reached us on 12 September 2026. It was read." in lines["P-3"]["letter"]
    assert "What you said at the meeting" in lines["P-4"]["letter"]
    assert "It counts against the proposal" in lines["P-4"]["letter"]


def test_the_page_and_the_file_agree(answered: Town) -> None:
    answered.build()
    told = answered.answered()
    for receipt, line in mailed(answered).items():
        assert ("Counted" in told[receipt]) == (line["result"] == "counted")
        assert ("Not counted" in told[receipt]) == (line["result"] == "excluded")


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-09-20", ["P-1", "P-2", "P-3", "P-4"]),
        ("2026-09-21", ["P-1", "P-4"]),
        ("2026-10-20", ["P-1", "P-4"]),
        ("2026-11-15", ["P-1", "P-4"]),
        ("2026-11-16", []),
    ],
)
def test_since_a_day_only_those_with_news_are_written_to(answered: Town, since: str, expected: list[str]) -> None:
    assert list(mailed(answered, "--since", since)) == expected


def test_what_is_entered_and_not_collected_is_told_as_that(town: Town) -> None:
    town.letters({"receipt": "P-1"})
    lines = mailed(town)
    assert (lines["P-1"]["result"], lines["P-1"]["status"], lines["P-1"]["people"]) == ("entered", "undated", "")
    assert "It is entered, and is counted with the next collection." in lines["P-1"]["letter"]


def test_letters_are_written_in_the_language_of_the_consultation(tmp_path: Path) -> None:
    town = Town(tmp_path, language="de")
    town.proposal("lamps", 1, title="Laternen")
    town.letters({"receipt": "P-1", "count": 3})
    town.collect(NOW)
    letter = mailed(town)["P-1"]["letter"]
    assert letter.startswith("Ihr Brief mit der Nummer P-1 ist am 12. September 2026 bei uns eingegangen.")
    assert "Gezählt sind 3 Personen für den Vorschlag „Laternen“." in letter


def test_a_letter_whose_text_was_taken_out_is_written_to_as_before_and_no_text_goes_out(town: Town) -> None:
    town.letters({"receipt": "P-1", "text": "I am Ada.", "may_publish": "yes"})
    request = "{date: 2026-09-21, item: receipt:P-1, basis: Article 17 GDPR, role: clerk, consultation: streets}"
    town.write("content/moderation.yml", f"redactions:\n  - {request}\n")
    town.collect(NOW)
    assert mailed(town)["P-1"]["result"] == "counted"
    assert b"Ada" not in (town.root / "letters.csv").read_bytes()


@pytest.mark.parametrize(
    "hostile", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\uff1d1+1", "\ufeff=1", '"=1', "\u200b@x"]
)
def test_no_cell_is_taken_for_a_formula(hostile: str) -> None:
    """B11: whatever editors and citizens put into titles and answers."""
    fields = dict.fromkeys(MailLine.__struct_fields__, hostile)
    data = mail_csv([MailLine(**{**fields, "people": 3})])  # type: ignore[arg-type]
    heading, line = csv.reader(io.StringIO(data.decode(), newline=""))
    assert heading == list(MailLine.__struct_fields__)
    for name, cell in zip(heading, line, strict=True):
        first = cell.lstrip("\ufeff\u200b \t")[:1]
        assert name == "people" or first not in ("=", "+", "-", "@", "\uff1d")


def test_a_title_that_spans_lines_or_speaks_to_the_terminal_stays_in_its_cell(town: Town) -> None:
    town.proposal("lamps", 1, title='"=cmd| \\u202e lamps, \\"quoted\\"; 1"')
    town.letters({"receipt": "P-1"})
    town.collect(NOW)
    (line,) = mailed(town).values()
    assert line["proposal"].startswith("'=cmd|")
    raw = (town.root / "letters.csv").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") == 2


def test_the_same_gives_the_same_bytes(answered: Town) -> None:
    mailed(answered)
    first = (answered.root / "letters.csv").read_bytes()
    mailed(answered)
    assert (answered.root / "letters.csv").read_bytes() == first


def test_what_is_missing_is_said(town: Town) -> None:
    run = CliRunner()
    with pytest.raises(ConfigurationError, match="there are: streets"):
        run.invoke(letters, ["x", "--root", str(town.root), "--out", str(town.root / "o")], catch_exceptions=False)
    assert "does not match the format" in run.invoke(letters, ["streets", "--out", "o", "--since", "soon"]).output
