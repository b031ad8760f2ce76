"""Numbers for letters and the slips that bear them."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from letters_town import Town

from civicgen.cli.receipts import CHANNELS, receipts
from civicgen.content.read import read_content
from civicgen.errors import ConfigurationError
from civicgen.model.receipts import has_slip
from civicgen.store.content_files import ContentFolder


def run(town: Town, *arguments: str) -> Result:
    return CliRunner().invoke(receipts, ["--root", str(town.root), *arguments], catch_exceptions=False)


class Page(HTMLParser):
    """A page's tags and words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_number_is_new_and_begins_as_its_way_does(town: Town, channel: str) -> None:
    numbers = run(town, "streets", "--channel", channel, "--count", "50").stdout.split()
    assert len(set(numbers)) == 50
    assert all(re.fullmatch(rf"{CHANNELS[channel]}-\w{{4}}-\w{{4}}", number) for number in numbers)
    assert not any(map(has_slip, numbers))
    assert set(run(town, "streets").stdout.split()).isdisjoint(numbers)


def test_what_is_given_out_can_be_entered_and_a_slip_of_the_pen_is_told(town: Town) -> None:
    right, wrong = run(town, "streets", "--count", "2", "--prefix", "LIST").stdout.split()
    wrong = wrong[:-1] + ("2" if wrong[-1] != "2" else "3")
    town.letters({"receipt": right}, {"receipt": wrong}, {"receipt": "P-001"}, {"receipt": "2026/17"})
    findings = read_content(ContentFolder(town.root).read()).findings
    assert [(each.code, each.severity.value, each.place.line) for each in findings] == [("receipt-slip", "warning", 3)]
    assert wrong in findings[0].message


def test_the_slips_say_where_and_what_is_public_and_stand_alone(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "slips.html"
    numbers = run(town, "streets", "--count", "7", "--slips", str(file)).stdout.split()
    page = Page(file.read_text(encoding="utf-8"))
    for number in numbers:
        assert page.words.count(number) == 2  # one for the letter, one for the person
    assert page.words.count("https://talk.example/consultations/streets/receipts.html") == 7
    assert "Letters are destroyed two years after the answer." in page.words
    assert "streets@talk.example" in page.words
    fetched = [tag for tag, attributes in page.tags if {"src", "href", "action", "data"} & attributes.keys()]
    assert fetched == []
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "img", "iframe", "form"})
    assert "url(" not in file.read_text(encoding="utf-8")
    assert "@import" not in file.read_text(encoding="utf-8")


def test_slips_speak_the_language_of_their_consultation(town: Town, tmp_path: Path) -> None:
    german = Town(tmp_path / "stadt", language="de")
    run(german, "streets", "--slips", str(tmp_path / "zettel.html"))
    text = (tmp_path / "zettel.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in text
    assert "Bleibt beim Brief" in text
    french = Town(tmp_path / "ville", language="fr")
    run(french, "streets", "--slips", str(tmp_path / "fiches.html"))
    assert '<html lang="en">' in (tmp_path / "fiches.html").read_text(encoding="utf-8")


def test_what_a_title_says_is_text_on_slips_too(town: Town, tmp_path: Path) -> None:
    consultation = town.root / "content/consultations/streets/consultation.md"
    text = consultation.read_text(encoding="utf-8")
    hostile = "title: '& {{ 7*7 }} \"onload=alert(1) {% raw %}'"
    consultation.write_text(text.replace("title: Streets", hostile), encoding="utf-8")
    run(town, "streets", "--count", "1", "--slips", str(tmp_path / "slips.html"))
    page = Page((tmp_path / "slips.html").read_text(encoding="utf-8"))
    assert '& {{ 7*7 }} "onload=alert(1) {% raw %}' in page.words
    assert not any("onload" in attributes for _, attributes in page.tags)


def test_slips_that_may_have_been_given_out_are_not_overwritten(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "slips.html"
    run(town, "streets", "--slips", str(file))
    before = file.read_bytes()
    with pytest.raises(ConfigurationError, match="is there already"):
        run(town, "streets", "--slips", str(file))
    assert file.read_bytes() == before


@pytest.mark.parametrize("prefix", ["", "p", "TOO-LONG", "ÄÖ", "P1", "ABCDEFGHI"])
def test_a_prefix_is_a_few_capital_letters(town: Town, prefix: str) -> None:
    with pytest.raises(ConfigurationError, match="capital letters"):
        run(town, "streets", "--prefix", prefix)


def test_a_consultation_that_is_not_there_is_named(town: Town) -> None:
    with pytest.raises(ConfigurationError, match="there are: streets"):
        run(town, "street")
