"""Texts written to exhaust time or space (H01): shown within a second, or replaced by a notice."""

import time

import pytest

from civicgen.text.markdown import COMMENT_LIMIT, OUTPUT_FLOOR, PROPOSAL_LIMIT, render
from civicgen.text.plain import plain

UNITS = [
    "<ul><li>", ">", "> ", "- ", "1. ", "[", "![", "[a](", "[a](b)", "*", "*a ", "**a *b ", "a**b", "_a ", "*a _b ",
    "~", "~a~ ", "~~a ", "`", "&#x41;", "&amp;", "<", "</", "<a ", "<!--", "<![CDATA[", "<?", "<!A ", "# a\n", "***\n",
    "- [ ] a\n", ">- ", "a@b.", "a_", "http://", "www.", "://", "@", "[a]: (", "[^1]", "|", "|\n", "\\", "\x00",
    "\u202e", "[a][", "a\n-\n", "<https://a>", "(", "\t", "  \n",
]  # fmt: skip

BOMBS = {
    **{f"{unit!r} repeated": unit * (COMMENT_LIMIT // len(unit)) for unit in UNITS},
    "a wide table": "|" + "a|" * 3000 + "\n|" + "-|" * 3000 + "\n" + "|\n" * 400,
    "a wide and long table": "|" + "a|" * 8000 + "\n|" + "-|" * 8000 + "\n" + "|\n" * 15000,
    "a reference used again and again": "[a]: " + "x" * 30000 + "\n\n" + "[a] " * 8000,
    "many references": "".join(f"[{i}]: u\n" for i in range(6000)) + "\n[1]",
    "runs of backticks of all lengths": "".join("`" * i + " " for i in range(1, 355)),
    "a list in a list in a list": "".join("  " * i + "- a\n" for i in range(250)),
    "links in links": "[" * 20000 + "a" + "](b)" * 10000,
    "parentheses in an address": "[a](" + "(" * 60000,
    "quotes in lists": ("> - " * 90 + "a\n") * 180,
    "emphasis in table cells": "|a|\n|-|\n" + "|*a **b _c|\n" * 5000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_shown_within_a_second_or_not_at_all(bomb: str) -> None:
    text = BOMBS[bomb]
    assert len(text) <= COMMENT_LIMIT
    begun = time.process_time()
    rendered = render(text, resolve=lambda address: address, id_prefix="t-", keep_line_breaks=True)
    assert time.process_time() - begun <= 1
    assert len(rendered.html) <= OUTPUT_FLOOR
    assert len(plain(text, 40).split()) <= 40
    assert time.process_time() - begun <= 2
    assert bool(rendered.html.strip()) is not (rendered.is_too_complex or not text.strip())


def test_a_text_beyond_the_limit_is_not_even_parsed() -> None:
    assert render("a" * COMMENT_LIMIT).html
    assert render("a" * (COMMENT_LIMIT + 1)).is_too_complex
    assert render("a" * PROPOSAL_LIMIT, limit=PROPOSAL_LIMIT).html
    assert render("a" * (PROPOSAL_LIMIT + 1), limit=PROPOSAL_LIMIT).is_too_complex


def test_deep_nesting_is_too_complex_and_ordinary_nesting_is_not() -> None:
    assert render("> " * 20 + "deep").html.count("<blockquote>") == 20
    assert render("> " * 200 + "deep").is_too_complex
    assert render("> " * 200 + "deep").html == ""


def test_html_that_is_much_longer_than_its_text_is_too_complex() -> None:
    assert render("***\n" * 100).html
    assert render("[a](b)" * 10_000, resolve=lambda address: f"https://example.org/{address}").is_too_complex
