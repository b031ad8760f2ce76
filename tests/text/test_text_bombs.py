"""Texts written to exhaust time or space (H01): shown within bounds, or replaced by a notice.

How long each takes is measured by `make bench`.
"""

import pytest
from text_bombs import BOMBS

from civicgen.text.markdown import COMMENT_LIMIT, OUTPUT_FLOOR, PROPOSAL_LIMIT, render
from civicgen.text.plain import plain


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_shown_within_bounds_or_not_at_all(bomb: str) -> None:
    text = BOMBS[bomb]
    assert len(text) <= COMMENT_LIMIT
    rendered = render(text, resolve=lambda address: address, id_prefix="t-", keep_line_breaks=True)
    assert len(rendered.html) <= OUTPUT_FLOOR
    assert len(plain(text, 40).split()) <= 40
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
