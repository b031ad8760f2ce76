"""The desk's words: from the catalogue of a language, with values in their places as they were given."""

from datetime import date
from pathlib import Path

import pytest

from civicgen.cli.desk_words import desk_words
from civicgen.desk.dates import day_words, when_words
from civicgen.desk.words import DeskWords
from civicgen.errors import ConfigurationError
from civicgen.model.times import Instant
from civicgen.site.catalogue import load_catalogue


def test_values_stand_in_the_words_as_they_were_given() -> None:
    words = DeskWords(language="en", entries={"asks": "{who} asks: {what}"})
    assert words.text("asks", who="`{what}`", what="**why**", more="unused") == "`{what}` asks: **why**"


def test_a_number_chooses_its_words() -> None:
    entries = {"found.one": "{n} proposal in {where}", "found.other": "{n} proposals in {where}"}
    words = DeskWords(language="en", entries=entries)
    assert [words.plural("found", n, where="Mill Lane") for n in (0, 1)] == [
        "0 proposals in Mill Lane",
        "1 proposal in Mill Lane",
    ]


def test_words_that_are_missing_are_named() -> None:
    words = DeskWords(language="en", entries={"asks": "{who} asks"})
    with pytest.raises(ConfigurationError, match="'answers'"):
        words.text("answers")
    with pytest.raises(ConfigurationError, match=r"'asks' name \{who\}"):
        words.text("asks")


def test_a_language_without_catalogue_has_english_words_and_english_months(tmp_path: Path) -> None:
    words = desk_words("tlh", tmp_path)
    assert day_words(date(2026, 11, 29), words) == "29 November 2026"


def test_times_are_written_as_a_language_writes_them(tmp_path: Path) -> None:
    at = Instant("2027-03-01T08:00:00Z")
    assert when_words(at, "Europe/Berlin", desk_words("de", tmp_path)) == "1. März 2027, 09:00 Uhr (Europe/Berlin)"
    assert day_words(at, desk_words("en", tmp_path), "America/New_York") == "1 March 2027"


def test_a_portal_may_have_words_of_its_own(tmp_path: Path) -> None:
    catalogues = tmp_path / "site_overrides" / "civic" / "catalogues"
    catalogues.mkdir(parents=True)
    (catalogues / "de.toml").write_text('[desk.label]\nproposal = "Idee aus der Stadt"\n', encoding="utf-8")
    assert desk_words("de", tmp_path).text("desk.label.proposal") == "Idee aus der Stadt"


def test_german_has_all_of_the_desk_s_words_and_no_others() -> None:
    english, german = load_catalogue("en").entries, load_catalogue("de").entries
    same = {key for key, words in english.items() if key.startswith("desk.") and german[key] == words}
    assert {key for key in german if key.startswith("desk.")} == {key for key in english if key.startswith("desk.")}
    assert same == set(), "these are not translated"
