"""The difference between two versions of a text: exact to the letter, readable, and made in bounded time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicgen.text.alignment import Effort, common_stretches
from civicgen.text.passages import blocks_of, words_of
from civicgen.text.redline import Fate, Part, Redline, redline

PIECES = [
    "school",
    "is ",
    "dark",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "- ",
    "1. ",
    "# ",
    "| a | b |\n",
    "```\n",
    "---\n",
]
PIECES += [
    "é",
    "e\u0301",
    "灯",
    "ไฟ",
    "👩‍👧",
    "\u2028",
    "\xa0",
    "[-",
    "-]",
    "{+",
    "+}",
    "\x00",
    "\ufeff",
    "80,000",
    "…",
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def told(difference: Redline) -> list[str]:
    """Each part in one line, as `git diff --word-diff` would write it."""
    return ["".join(map(marked, part.runs)).strip() for part in difference.parts]


def marked(run: object) -> str:
    fate, text = run.fate, run.text
    return {Fate.KEPT: text, Fate.REMOVED: f"[-{text}-]", Fate.ADDED: f"{{+{text}+}}"}[fate]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_had_back_to_the_letter(before: str, after: str) -> None:
    difference = redline(before, after)
    assert (difference.before, difference.after) == (before, after)


@given(TEXTS, TEXTS, TEXTS)
def test_what_stands_around_a_change_does_not_matter(before: str, after: str, around: str) -> None:
    old, new = f"{around}\n\n{before}\n\n{around}", f"{around}\n\n{after}\n\n{around}"
    difference = redline(old, new)
    assert (difference.before, difference.after) == (old, new)


@given(TEXTS)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    difference = redline(text, text)
    assert difference.changed == 0
    assert all(part.is_kept for part in difference.parts)


@given(TEXTS)
def test_line_ends_alone_are_no_changed_words(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    assert redline(text, text.replace("\n", "\r\n")).changed == 0


@given(TEXTS, TEXTS)
def test_no_run_is_empty_and_neighbours_differ_in_fate(before: str, after: str) -> None:
    for part in redline(before, after).parts:
        fates = [run.fate for run in part.runs]
        assert all(run.text for run in part.runs)
        assert all(one is not next_one for one, next_one in pairwise(fates))


@given(TEXTS)
def test_blocks_and_words_are_the_text_cut_in_pieces(text: str) -> None:
    assert "".join(blocks_of(text)) == text
    assert "".join(words_of(text)) == text


@given(
    st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30), st.integers(0, 500)
)
def test_common_stretches_are_common_and_in_order(before: list[str], after: list[str], effort: int) -> None:
    end = other_end = 0
    for start, other, length in common_stretches(before, after, Effort(effort)):
        assert length > 0
        assert start >= end
        assert other >= other_end
        assert before[start : start + length] == after[other : other + length]
        end, other_end = start + length, other + length


def test_words_that_changed_stand_out() -> None:
    before = "The way to school is dark from November to February. It costs 12,000 EUR.\n"
    after = "The way to school is very dark from November to March. It costs 12,500 EUR.\n"
    assert told(redline(before, after)) == [
        "The way to school is {+very +}dark from November to [-February-]{+March+}. It costs [-12,000-]{+12,500+} EUR."
    ]


def test_a_paragraph_that_is_broken_into_other_lines_has_not_changed() -> None:
    difference = redline("The way to school\nis dark.\n", "The way\nto school is dark.\n")
    assert difference.changed == 0
    assert [part.differs_in_words for part in difference.parts] == [False]


def test_items_rows_headings_and_lines_of_code_are_compared_each_for_itself() -> None:
    before = "# Plan\n- lamps\n- benches\n\n| a | 1 |\n| b | 2 |\n\n```\nx = 1\ny = 2\n```\n"
    after = "# Plan\n- lamps\n- trees\n- benches\n\n| a | 1 |\n| b | 3 |\n\n```\nx = 1\ny = 3\n```\n"
    assert told(redline(before, after)) == [
        *("# Plan", "- lamps", "{+- trees\n+}", "- benches", "| a | 1 |", "| b | [-2-]{+3+} |"),
        *("```", "x = 1", "y = [-2-]{+3+}", "```"),
    ]


def test_keys_of_front_matter_are_compared_each_for_itself() -> None:
    before = "---\ntitle: Lamps\nstatus: open\n---\nDark.\n"
    after = "---\ntitle: Lamps\nthread: 12\nstatus: withdrawn\n---\nDark.\n"
    assert told(redline(before, after)) == [
        *("---", "title: Lamps", "{+thread: 12\n+}", "status: [-open-]{+withdrawn+}", "---", "Dark.")
    ]


def test_a_paragraph_that_became_another_is_removed_and_added_as_a_whole() -> None:
    before = "First.\n\nThe lamps stand in Mill Lane.\n\nLast.\n"
    after = "First.\n\nNobody wants benches any more, so we gave up.\n\nLast.\n"
    assert told(redline(before, after)) == [
        *("First.", "[-The lamps stand in Mill Lane.\n\n-]", "{+Nobody wants benches any more, so we gave up.\n\n+}"),
        "Last.",
    ]


def test_a_paragraph_put_between_others_leaves_them_alone() -> None:
    before = "One lamp at the school.\n\nOne lamp at the bridge.\n"
    after = "One lamp at the school.\n\nOne lamp at the church.\n\nOne lamp at the bridge.\n"
    assert told(redline(before, after)) == [
        *("One lamp at the school.", "{+One lamp at the church.\n\n+}", "One lamp at the bridge.")
    ]


def test_scripts_without_spaces_are_compared_letter_by_letter() -> None:
    assert told(redline("学校への道は暗い。\n", "学校への道は明るい。\n")) == ["学校への道は[-暗-]{+明る+}い。"]


LARGE = 128 * 1024


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("spam " * (LARGE * 4 // 5), ("spam " * 50 + "eggs ") * (LARGE * 4 // 255)),
        ("spam\n\n" * (LARGE // 6), ("spam\n\n" * 50 + "eggs\n\n") * (LARGE // 306)),
        ("ab" * (LARGE // 2), "ba" * (LARGE // 2)),
        ("`" * LARGE, "`\n" * (LARGE // 2)),
        ("- " * (LARGE // 2), "* * -" * (LARGE // 5)),
        (" " * LARGE, "\t" * LARGE),
        ("\n".join(map(str, range(60_000))), "\n".join(map(str, reversed(range(60_000))))),
    ],
    ids=["one word", "one paragraph", "no spaces", "backticks", "hyphens", "spaces", "the other way round"],
)
def test_hostile_texts_have_an_exact_redline_as_well(before: str, after: str) -> None:
    """By plain comparison of words each of these would take hours."""
    difference = redline(before, after)
    assert (difference.before, difference.after) == (before, after)


def test_comparing_large_texts_finely_ends_with_the_effort() -> None:
    """What one comparison may cost is given; beyond it texts are taken as different."""
    effort = Effort(1_000)
    assert common_stretches(["a", "b"] * 200, ["b", "a", "a"] * 200, effort) == ()
    assert effort.left == 1_000


def test_a_part_knows_whether_its_words_changed() -> None:
    (part,) = redline("dark\n", "dark").parts
    assert isinstance(part, Part)
    assert (part.is_kept, part.differs_in_words) == (False, False)
