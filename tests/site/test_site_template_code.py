"""The shorter code of templates gives what jinja2's own gives, for every kind of page and for what may be odd."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2.runtime import markup_join
from markupsafe import Markup, escape
from site_templates import shown
from site_town import PORTAL, build

from civicgen.errors import ConfigurationError
from civicgen.site.catalogue import load_catalogue
from civicgen.site.escaping import escaped, escaped_in_python
from civicgen.site.template_code import joined
from civicgen.site.templating import OVERRIDES, Templates


def test_every_page_is_what_jinja2_makes_of_its_template(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Counter[str]()
    render = Templates.render

    def render_twice(self: Templates, name: str, **given: Any) -> str:
        page = render(self, name, **given)
        values = {key: value for key, value in given.items() if key not in ("address", "figures", "own_prefix")}
        assert page == self.definition.get_template(name).render(values)
        made[name] += 1
        return page

    monkeypatch.setattr(Templates, "render", render_twice)
    monkeypatch.setattr("civicgen.site.growing.MANY", 10_000)
    build(PORTAL, ledger, tmp_path / "collected")
    build(PORTAL, tmp_path / "none", tmp_path / "silent")
    assert len(made) == 12, "a kind of page is missing here"


class Looked:
    """Something of which a template may look at attributes, items and what is not there."""

    title = "<attribute>"
    html = Markup("<b>")

    def __getitem__(self, name: str) -> str:
        return {"title": "<item>", "other": "<other>"}[name]


@pytest.mark.parametrize(
    ("source", "gives"),
    [
        ("{{ it.title }}{{ it.other }}{{ it['title'] }}", "&lt;attribute&gt;&lt;other&gt;&lt;item&gt;"),
        ("{{ {'a': 1}.a }}{{ {'from': 2}.from }}{{ 5.real }}{{ 'ab'.upper() }}", "125AB"),
        ("{{ it.gone is defined }}{{ it.gone | default('none') }}", "Falsenone"),
        ("{{ 1.5 }}{{ true }}{{ none }}{{ (2, '<') }}{{ 1 ~ it.title ~ '<' }}", None),
        ("{{ '<' if false }}{{ '<' if true }}{{ it.html ~ '<' }}", "&lt;<b>&lt;"),
        ("{% set part %}<{{ it.title }}{% endset %}{{ part }}{{ part ~ '<' }}", None),
        (
            "{% macro m(a, b='<', c=a) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(1) }}{{ m(1, c=2) }}{{ m(1, 2, 3) }}",
            None,
        ),
        ("{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, a='<') }}", None),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(*['<']) }}{{ m(**{'a': '>'}) }}{{ m(m('<')) }}", "&lt;&gt;&lt;"),
        ('{{ t("card.runs", opens=it.title, closes="<") }}{{ t("state." ~ "open") }}', "&lt;attribute&gt; to &lt;Open"),
        ('{{ t("state.open", unused="<") }}{% if true %}{{ t("state.open") ~ "<" }}{% endif %}', "OpenOpen&lt;"),
        ("{% autoescape false %}{{ it.title }}{% endautoescape %}{{ it.title | e }}", "<attribute>&lt;attribute&gt;"),
    ],
)
def test_shorter_code_gives_what_jinja2_gives(tmp_path: Path, source: str, gives: str | None) -> None:
    page = shown(tmp_path, source, it=Looked())
    assert gives is None or page == gives


def test_what_a_macro_does_not_escape_is_escaped_where_it_is_shown(tmp_path: Path) -> None:
    shows = "{% autoescape true %}{{ m('<') }}{% endautoescape %}"
    (tmp_path / OVERRIDES).mkdir(parents=True)
    (tmp_path / OVERRIDES / "own.html").write_text(
        "{% autoescape false %}{% macro m(a) %}{{ a }}{% endmacro %}" + shows + "{% endautoescape %}"
    )
    assert Templates(tmp_path, load_catalogue("en")).render("own.html", address="a.html", figures={}) == "&lt;"


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("{{ it.gone }}", "Looked object' has no attribute 'gone'"),
        ("{{ it.gone.title }}", "Looked object' has no attribute 'gone'"),
        ("{{ gone.title }}", "'gone' is undefined"),
        ('{{ t("home.asks", authority=it.gone) }}', "Looked object' has no attribute 'gone'"),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}", "parameter 'a' was not provided"),
        ('{% import "pages.html" as p %}{{ p.gone() }}', "TemplateModule object' has no attribute 'gone'"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, source: str, says: str) -> None:
    with pytest.raises(ConfigurationError, match=r"template own\.html failed on a\.html: .*; mend it") as raised:
        shown(tmp_path, source, it=Looked())
    assert says in str(raised.value)


@pytest.mark.parametrize("call", ['t("card.runs", opens=1)', 't("card.runs", open=1, closes=2)'])
def test_words_name_the_place_that_nobody_gives(tmp_path: Path, call: str) -> None:
    with pytest.raises(ConfigurationError, match=r"the words 'card\.runs' name .*(opens|closes).*, which is not given"):
        shown(tmp_path, "{{ " + call + " }}")


class Written:
    def __str__(self) -> str:
        return "<written>"

    def __html__(self) -> str:
        return "<b>written</b>"


class Text(str):
    """A text of a kind of its own."""


@given(st.text() | st.text("&<>'\"a") | st.integers() | st.floats() | st.none() | st.booleans() | st.lists(st.text()))
@example(Written())
@example(Text("<"))
@example(Markup("<b>"))
def test_escaping_is_that_of_markupsafe(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))
    assert escaped_in_python(str(value)) == str(escape(str(value)))


@given(st.lists(st.text("<&a") | st.integers() | st.text("<a").map(Markup)).map(tuple))
def test_joining_is_that_of_jinja2(parts: tuple[object, ...]) -> None:
    assert joined(parts) == markup_join(parts)
    assert escape(joined(parts)) == escape(markup_join(parts))
