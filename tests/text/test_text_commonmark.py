"""The parser keeps CommonMark: the specification's own examples, raw HTML left out because it is shown as text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from fetch_commonmark import FetchError, fetch

from civicgen.text.markdown import parse, render

RAW_HTML_SECTIONS = {"HTML blocks", "Raw HTML"}
RAW_HTML_ELSEWHERE = {21, 31, 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 642, 643}
BARE_ADDRESSES = {602, 608, 611, 612}  # links in GitHub's dialect

EXAMPLE_OR_HEADING = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} +([^\n]*)$", re.DOTALL | re.MULTILINE)


class Example(NamedTuple):
    number: int
    section: str
    markdown: str
    html: str


def examples(spec: str) -> Iterator[Example]:
    section, number = "", 0
    for match in EXAMPLE_OR_HEADING.finditer(spec):
        markdown, html, heading = match.groups()
        if heading is not None:
            section = heading
        else:
            number += 1
            yield Example(number, section, markdown.replace("→", "\t"), html.replace("→", "\t"))


@pytest.fixture(scope="module")
def commonmark() -> list[Example]:
    try:
        return list(examples(fetch().read_text(encoding="utf-8")))
    except FetchError as problem:
        pytest.skip(str(problem))


def test_every_example_without_raw_html_is_parsed_as_specified(commonmark: list[Example]) -> None:
    assert len(commonmark) == 652
    other = [
        example
        for example in commonmark
        if example.section not in RAW_HTML_SECTIONS
        and example.number not in RAW_HTML_ELSEWHERE | BARE_ADDRESSES
        and parse(example.markdown) != example.html
    ]
    assert other == []


def test_raw_html_in_the_examples_is_text(commonmark: list[Example]) -> None:
    raw = [e for e in commonmark if e.section in RAW_HTML_SECTIONS or e.number in RAW_HTML_ELSEWHERE]
    for example in raw:
        html = render(example.markdown).html
        assert not re.search(r"<(?:div|table|script|style|b2|bab|del|ins|textarea|input|!--|\?)", html), example


def test_bare_addresses_become_links_as_on_the_forge(commonmark: list[Example]) -> None:
    for example in commonmark:
        if example.number in BARE_ADDRESSES:
            assert "<a href=" in render(example.markdown).html
