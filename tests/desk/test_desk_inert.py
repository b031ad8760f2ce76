"""What citizens write stays text at the forge: in a title, a commit message, a sentence, a table and a block."""

import re

import pytest
from forge_reading import reactions_to, rendered, words_of
from hypothesis import example, given
from hypothesis import strategies as st

from civicgen.desk.inert import inert_line, inert_words, literal, quoted

HOSTILE = {
    "a mention": "thanks @mayor and @oakford/council!",
    "references": "fixes #12, closes oakford/consultations#3, see GH-7 and gh-8",
    "a reference by its address": "closes https://github.com/oakford/consultations/issues/5",
    "a commit": "see 0a1b2c3 and deadbeefdeadbeefdeadbeefdeadbeefdeadbeef or a@b1c2d3e",
    "links": "[click](https://foreign.example) <https://foreign.example> www.foreign.example a.b@foreign.example",
    "a link elsewhere": "[x]: javascript:alert(1)\n[x] mailto:me@foreign.example",
    "HTML": "<img src=x onerror=alert(1)><details><summary>x</summary></details><script>alert(1)</script>",
    "a hidden comment": "before <!-- nobody reads this --> after <!--",
    "our marker": "<!-- civicgen:published:0123456789abcdef -->",
    "the end of code": "`` ` ``` ```` `",
    "only ticks": "````",
    "the end of a block": "a\n```\n# Not ours\n~~~\n</details>",
    "a heading": "# Accepted\n\n---\n\n> [!NOTE]\n> The town accepts this.",
    "a table": "| a | b |\n|---|---|\n| c | d |",
    "a task": "- [x] done\n1. one",
    "a formula": "$\\phantom{hidden}$ and $`x`$ and $$y$$",
    "a footnote": "words[^1]\n\n[^1]: more",
    "a workflow command": "::add-mask::x\n%0A::set-output name=x::y",
    "an expression": "${{ secrets.GITHUB_TOKEN }} {{ 7*7 }}",
    "skipped checks": "[skip ci] [ ci skip ] [no ci]\n\nskip-checks: true\nCo-authored-by: x <x@y.example>",
    "a terminal": "\x1b[31mred\x1b[0m \x07\r\x9b2J",
    "another direction": "\u202eevil\u202c \u2066x\u2069",
    "invisible letters": "a\u200bb\u2060c\U000e0061\U000e0020d\ufeff",
    "other line ends": "a\x0bb\x0cc\x85d\u2028e\u2029f\r\ng",
    "nothing": " \n\t ",
    "blanks": "  x  ",
}
TEXTS = st.one_of(
    st.text(),
    st.text("`~<>!-[]()@#/:.|\\$*_ \n\r\t0123456789abcdefGHw\u200b\u202e"),
    st.lists(st.sampled_from([*HOSTILE.values()])).map(" ".join),
)


def each(check):
    """Every hostile text as an example of a property."""
    for text in HOSTILE.values():
        check = example(text=text)(check)
    return check


@each
@given(text=TEXTS)
def test_in_a_title_or_a_commit_message_nothing_happens(text: str) -> None:
    words = inert_words(text)
    assert reactions_to(words) == []
    assert len(words.splitlines()) <= 1
    assert all(c.isprintable() or c in "\u200b\u200c\u200d" or not c.isascii() for c in words)


@each
@given(text=TEXTS)
def test_in_a_sentence_it_is_one_piece_of_code(text: str) -> None:
    found = re.fullmatch(r"<p>Title <code>(.*)</code> came\.</p>\n", rendered(f"Title {inert_line(text)} came."))
    assert found
    assert words_of(found[1]).strip() == inert_words(text).replace("|", "¦")
    at_the_beginning = rendered(f"{inert_line(text)} came.")
    assert re.fullmatch(r"<p><code>[^<]*</code> came\.</p>\n", at_the_beginning)


@each
@given(text=TEXTS)
def test_in_a_list_and_in_a_table_it_stays_in_its_place(text: str) -> None:
    assert rendered(f"- {inert_line(text)}\n- next").count("<li>") == 2
    html = rendered(f"| a | b |\n|---|---|\n| {inert_line(text)} | last |\n")
    assert html.count("<td>") == 2
    assert "<td>last</td>" in html


@each
@given(text=TEXTS)
def test_quoted_it_is_one_block_of_code(text: str) -> None:
    html = rendered(f"They wrote:\n\n{quoted(text)}\n\nOurs again.")
    found = re.fullmatch(r"<p>They wrote:</p>\n<pre><code[^>]*>([^<]*)</code></pre>\n<p>Ours again.</p>\n", html)
    assert found
    assert reactions_to(words_of(found[1])) == []


def test_a_quotation_keeps_its_lines_and_words() -> None:
    text = "Where **the lane** bends,\r\n\r\n    - one lamp\n\t- two `lamps`\n"
    found = quoted(text)
    assert found == "```text\nWhere **the lane** bends,\n\n    - one lamp\n    - two `lamps`\n```"


def test_long_texts_are_cut() -> None:
    assert len(inert_words("word " * 10_000, limit=98)) <= 98
    assert len(quoted("word\n" * 100_000)) < 10_100


@pytest.mark.parametrize("word", ["Straße", "نص عربي", "می‌خواهم", "👨‍👩‍👧", "42 EUR", "a_b", "Mill Lane, 3-5"])
def test_ordinary_words_stay_as_they_are(word: str) -> None:
    assert inert_words(word) == word
    assert inert_line(word) == f"`{word}`"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Which *small* changes [here]?", "Which *small* changes [here]?"),
        ("1. What?", "1. What?"),
        ("# What & <why>\n| $5 |", "# What & <why> | $5 |"),
        ("- a_b_c `d` \\ ~x~", "- a_b_c `d` \\ ~x~"),
    ],
)
def test_an_editor_s_text_stands_in_markdown_as_it_was_written(text: str, shown: str) -> None:
    found = re.fullmatch(r"<p>(.*)</p>\n", rendered(literal(text)))
    assert found
    assert words_of(found[1]) == shown
