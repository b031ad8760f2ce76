"""Words come from one catalogue per language, and a portal may have its own."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from site_town import PORTAL, build

from civicgen.errors import ConfigurationError
from civicgen.model.notices import NoticeKind
from civicgen.site.catalogue import load_catalogue

TEMPLATES = files("civicgen.site") / "templates"


def test_every_word_that_a_template_names_is_in_the_catalogue() -> None:
    catalogue = load_catalogue("en")
    for template in TEMPLATES.iterdir():
        text = template.read_text(encoding="utf-8")
        for function, key in re.findall(r"\b(t|tn)\(\"([\w.-]+)\"[,)]", text):
            wanted = key if function == "t" else f"{key}.other"
            assert catalogue.has(wanted), f"{template.name}: {key}"


def test_every_kind_of_announcement_has_words() -> None:
    catalogue = load_catalogue("en")
    assert [kind for kind in NoticeKind if not catalogue.has(f"notice.{kind}")] == []


def test_templates_hold_no_words_of_their_own() -> None:
    for template in TEMPLATES.iterdir():
        text = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<pre>.*?</pre>|<style>.*?</style>|<[^>]*>",
            " ",
            template.read_text(encoding="utf-8"),
            flags=re.S,
        )
        words = set(re.findall(r"[A-Za-z]{3,}", text)) - {"CSV", "JSON", "recount"}
        assert not words, f"{template.name}: {words}"


def test_numbers_choose_their_words() -> None:
    catalogue = load_catalogue("en")
    assert catalogue.plural("count.proposals", 1) == "1 proposal"
    assert catalogue.plural("count.proposals", 0) == "0 proposals"


def test_values_are_escaped_and_braces_in_them_stay() -> None:
    words = load_catalogue("en").text("home.asks", authority="<b>{state}</b>")
    assert words == "&lt;b&gt;{state}&lt;/b&gt; asks"


def test_a_language_without_catalogue_falls_back_to_english() -> None:
    assert load_catalogue("tlh").text("state.open") == "Open"


def test_a_portal_may_change_single_words_and_templates(tmp_path: Path) -> None:
    root = tmp_path / "portal"
    (root / "site_overrides" / "civic" / "catalogues").mkdir(parents=True)
    (root / "content").symlink_to(PORTAL / "content")
    (root / "site_overrides" / "civic" / "catalogues" / "en.toml").write_text('[group]\nopen = "Have your say"\n')
    (root / "site_overrides" / "civic" / "not-found.html").write_text("<h1>{{ page.title }}, says Smallville</h1>")
    build(root, tmp_path / "none", tmp_path / "site")
    assert "says Smallville" in (tmp_path / "site" / "404.html").read_text(encoding="utf-8")
    assert (
        load_catalogue("en", overrides=root / "site_overrides/civic/catalogues").text("group.open") == "Have your say"
    )


def test_a_catalogue_with_a_slip_is_named(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('[state]\nopen = "Open\n')
    with pytest.raises(ConfigurationError, match=r"en\.toml: no valid catalogue"):
        load_catalogue("en", overrides=tmp_path)


def test_a_template_with_a_slip_is_named(tmp_path: Path) -> None:
    (tmp_path / "site_overrides" / "civic").mkdir(parents=True)
    (tmp_path / "site_overrides" / "civic" / "home.html").write_text("{{ page.no_such_thing }}")
    with pytest.raises(ConfigurationError, match=r"template home\.html failed on index\.html.*no_such_thing"):
        build(tmp_path, tmp_path / "none", tmp_path / "site")


def test_words_that_are_missing_are_named() -> None:
    with pytest.raises(ConfigurationError, match=r"no catalogue has the words 'home\.welcome'"):
        load_catalogue("en").text("home.welcome")
