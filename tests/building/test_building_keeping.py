"""What is kept for the next build comes back as it was, in the same bytes, and never as something else."""

import sqlite3
from contextlib import closing
from fractions import Fraction

import pytest
from building_portal import example_town, portal_with, sources
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from civicgen.app.building.keeping import CONTEXTS, FACTS, OUTLINES, SOURCES
from civicgen.app.building.sources import context_of, outline_of
from civicgen.model.content import Content
from civicgen.model.counting import Closing, Terms
from civicgen.model.facts import ProposalFacts
from civicgen.model.leaf import Brief, ConsultationContext, ProposalSource
from civicgen.model.names import ConsultationSlug
from civicgen.store.build_cache import BuildCache, KeptLeaf

SLUG = ConsultationSlug("bright-streets")


@pytest.mark.parametrize("content", [example_town(), portal_with()], ids=["the example town", "a small portal"])
def test_all_that_is_kept_comes_back_as_it_was(content: Content) -> None:
    for source in sources(content).values():
        assert SOURCES.from_bytes(SOURCES.to_bytes(source)) == source
        assert FACTS.from_bytes(FACTS.to_bytes(source.facts)) == source.facts
    outline = outline_of(content)
    assert OUTLINES.from_bytes(OUTLINES.to_bytes(outline)) == outline
    for dossier in content.dossiers:
        context = context_for(content, dossier.consultation.slug)
        assert CONTEXTS.from_bytes(CONTEXTS.to_bytes(context)) == context


def context_for(content: Content, slug: str) -> ConsultationContext:
    consultation = next(each.consultation for each in content.dossiers if each.consultation.slug == slug)
    assert consultation.counting is not None
    closing = Closing(terms=Terms(settings=consultation.counting, frozen_after=7), is_over=True)
    return context_of(
        content,
        consultation,
        is_answered=True,
        as_of="2026-10-20T12:00:00Z",
        built_for="2026-10-20T12:00:00Z",
        closings=[closing],
        parts=4,
        kinds=["thumbs", "clap"],
    )


def test_shares_stay_exact() -> None:
    context = CONTEXTS.from_bytes(CONTEXTS.to_bytes(context_for(portal_with(), "bright-streets")))
    assert context is not None
    threshold = context.closings[0].terms.settings.threshold
    assert threshold is not None
    assert threshold.share == Fraction(2, 3)


def test_an_order_that_a_page_shows_is_kept() -> None:
    outline = OUTLINES.from_bytes(OUTLINES.to_bytes(outline_of(portal_with())))
    assert outline is not None
    assert list(outline.portal.authorities) == ["works", "council"]


LETTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(LETTERS, max_size=20)
PATHS = st.dictionaries(TEXTS, TEXTS, max_size=20)


@given(body=TEXTS, targets=PATHS)
@settings(max_examples=100, deadline=None)
def test_any_text_and_target_comes_back(body: str, targets: dict[str, str]) -> None:
    base = SAMPLE
    source = replace(
        base, proposal=replace(base.proposal, body=body), targets=targets, anchored=frozenset(list(targets)[::2])
    )
    kept = SOURCES.to_bytes(source)
    assert SOURCES.from_bytes(kept) == source
    shuffled = replace(
        source, targets=dict(reversed(targets.items())), anchored=frozenset(sorted(source.anchored, reverse=True))
    )
    assert SOURCES.to_bytes(shuffled) == kept


SAMPLE: ProposalSource = sources(portal_with())["zebra"]


FACTS_OF_ANY = st.builds(ProposalFacts, page=TEXTS, thread=st.none() | st.integers(1, 10**12))


@given(facts=FACTS_OF_ANY | st.none(), sums=st.dictionaries(TEXTS, st.integers(0, 2**40)))
@settings(max_examples=100, deadline=None)
def test_any_leaf_comes_back_from_the_cache(facts: ProposalFacts | None, sums: dict[str, int]) -> None:
    brief = Brief(id=SAMPLE.proposal.id, facts=facts, status="open", first_seen="", sums=sums)
    leaf = KeptLeaf(proposal=brief.id, made_from=b"1", brief=brief, card_digest=b"2", pieces_digest=b"3")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        cache = BuildCache(connection)
        cache.set_leaves(SLUG, [leaf])
        assert cache.leaves(SLUG) == {brief.id: leaf}
        cache.forget(SLUG)
        assert cache.leaves(SLUG) == {}


@pytest.mark.parametrize(
    "data", [b"", b"garbage", SOURCES.to_bytes(SAMPLE)[:-1], FACTS.to_bytes(SAMPLE.facts), b"\x80", b"\xc0"]
)
def test_other_bytes_are_nothing_that_was_kept(data: bytes) -> None:
    assert SOURCES.from_bytes(data) is None


def test_a_share_of_nothing_is_nothing_that_was_kept() -> None:
    kept = CONTEXTS.to_bytes(context_for(portal_with(), "bright-streets"))
    assert b"\xa32/3" in kept
    assert CONTEXTS.from_bytes(kept.replace(b"\xa32/3", b"\xa32/0")) is None
