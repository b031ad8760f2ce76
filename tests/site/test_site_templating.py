"""What templates may do, and that keeping them compiled is never seen."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.dates import format_date, format_datetime
from markupsafe import Markup
from site_templates import shown

from civicgen.errors import ConfigurationError
from civicgen.model.times import Instant, moment
from civicgen.site.catalogue import Catalogue, load_catalogue
from civicgen.site.template_functions import Times
from civicgen.site.templating import OVERRIDES, Templates
from civicgen.views.paging import paging


def test_what_people_wrote_is_escaped_and_never_a_template(tmp_path: Path) -> None:
    written = '<b title="{{ figure(1) }}">{{ t("state.open") }}</b>'
    page = shown(tmp_path, '{{ words }}{{ t("home.asks", authority=words) }}{{ words ~ "!" }}', words=written)
    assert "<b" not in page
    assert page.count("{{ t(&#34;state.open&#34;) }}") == 3


@pytest.mark.parametrize(
    ("call", "gives"),
    [
        ('t("card.runs", opens=1, closes="2")', "1 to 2"),
        ('t("card.runs", **{"opens": 1, "closes": 2})', "1 to 2"),
        ('t(*["state.open"])', "Open"),
        ('t("state.open", from=1)', "Open"),
        ('figure(name="gone")', "not collected yet"),
    ],
)
def test_functions_are_called_with_what_a_template_gives(tmp_path: Path, call: str, gives: str) -> None:
    assert shown(tmp_path, "{{ " + call + " }}") == gives


def test_a_macro_may_be_called_around_a_part(tmp_path: Path) -> None:
    source = "{% macro box(kind) %}<p>{{ kind }}: {{ caller() }}</p>{% endmacro %}"
    source += '{% call box("<") %}<b>{{ words }}</b>{% endcall %}'
    assert shown(tmp_path, source, words="&") == "<p>&lt;: <b>&amp;</b></p>"


def test_ready_html_stays_as_it_is(tmp_path: Path) -> None:
    assert shown(tmp_path, "{{ html }}", html=Markup("<b>bold</b>")) == "<b>bold</b>"


def test_a_page_of_a_proposal_names_its_own_figures(tmp_path: Path) -> None:
    page = shown(tmp_path, '{{ figure("town/a/support") }}', own_prefix="town/a/")
    assert page == '<data value="17" data-figure="town/a/support">17</data>'


@pytest.mark.parametrize("asked", ['figure("town/b/support")', 'tn("count.support", "town/")', 'number("town/")'])
def test_a_page_of_a_proposal_names_no_figure_of_others(tmp_path: Path, asked: str) -> None:
    with pytest.raises(ConfigurationError, match=r"asks for the figure 'town/.*no figure but its own, town/a/"):
        shown(tmp_path, "{{ " + asked + " }}", own_prefix="town/a/")


def test_what_is_made_once_for_many_pages_names_no_figure(tmp_path: Path) -> None:
    source = '{% macro each(name) %}{{ figure(name) }}{% endmacro %}{{ once(each, "town/a/support") }}'
    with pytest.raises(
        ConfigurationError, match=r"asks for the figure 'town/a/support' in a place that may name no fig"
    ):
        shown(tmp_path, source)


def test_what_is_made_once_is_the_same_as_what_is_made_each_time(tmp_path: Path) -> None:
    source = "{% macro each(name) %}<i>{{ name }}</i>{% endmacro %}"
    source += '{% for name in "<aab" %}{{ once(each, name) }}{{ figure("town/") }}{% endfor %}'
    one_by_one = source.replace("once(each, name)", "each(name)")
    assert shown(tmp_path, source) == shown(tmp_path, one_by_one)


def test_compiled_templates_are_kept_and_follow_template_and_words(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    source = '{{ t("state.open") }}{% if false %}{{ t("no.such.words") }}{% endif %}'
    assert shown(tmp_path, source, compiled=kept) == "Open"
    assert [each.suffix for each in kept.iterdir()] == [".compiled"]
    assert shown(tmp_path, source, compiled=kept) == "Open"
    assert shown(tmp_path, source + "!", compiled=kept) == "Open!"
    words = tmp_path / OVERRIDES / "catalogues" / "en.toml"
    words.parent.mkdir()
    words.write_text('[state]\nopen = "Your turn"\n', encoding="utf-8")
    assert shown(tmp_path, source, compiled=kept) == "Your turn"


def test_all_templates_can_be_made_ready_though_one_is_wrong(tmp_path: Path) -> None:
    (tmp_path / OVERRIDES).mkdir(parents=True)
    (tmp_path / OVERRIDES / "home.html").write_text("{% if %}")
    templates = Templates(tmp_path, load_catalogue("en"), compiled=tmp_path / "kept")
    templates.make_ready()
    assert len(list((tmp_path / "kept").iterdir())) > 10
    with pytest.raises(ConfigurationError, match=r"template home\.html failed on index\.html: line 1"):
        templates.render("home.html", address="index.html", figures={})


@pytest.mark.parametrize("spoiled", [b"", b"j2", b"no template at all"])
def test_spoiled_compiled_templates_are_made_anew(tmp_path: Path, spoiled: bytes) -> None:
    kept = tmp_path / "kept"
    shown(tmp_path, "{{ 1 + 1 }}", compiled=kept)
    for each in kept.iterdir():
        each.write_bytes(each.read_bytes()[:20] + spoiled)
    assert shown(tmp_path, "{{ 1 + 1 }}", compiled=kept) == "2"


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file")
    assert shown(tmp_path, "{{ 1 + 1 }}", compiled=tmp_path / "kept" / "below") == "2"


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"template gone\.html failed on a\.html"):
        Templates(tmp_path, load_catalogue("en")).render("gone.html", address="a.html", figures={})


@pytest.mark.parametrize("language", ["en", "de", "ca", "fr", "ar", "fi", "ja", "pl"])
def test_times_are_as_babel_writes_them(language: str) -> None:
    locale = Locale.parse(language)
    times = Times(Catalogue(language=language, locale=locale, entries={}))
    for at in ("2026-01-01T00:00:00Z", "2026-08-31T22:05:09Z"):
        local = moment(Instant(at)).astimezone(ZoneInfo("Europe/Madrid"))
        words = format_datetime(local, "d MMMM y, HH:mm", locale=locale)
        assert times.when(Instant(at), "Europe/Madrid") == f'<time datetime="{at}">{words} (Europe/Madrid)</time>'
        day = format_date(local, "d MMMM y", locale=locale)
        assert times.day(Instant(at), "Europe/Madrid") == f'<time datetime="{at}">{day}</time>'


def test_of_many_pages_the_first_the_last_and_neighbours_are_named_and_gaps_are_heard(tmp_path: Path) -> None:
    steps = paging([f"newest.{number}.html" for number in range(1, 219)], 100)
    page = shown(tmp_path, '{% from "pages.html" import pages %}{{ pages(paging, "../") }}', paging=steps)
    assert re.findall(r">(\d+)</a>", page) == ["1", "98", "99", "100", "101", "102", "218"]
    assert page.count('<li><span aria-hidden="true">…</span><span class="only-heard">some pages are left out here') == 2
    assert '<a href="../newest.100.html" aria-current="page">100</a>' in page
    assert '<a rel="prev" href="../newest.99.html">' in page
    assert '<a rel="next" href="../newest.101.html">' in page
