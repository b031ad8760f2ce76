"""recount.py against civicgen: two programs that share no code make the same of any ledger."""

import ast
import importlib.util
import json
import sys
from importlib.resources import files
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from ledger_table import CLOSES, OPENS, at, changed, closed, numbered, opened, settings
from msgspec.structs import replace

from civicgen.counting.tally import count
from civicgen.counting.timeline import closings
from civicgen.ledger.canonical import encode
from civicgen.model.counting import CountingSettings, Eligibility, Pause
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import Digest, Early, EligibleAccounts, PersonId, ProposalId, RuleName
from civicgen.model.times import Instant

LATER = Instant("2026-11-01T22:59:59Z")
SCRIPT = files("civicgen.exports").joinpath("recount.py")
AS_OF = at("12-01")

MOMENTS = st.sampled_from(
    [
        at("08-20"),
        Instant("2026-09-01T05:59:59Z"),
        OPENS,
        at("09-10"),
        at("09-11"),
        at("09-20"),
        CLOSES,
        CLOSES,
        Instant("2026-10-01T22:00:00Z"),
        LATER,
        at("11-05"),
    ]
)
PEOPLE = st.sampled_from([PersonId("ada"), PersonId("ada"), PersonId("ada"), PersonId("ben"), None])
PROPOSALS = st.sampled_from([ProposalId("lamps"), ProposalId("bikes")])
TERMS = st.builds(
    settings,
    rule=st.sampled_from([RuleName("one-stance-only"), RuleName("latest-per-person")]),
    early=st.sampled_from(list(Early)),
    eligibility=st.sampled_from(
        [
            Eligibility(),
            Eligibility(),
            Eligibility(),
            Eligibility(minimum_account_age_days=7),
            Eligibility(accounts=EligibleAccounts.LISTED),
        ]
    ),
    pauses=st.sampled_from([(), (), (), (Pause(begins=at("09-10"), ends=at("09-11")),)]),
)


@pytest.fixture(scope="module")
def recount() -> ModuleType:
    spec = importlib.util.spec_from_file_location("published_recount", str(SCRIPT))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row(kind_of_row: RowType, **fields: Any) -> Row:
    return Row(seq=0, type=kind_of_row, prev=Digest("0" * 64), **fields)


@st.composite
def stance_rows(draw: st.DrawFn) -> list[Row]:
    """Stances of a few people on two proposals, each perhaps withdrawn, corrected or back again, in the order seen."""
    found: list[Row] = []
    for number in range(draw(st.integers(0, 8))):
        made_at, seen_at = sorted([draw(MOMENTS), draw(MOMENTS)])
        proposal, reference = draw(PROPOSALS), f"reaction:{draw(st.integers(5, 12))}{number}"
        if draw(st.integers(0, 3)) == 0:
            reference = f"receipt:{draw(st.integers(1, 3))}"
            facts: dict[str, Any] = {"channel": "paper", "count": draw(st.integers(0, 3))}
            stance = draw(st.sampled_from(["support", "oppose", "abstain", None, "perhaps"]))
            fields: dict[str, Any] = {"proposal": proposal, "kind": stance, "ref": reference, "facts": facts}
            found.append(row(RowType.CONTRIBUTION, made_at=made_at, seen_at=seen_at, **fields))
            continue
        facts = {"account": draw(st.sampled_from(["user"] * 8 + ["bot", "deleted"]))}
        facts["age"] = draw(st.sampled_from(["365", "365", "7", "0", "unknown"]))
        if draw(st.booleans()):
            facts["listed"] = draw(st.booleans())
        if draw(st.integers(0, 5)) == 0:
            facts["on"] = "comment:1"
        who = {"proposal": proposal, "person": draw(PEOPLE), "ref": reference}
        kind = draw(st.sampled_from(["+1", "heart", "-1", "eyes"]))
        found.append(row(RowType.REACTION_CAST, made_at=made_at, seen_at=seen_at, kind=kind, facts=facts, **who))
        if draw(st.booleans()):
            gone = max(seen_at, draw(MOMENTS))
            found.append(row(RowType.REACTION_WITHDRAWN, seen_at=gone, kind=kind, **who))
            if draw(st.integers(0, 3)) == 0:
                back = max(gone, draw(MOMENTS))
                found.append(row(RowType.REACTION_CAST, made_at=made_at, seen_at=back, kind=kind, facts=facts, **who))
    return sorted(found, key=lambda each: each.seen_at)


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Row, ...]:
    """An opening, stances, perhaps an extension, a cancellation, a frozen tally: in the order of their observation."""
    terms: CountingSettings = draw(TERMS)
    rows = [opened(terms), *draw(stance_rows())]
    position = draw(st.integers(1, len(rows)))
    if draw(st.booleans()):
        extended = replace(terms, closes=LATER, rule=draw(st.sampled_from([terms.rule, RuleName("latest-per-person")])))
        rows.insert(position, changed(extended, seen_at="09-10"))
    elif draw(st.booleans()):
        rows.insert(position, changed(replace(terms, cancelled=at("09-11")), seen_at="09-10", field="state"))
    for closes in draw(st.sampled_from([(), (CLOSES,), (CLOSES, LATER)])):
        rows.insert(draw(st.integers(position, len(rows))), closed(closes))
    return numbered(rows)


