"""Texts without their markup: for descriptions, feeds and terminals."""

import pytest

from civicgen.text.plain import plain
from civicgen.text.terminal import strip_terminal


def test_markup_becomes_words_on_one_line() -> None:
    text = "# Brighter *Mill* Lane\n\nMore [lamps](https://x.example).\n\n- one\n- two\n\n|a|b|\n|-|-|\n|1|2|"
    assert plain(text, 50) == "Brighter Mill Lane More lamps. one two a b 1 2"


def test_emphasis_within_a_word_does_not_tear_it_apart() -> None:
    assert plain("un*believ*able ~~not~~ `code`", 9) == "unbelievable not code"


def test_a_picture_is_its_alternative_text() -> None:
    assert plain("![Map & legend](m.png) below", 9) == "Map & legend below"


def test_a_long_text_is_cut_between_words() -> None:
    assert plain("one two three four", 3) == "one two three…"
    assert plain("one two three", 3) == "one two three"


def test_raw_html_stays_words_to_be_escaped_by_the_page() -> None:
    assert plain("a <b>c</b> &amp; d", 9) == "a <b>c</b> & d"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;new title\x07after", "after"),
        ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x9b2Jcleared", "cleared"),
        ("a\rb", "a<U+000D>b"),
        ("a\r\nb\n\tc", "a\nb\n\tc"),
        ("bell\x07, null\x00", "bell<U+0007>, null<U+0000>"),
        ("gnp\u202etxt", "gnp<U+202E>txt"),
        ("zero\u200bwidth, \ufeffmark", "zero<U+200B>width, <U+FEFF>mark"),
        ("Grüße, שלום, مرحبا, 👩\u200d🚀", "Grüße, שלום, مرحبا, 👩\u200d🚀"),
    ],
)
def test_a_terminal_gets_text_and_nothing_else(text: str, shown: str) -> None:
    assert strip_terminal(text) == shown
