"""What writes the lines of CSV and JSON itself writes, byte for byte, what the csv module and the encoder would."""

import csv
import dataclasses
import io
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_table import AFTER, MAPPING, numbered, opened, table
from msgspec.structs import replace
from small_portal import SLUG

from civicgen.counting.numbers import closings_of, proposal_numbers
from civicgen.exports.comments import comments_csv_piece, comments_heading, comments_json_piece
from civicgen.exports.csv_text import Cell, csv_lines, harmless
from civicgen.exports.json_text import json_value
from civicgen.exports.recomputable import ProposalData
from civicgen.exports.stances import stances_piece
from civicgen.exports.tables import entries
from civicgen.model.counting import Counted, Exclusion
from civicgen.model.ledger import OpenedText, Row
from civicgen.model.names import Channel, Digest, Excluded, PersonId, ProposalId, ReactionKind, Stance
from civicgen.model.times import Instant

FORMULA, FULL_WIDTH, MINUS = "=1+1", "\uff1d1", "\u22121"
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet='",;\r\n\t\0 =+-@a\u202e\ufeff\U0001f600'),
    st.sampled_from(["", FORMULA, FULL_WIDTH, MINUS, 'say "x"', '"', "a\r\nb", "\u00bfpor qu\u00e9?", "\u0301x"]),
)
CELLS: st.SearchStrategy[Cell] = st.one_of(st.none(), st.integers(), st.booleans(), TEXTS)
LAMPS = ProposalId("lamps")


def by_the_module(lines: Iterable[Sequence[Cell]]) -> bytes:
    """The same lines, each cell written by Python's own writer."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for line in lines:
        writer.writerow(["" if cell is None else cell if isinstance(cell, int) else harmless(cell) for cell in line])
    return buffer.getvalue().encode()


def data_of(rows: Sequence[Row], texts: Sequence[OpenedText] = ()) -> ProposalData:
    closings = closings_of(rows, as_of=AFTER)
    return ProposalData(
        slug=SLUG,
        proposal=LAMPS,
        facts=None,
        rows=tuple(rows),
        texts={text.commitment: text for text in texts},
        numbers=proposal_numbers(LAMPS, rows, slug=SLUG, closings=closings, as_of=AFTER),
        closings=closings,
        columns=(),
    )


@given(st.lists(st.lists(CELLS, max_size=6), max_size=4))
def test_lines_are_what_the_csv_module_writes(lines: list[list[Cell]]) -> None:
    assert csv_lines(lines) == by_the_module(lines)


def test_a_half_character_is_refused_as_the_csv_module_s_line_would_be() -> None:
    for write in (csv_lines, by_the_module):
        with pytest.raises(UnicodeEncodeError):
            write([["\ud800"]])


def test_no_letter_or_digit_begins_a_formula() -> None:
    """So `harmless` may take them at a glance. It looks behind a byte order mark, which lets no glance in."""
    letters = [character for character in map(chr, range(sys.maxunicode + 1)) if character.isalnum()]
    assert [letter for letter in letters if harmless("\ufeff" + letter) != "\ufeff" + letter] == []


STANDING = {"seq": st.integers(1, 9), "count": st.integers(0, 3), "channel": st.sampled_from(Channel)}
SAID = {"person": st.none() | TEXTS.map(PersonId), "made_at": TEXTS.map(Instant), "note": TEXTS}
KINDS = TEXTS | st.sampled_from([kind.value for kind in ReactionKind])
STANCES = st.one_of(
    st.builds(Counted, stance=st.sampled_from(Stance), kind=KINDS, **STANDING, **SAID),
    st.builds(Exclusion, reason=st.sampled_from(Excluded), kind=KINDS, **STANDING, **SAID),
)


@given(st.lists(STANCES, max_size=5, unique_by=lambda stance: stance.seq))
def test_stances_are_lines_like_any_other(stances: list[Counted | Exclusion]) -> None:
    data = data_of(numbered([opened(), *table("published; lamps; ; ; 08-30; 09-01; ; wording=1 digest=a")]))
    (tally,) = data.numbers.tallies
    tally = msgspec.structs.replace(
        tally,
        counted=tuple(each for each in stances if isinstance(each, Counted)),
        excluded=tuple(each for each in stances if isinstance(each, Exclusion)),
    )
    data = dataclasses.replace(data, numbers=replace(data.numbers, tallies=(tally,)))
    expected = [_line(tally.closes, each) for each in sorted(stances, key=lambda each: each.seq)]
    assert stances_piece(data) == by_the_module(expected)


def _line(closes: Instant, stance: Counted | Exclusion) -> Sequence[Cell]:
    if isinstance(stance, Counted):
        meaning, end = stance.stance.value, ("counted", "")
    else:
        words = MAPPING if stance.channel is Channel.FORGE else {each.value: each for each in Stance}
        meaning = words[stance.kind].value if stance.kind in words else ""
        end = ("excluded", stance.reason.value)
    return (
        *(closes, LAMPS, stance.seq, stance.person, stance.kind, meaning, stance.channel.value, stance.count),
        *(stance.made_at, *end, stance.note),
    )


@given(TEXTS)
def test_comments_are_lines_like_any_other(text: str) -> None:
    rows = numbered(
        [
            opened(),
            *table(
                """
                comment-made;   lamps; ada; ;       09-05; 09-06; comment:1
                comment-made;   lamps; ben; ;       09-06; 09-06; comment:2; reply_to=comment:1 notice=closed
                comment-hidden; lamps; ; ;          09-07; 09-07; comment:2; reason==SPAM
                reaction-cast;  lamps; cem; heart;  09-07; 09-07; reaction:1; on=comment:1
                reaction-cast;  lamps; cem; strange; 09-07; 09-07; reaction:2; on=comment:1
                """
            ),
        ]
    )
    commitment = Digest("c" * 64)
    fields = {name: getattr(rows[1], name) for name in Row.__struct_fields__} | {"text": commitment}
    data = data_of(
        [rows[0], Row(**fields), *rows[2:]], [OpenedText(commitment=commitment, salt="", text=text, login="=ada")]
    )
    ada, ben = PersonId("ada"), PersonId("ben")
    five, six = ("2026-09-05T12:00:00Z", None, "shown"), ("2026-09-06T12:00:00Z", None, "hidden")
    first: tuple[Cell, ...] = ("lamps", "comment:1", 2, ada, "=ada", "user", None, *five)
    second: tuple[Cell, ...] = ("lamps", "comment:2", 3, ben, None, "user", "closed", *six)
    hearts = [int(kind is ReactionKind.HEART) for kind in ReactionKind]
    expected = [
        (*first, None, None, None, text, *hearts),
        (*second, "=SPAM", "comment:1", None, None, *[0] * len(hearts)),
    ]
    assert comments_csv_piece(data) == by_the_module(expected)


def test_the_fields_of_a_comment_stand_in_one_order_in_both_files() -> None:
    data = data_of(numbered([opened(), *table("comment-made; lamps; ada; ; 09-05; 09-06; comment:1")]))
    places = [comments_json_piece(data).index(json_value(name) + b":") for name in comments_heading(())[:12]]
    assert all(before < after for before, after in pairwise(places))


@given(st.dictionaries(TEXTS, st.integers()))
def test_entries_stand_one_a_line_whatever_their_names(values: dict[str, int]) -> None:
    assert entries(values) == b",\n".join(b"%b: %d" % (json_value(name), value) for name, value in values.items())