@effort(max_examples=400, deadline=None)
@given(rows=ledgers(), as_of=st.sampled_from([AS_OF, CLOSES, at("10-10")]))
def test_both_programs_count_the_same(recount: ModuleType, rows: tuple[Row, ...], as_of: Instant) -> None:
    seen = [each for each in rows if each.seen_at <= as_of]
    plain = [json.loads(encode(each)) for each in seen]
    history = recount.terms_over_time(plain)
    assert list(dict.fromkeys(terms["closes"] for _, terms in history)) == list(closings(seen))
    for closes in closings(seen):
        tally = count(rows, as_of=as_of, closes=closes)
        assert tally is not None
        frozen = next((each["seq"] for each in plain if each["type"] == "closed" and each["made_at"] == closes), None)
        named = [terms for seq, terms in history if terms["closes"] == closes and not (frozen and seq > frozen)]
        theirs = recount.recount(plain, (named or [history[-1][1] | {"closes": closes}])[-1], frozen)
        assert theirs == {
            proposal: {
                "support": each.support,
                "oppose": each.oppose,
                "abstain": each.abstain,
                "excluded": sum(excluded.count for excluded in each.excluded),
            }
            for proposal, each in tally.proposals.items()
        }


@effort(max_examples=400, deadline=None)
@given(rows=ledgers())
def test_every_stance_is_in_exactly_one_of_counted_and_excluded(rows: tuple[Row, ...]) -> None:
    tally = count(rows, as_of=AS_OF)
    assert tally is not None
    used = [each.seq for of in tally.proposals.values() for each in (*of.counted, *of.excluded)]
    stances = [
        each.seq
        for each in rows
        if (each.type is RowType.REACTION_CAST and "on" not in each.facts)
        or (each.type is RowType.CONTRIBUTION and each.kind)
    ]
    assert sorted(used) == stances
    for of in tally.proposals.values():
        assert of.support + of.oppose + of.abstain == sum(each.count for each in of.counted)
        assert sum(of.by_channel.values()) == sum(each.count for each in of.counted)
        assert of.this_wording <= of.support


@effort(max_examples=150, deadline=None)
@given(rows=ledgers(), seed=st.randoms(use_true_random=False))
def test_the_order_in_which_one_observation_was_written_down_changes_no_number(
    rows: tuple[Row, ...], seed: Any
) -> None:
    """References keep their own order, and what freezes or changes the terms stays where it is."""
    fixed = [each for each in rows if each.type in (RowType.OPENED, RowType.CHANGED, RowType.CLOSED)]
    if any(each.type is RowType.CLOSED for each in fixed):
        return
    references = sorted({each.ref for each in rows if each.ref})
    seed.shuffle(references)
    moved = [each for ref in references for each in rows if each.ref == ref]
    one, other = count(rows, as_of=AS_OF), count(numbered([*fixed, *moved]), as_of=AS_OF)
    assert one is not None
    assert other is not None
    for proposal, tally in one.proposals.items():
        again = other.proposals[proposal]
        assert (tally.support, tally.oppose, tally.abstain) == (again.support, again.oppose, again.abstain)
        assert sorted((e.reason, e.made_at, e.count) for e in tally.excluded) == sorted(
            (e.reason, e.made_at, e.count) for e in again.excluded
        )


def test_the_script_needs_nothing_but_python_and_fits_on_four_pages() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names
    assert len(text.splitlines()) < 200
