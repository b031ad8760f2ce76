"""A redline for the forge: readable without colours, bounded, and nothing in it is anything but text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from civicgen.text.redline import redline
from civicgen.text.redline_markdown import WIDTH, redline_as_markdown


def shown(before: str, after: str, **bounds: int) -> list[str]:
    return redline_as_markdown(redline(before, after), **bounds).split("\n")


def test_a_change_reads_without_colours() -> None:
    before = "A beginning.\n\nMore.\n\nThe way to school is dark.\n\nAn end.\n\nThe last words.\n"
    assert shown(before, before.replace("dark", "very dark").replace("school", "work")) == [
        "```diff",
        "@@ 1 part unchanged @@",
        "  More.",
        "- The way to [-school-] is dark.",
        "+ The way to {+work+} is {+very+} dark.",
        "  An end.",
        "@@ 1 part unchanged @@",
        "```",
    ]


def test_nothing_is_said_of_equal_texts() -> None:
    assert redline_as_markdown(redline("a\n", "a\n")) == ""


def test_spaces_and_line_ends_are_named_and_not_shown() -> None:
    assert shown("a\nb\n", "a\r\nb") == ["```diff", "@@ only spaces and line ends changed @@", "```"]


def test_a_text_cannot_leave_the_block_of_code() -> None:
    before = "text\n```\n</details>\n````````\n"
    lines = shown(before, before + "<script>alert(1)</script> `````````` @mayor\n")
    assert re.fullmatch(r"`{11}diff", lines[0])
    assert lines[-1] == "`" * 11
    assert not any(line.startswith("`") for line in lines[1:-1])


def test_a_text_cannot_forge_the_marks_of_words() -> None:
    before = "We [-never-] said {+always+} so.\n"
    lines = shown(before, before.replace("said", "wrote"))
    assert "- We [-never-] [--said--] {+always+} so." in lines
    assert "+ We [-never-] {++wrote++} {+always+} so." in lines


def test_a_text_cannot_forge_lines() -> None:
    lines = shown("Keep this.\n\nold words here\n", "Keep this.\r- forged\r@@ forged @@\n\nnew words here\n")
    assert all(line[:2] in ("- ", "+ ", "  ", "@@", "``") for line in lines)
    assert "+ - forged" in lines or "+ {+- forged+}" in lines
    assert not any(line.startswith(("- forged", "@@ forged")) for line in lines)


def test_nothing_is_hidden_from_who_approves() -> None:
    """A terminal's escapes and turned directions of writing would let a change read as another."""
    text = "\n".join(shown("safe\n", "safe \x1b[8mhidden\x1b[0m \u202eback\u202c \U000e0041 \x1b]0;title\x07\n"))
    for words in ("hidden", "title", "<U+001B>", "<U+202E>", "<U+E0041>"):
        assert words in text
    assert not any(ord(character) < 32 and character != "\n" for character in text)


def test_a_change_deep_in_a_long_paragraph_is_seen() -> None:
    words = [f"word{number}" for number in range(20_000)]
    changed = [*words[:15_000], "Trojan", *words[15_000:]]
    lines = shown(" ".join(words) + "\n", " ".join(changed) + "\n")
    assert any("{+Trojan+}" in line for line in lines)
    assert len(lines) < 30


def test_a_long_redline_is_cut_and_says_so() -> None:
    before = "".join(f"Paragraph number {number} about lamps.\n\n" for number in range(500))
    lines = shown(before, before.replace("lamps", "trees"), lines=20)
    assert len(lines) < 40
    assert re.fullmatch(r"@@ and 49\d more changed parts @@", lines[-2])


def test_of_two_long_versions_both_are_seen() -> None:
    lines = shown("spam " * 50_000, "eggs " * 50_000)
    assert any(line.startswith("- spam") for line in lines)
    assert any(line.startswith("+ eggs") for line in lines)
    assert len(lines) < 140


TEXTS = st.lists(
    st.sampled_from(["a", " ", "\n", "`", "```", "~", "[-", "-]", "{+", "+}", "@@", "-", "\r", "\t"]), max_size=60
)


@given(TEXTS.map("".join), TEXTS.map("".join))
def test_whatever_the_texts_are_lines_have_a_sign_and_a_width(before: str, after: str) -> None:
    lines = shown(before, after)
    if lines == [""]:
        return
    fence = lines[-1]
    assert lines[0] == f"{fence}diff"
    for line in lines[1:-1]:
        assert line[:1] in ("-", "+", " ", "@", "")
        assert len(line) <= WIDTH + 12
        assert not line.startswith(fence)
