"""Front matter that a machine changed: exactly that change, and every other byte as the editor left it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicgen.content.frontmatter import split_front_matter
from civicgen.content.source_text import source_text
from civicgen.model.content import SourceFile
from civicgen.starting.surgery import SurgeryError, add_entry, length_at, set_value, value_at
from civicgen.starting.written import document, quoted

FLOOD = {"at": "2026-11-28T09:42:10+01:00", "field": "closes", "reason": "The flood: eight days, closed."}

BLOCK = """\
---
# What we ask
title: 'Bright streets'   # as agreed
phases:
  - name: Propose
    kind: propose
    opens: 2026-09-01
    closes: "2026-09-30"  # a Wednesday
  - name: Support
    kind: support
    closes: 2026-10-31
    opens: 2026-10-01
changes:
  - at: 2026-09-28
    reason: >-
      It
      rained.

# the end
---

Body --- with dashes

---
"""


def strictly_read(text: str) -> object:
    """What content makes of the front matter of a file."""
    plain = source_text(SourceFile(path="x.md", data=text.encode()))
    assert isinstance(plain, str)
    return split_front_matter(plain).sheet.value


def test_a_value_is_replaced_where_it_stands_in_its_quotes() -> None:
    changed = set_value(BLOCK, ("phases", 0, "closes"), "2026-10-02")
    assert changed == BLOCK.replace('"2026-09-30"', '"2026-10-02"')
    assert set_value(BLOCK, ("title",), "It's dark") == BLOCK.replace("'Bright streets'", "'It''s dark'")
    assert set_value(BLOCK, ("phases", 1, "closes"), "2026-11-29") == BLOCK.replace("2026-10-31", "2026-11-29")


def test_a_missing_key_is_added_below_the_others() -> None:
    assert set_value(BLOCK, ("status",), "answered") == BLOCK.replace("# the end\n", "# the end\nstatus: answered\n")
    assert (
        set_value("---\ntitle: A\nstatus:\n---\n", ("status",), "answered") == "---\ntitle: A\nstatus: answered\n---\n"
    )


def test_an_entry_goes_below_the_last_line_of_its_list() -> None:
    changed = add_entry(BLOCK, "changes", FLOOD)
    assert changed == BLOCK.replace(
        "      rained.\n",
        "      rained.\n  - at: 2026-11-28T09:42:10+01:00\n    field: closes\n"
        '    reason: "The flood: eight days, closed."\n',
    )


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: A", "title: A\nchanges:\n  - at: now\n    field: state"),
        ("  title: A", "  title: A\n  changes:\n    - at: now\n      field: state"),
        ("changes: # none yet\ntitle: A", "changes: # none yet\n  - at: now\n    field: state\ntitle: A"),
        ("changes: ~", "changes: [{at: now, field: state}]"),
        ("changes: [] # none", "changes: [{at: now, field: state}] # none"),
        ("changes: [{at: x}, ]", "changes: [{at: x}, {at: now, field: state}, ]"),
        (
            "changes:\n  [\n    {at: x} # a flood\n  ]",
            "changes:\n  [\n    {at: x}, {at: now, field: state} # a flood\n  ]",
        ),
        ("changes:\n- at: x\ntitle: A", "changes:\n- at: x\n- at: now\n  field: state\ntitle: A"),
        ("changes:\n- {at: x} # dry\n", "changes:\n- {at: x} # dry\n- at: now\n  field: state\n"),
        ("changes:\n- at:\n\ntitle: A", "changes:\n- at:\n- at: now\n  field: state\n\ntitle: A"),
    ],
)
def test_an_entry_is_added_in_whatever_form_a_list_has(front: str, expected: str) -> None:
    text = f"---\n{front}\n---\nBody\n"
    assert add_entry(text, "changes", {"at": "now", "field": "state"}) == f"---\n{expected}\n---\nBody\n"


def test_a_value_within_brackets_stays_one_value() -> None:
    text = "---\nphases:\n  - {name: Support, opens: 2026-09-01, closes: 2026-10-01}\n---\n"
    changed = set_value(text, ("phases", 0, "closes"), "2026-10-08T18:00+02:00")
    assert changed == text.replace("2026-10-01", '"2026-10-08T18:00+02:00"')
    assert value_at(changed, ("phases", 0, "closes")) == "2026-10-08T18:00+02:00"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_and_byte_order_marks_stay_as_they_are(end: str) -> None:
    text = "\ufeff" + BLOCK.replace("\n", end)
    changed = set_value(add_entry(text, "changes", FLOOD), ("phases", 1, "closes"), "2026-11-29")
    plain = set_value(add_entry(BLOCK, "changes", FLOOD), ("phases", 1, "closes"), "2026-11-29")
    assert changed == "\ufeff" + plain.replace("\n", end)


@pytest.mark.parametrize(
    "text",
    [
        "no front matter",
        "---\ntitle: A\n",
        "---\n---\n",
        "---\n{title: A}\n---\n",
        "---\n- a\n---\n",
        "---\ntitle: [a\n---\n",
        "---\nchanges: words\n---\n",
        "---\nchanges:\n  a: b\n---\n",
    ],
)
def test_what_has_an_unusual_form_is_refused_and_never_guessed(text: str) -> None:
    with pytest.raises(SurgeryError):
        add_entry(text, "changes", FLOOD)


def test_a_list_is_not_replaced_by_a_word() -> None:
    for path in (("phases",), ("phases", 0), ("phases", 0, "zone")):
        with pytest.raises(SurgeryError):
            set_value(BLOCK, path, "x")
    assert length_at(BLOCK, ("phases",)) == 2
    assert length_at(BLOCK, ("nothing",)) == 0


LINE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
PROSE = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=300)
SENTENCES = st.lists(st.sampled_from(["lamps", "in:", "#", "- x", "Mill", "Lane,", "no", "'", "\n", "  "])).map(
    " ".join
)
WORDS = st.one_of(PROSE, SENTENCES.filter(bool))


@given(
    st.dictionaries(
        st.sampled_from(["title", "summary", "topics", "place", "phases", "changes"]),
        st.one_of(
            WORDS,
            st.lists(WORDS, min_size=1, max_size=4),
            st.dictionaries(st.sampled_from(["name", "opens"]), WORDS, min_size=1),
            st.lists(st.dictionaries(st.sampled_from(["name", "opens"]), WORDS, min_size=1), min_size=1, max_size=3),
        ),
        min_size=1,
    )
)
def test_whatever_is_written_is_read_back_exactly(values: dict[str, object]) -> None:
    assert strictly_read(document(values, "Body")) == values


@st.composite
def front_matters(draw: st.DrawFn) -> str:
    """Front matter as people write it: any order, quotes, comments, brackets, line ends."""

    def word() -> str:
        words = draw(st.one_of(LINE, st.sampled_from(["2026-10-01", "no", "It's", "a, b", "x: y", "null"])))
        if draw(st.booleans()) and words.isprintable():
            return "'" + words.replace("'", "''") + "'"
        return quoted(words)

    def tail() -> str:
        return draw(st.sampled_from(["", "  ", " # a comment", "   # it's: [open"]))

    def phase(dash: str) -> list[str]:
        if draw(st.booleans()):
            return [f"{dash}- {{name: {word()}, closes: {word()}}}{tail()}"]
        return [f"{dash}- name: {word()}{tail()}", f"{dash}  closes: {word()}{tail()}"]

    def changes(dash: str) -> list[str]:
        form = draw(st.sampled_from(["none", "empty", "brackets", "dashes", "block"]))
        if form == "none":
            return []
        if form == "empty":
            return [f"changes:{tail()}"]
        if form == "brackets":
            return [f"changes: [{', '.join(f'{{at: {word()}}}' for _ in range(draw(st.integers(0, 2))))}]{tail()}"]
        if form == "dashes":
            return [f"changes:{tail()}", f"{dash}- at: {word()}{tail()}", f"{dash}  reason: {word()}{tail()}"]
        return ["changes:", f"{dash}- reason: {draw(st.sampled_from(['>-', '|', '|-']))}", f"{dash}    It rained.", ""]

    dash = draw(st.sampled_from(["", "  ", "    "]))
    parts = [
        [f"title: {word()}{tail()}"],
        ["phases:", *phase(dash), *(phase(dash) if draw(st.booleans()) else [])],
        changes(dash),
        draw(
            st.sampled_from([[], ["# a remark"], [""], ["summary: >-", "  Many", "  words", ""], ["topics: [a, 'b']"]])
        ),
    ]
    lines = [line for part in draw(st.permutations(parts)) for line in part]
    body = draw(st.sampled_from(["", "Body\n", "\nBody\n---\nmore\n"]))
    text = "---\n" + "\n".join(lines) + "\n---\n" + body
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(front_matters(), WORDS, st.dictionaries(st.sampled_from(["at", "field", "reason"]), WORDS, min_size=1))
def test_the_strict_reader_finds_the_change_and_nothing_else(text: str, value: str, entry: dict[str, str]) -> None:
    before = strictly_read(text)
    assert isinstance(before, dict)

    changed = set_value(text, ("phases", 0, "closes"), value)
    first, *others = before["phases"]
    assert strictly_read(changed) == {**before, "phases": [{**first, "closes": value}, *others]}

    longer = add_entry(text, "changes", entry)
    assert strictly_read(longer) == {**before, "changes": [*(before.get("changes") or []), entry]}

    stated = set_value(text, ("status",), value)
    assert strictly_read(stated) == {**before, "status": value}
    for other in (changed, longer, stated):
        assert keeps_the_rest(text, other)


def keeps_the_rest(before: str, after: str) -> bool:
    """Whether `after` is `before` but for one stretch of one line."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return "\n" not in before[start : len(before) - end].strip("\r\n")
