"""What is not rewritten, because nothing would change, is what rewriting would leave as it is."""

import re

import pytest
from attacks import ATTACKS
from hypothesis import given, settings
from hypothesis import strategies as st
from text_bombs import BOMBS

from civicgen.text.addresses import Addresses
from civicgen.text.characters import replace_forbidden
from civicgen.text.markdown import parse, render
from civicgen.text.rewriting import Heading, Rewriting, TooDeepError, stays_as_it_is

MARKS = (
    "a ",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "3. ",
    "# ",
    "### ",
    "`",
    "**",
    "~~",
    "|",
    "|-|\n",
    "[x] ",
    "\\",
    "&lt;",
)
LINKS = (
    "[b](c)",
    "![b](c)",
    "https://example.org/a",
    "<b>",
    "<!-- c -->",
    "<br />\n",
    "    ",
    "```\n",
    "&amp;",
    "\x01",
)
TEXTS = st.lists(st.sampled_from(MARKS + LINKS), max_size=30).map("".join)


def rewritten(html: str) -> tuple[str, list[Heading]]:
    rewriting = Rewriting(Addresses(resolve=lambda address: f"own/{address}"), heading_level=3, id_prefix="t-")
    return rewriting.run(html), rewriting.headings


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.booleans())
def test_what_stays_as_it_is_would_not_be_rewritten(text: str, keep_line_breaks: bool) -> None:
    html = parse(text, keep_line_breaks=keep_line_breaks)
    if stays_as_it_is(html):
        assert rewritten(html) == (html, [])


@pytest.mark.parametrize("text", [*ATTACKS.values(), *BOMBS.values()], ids=[*ATTACKS, *BOMBS])
def test_neither_would_an_attack_nor_a_bomb(text: str) -> None:
    html = parse(text)
    if stays_as_it_is(html):
        assert rewritten(html) == (html, [])


@pytest.mark.parametrize(
    "text",
    [
        "# A heading",
        "[A link](b)",
        "https://example.org",
        "![A picture](b)",
        "- [x] done",
        "3. third",
        "a\n***\nb",
        "|a|\n|:-|\n|b|",
        "<b>raw</b>",
        "> " * 101 + "deep",
    ],
)
def test_what_has_to_change_does_not_stay(text: str) -> None:
    assert not stays_as_it_is(parse(text))


def test_plain_paragraphs_and_lists_stay() -> None:
    assert stays_as_it_is(parse("One **bold** word.\n\n- and `code`\n- and\n  ~~gone~~\n\n> A quotation."))


def test_ordinary_text_of_any_length_stays_and_deep_nesting_is_still_found() -> None:
    assert stays_as_it_is(parse("Words.\n\n" * 90))
    with pytest.raises(TooDeepError):
        rewritten(parse("> " * 101 + "deep"))
    assert render("Words.\n\n" * 500).html.count("<p>") == 500


FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]")
CHARACTERS = st.text(
    st.characters() | st.sampled_from("\x00\x1f\x7f\x9f\ud800\udfff\ufdd0\ufdef\ufffe\U0001ffff\U0010fffe")
)


@settings(max_examples=300, deadline=None)
@given(CHARACTERS)
def test_each_forbidden_character_is_replaced_and_no_other(text: str) -> None:
    sound = "".join(
        "\ufffd" if FORBIDDEN.match(character) or ord(character) & 0xFFFE == 0xFFFE else character for character in text
    )
    assert replace_forbidden(text) == sound
