"""Front matter of the plainest form is read without a YAML parser: what comes of it must be the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicgen.content.plain_sheet import read_plain_sheet
from civicgen.content.sheet import SheetError, read_sheet

WORDS = ["", "Lamps", "no", "null", "~", "Null", "1.10", "0x1", "12:30", "2026-09-01", "a, b", "l'escola", "x-", "<<"]
WORDS += [*"é“?-#:\"'\\[]{}&*!|>%@`=,_²١", "--", "---", "...", " ", "  ", ": ", " #", "\\n", "&a", "*a", "!!x"]
WORDS += ["\t", "\u00a0", "\u0085", "\u2028", "\u0301", "\ufeff", "\U0001f600"]
VALUES = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=4).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=4).map(lambda words: f'"{"".join(words)}"'),
    st.lists(st.sampled_from(WORDS), max_size=4).map(lambda words: f"[{', '.join(words)}]"),
    st.text(max_size=10),
)
LINES = st.one_of(
    st.tuples(st.sampled_from(["title", "thread", "a_b", "y", "null", "~", "- ", "  more", "a b", "A"]), VALUES).map(
        ": ".join
    ),
    st.sampled_from(["", " ", "# comment", "key:", "key:value", "---", "- item"]),
)


@settings(max_examples=1_000, deadline=None)
@given(lines=st.lists(LINES, max_size=4), first_line=st.integers(1, 3))
def test_plain_front_matter_means_what_the_parser_says(lines: list[str], first_line: int) -> None:
    text = "\n".join(["", *lines, ""])
    plain = read_plain_sheet(text, first_line=first_line)
    if plain is None:
        return
    try:
        assert plain == read_sheet(text, first_line=first_line)
    except SheetError as problem:
        pytest.fail(f"the parser refuses it: {problem.message}")


def test_the_usual_front_matter_is_plain() -> None:
    """Else the fast way would be there and nobody take it."""
    text = '\ntitle: "Lamps: where?"\nthread: 12\ntopics: [light, the old town]\nsummary: A l’escola, no hi ha llum.\n'
    plain = read_plain_sheet(text, first_line=1)
    assert plain is not None
    assert plain == read_sheet(text)
