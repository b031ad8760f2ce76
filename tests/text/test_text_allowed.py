"""For any text at all: nothing outside the allow-list, within the limits, and the same again."""

from allow_list import outside
from hypothesis import given, settings
from hypothesis import strategies as st

from civicgen.text.markdown import OUTPUT_FLOOR, render
from civicgen.text.plain import plain
from civicgen.text.terminal import strip_terminal

MARKUP = [
    *"<>\"'&`*_~[]()!#|-+.:\\/\n\t =@{}%$^;",
    "\n\n",
    "    ",
    "```\n",
    "> ",
    "- [x] ",
    "1. ",
    "|a|b|\n|-|:-:|\n",
    "[x]: ",
    "![",
    "](",
    "<a href=",
    "<img src=x onerror=",
    "<svg><style>",
    "<math><mi>",
    "</textarea>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?x",
    "javascript:",
    "https://e.example/",
    "//e.example",
    "mailto:a@b.c",
    "www.",
    "&#x3c;",
    "&lt;",
    "&colon;",
    "&NewLine;",
    "\u202e",
    "\x00",
]
texts = st.one_of(
    st.text(max_size=400), st.lists(st.sampled_from(MARKUP) | st.text(max_size=6), max_size=60).map("".join)
)


@settings(deadline=None, max_examples=400)
@given(texts)
def test_no_text_gets_anything_past_the_allow_list(text: str) -> None:
    rendered = render(text, resolve=lambda address: f"own/{address}", id_prefix="t-", keep_line_breaks=True)
    assert outside(rendered.html) == []
    assert len(rendered.html) <= max(OUTPUT_FLOOR, 4 * len(text))
    assert rendered == render(text, resolve=lambda address: f"own/{address}", id_prefix="t-", keep_line_breaks=True)


@settings(deadline=None)
@given(texts)
def test_plain_words_are_one_line_without_controls(text: str) -> None:
    words = plain(text, 20)
    assert len(words.split()) <= 20
    assert words == " ".join(words.split())
    assert all(character.isprintable() or character >= "\xa0" for character in words)


@settings(deadline=None)
@given(texts)
def test_a_terminal_is_never_given_a_control_character(text: str) -> None:
    assert not [c for c in strip_terminal(text) if (c < " " and c not in "\n\t") or "\x7f" <= c < "\xa0"]
