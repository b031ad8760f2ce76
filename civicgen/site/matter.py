"""What a build is about: content and public record, of which only what changed is read.

In: the portal's folders, and the notes of the last build. Out: Matter. Reads files, and keeps notes for the next build.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from civicgen.app.building.sources import context_of, is_all_answered, refused_facts
from civicgen.counting.intake import intake_of
from civicgen.counting.numbers import closings_of
from civicgen.model.content import Content, Dossier
from civicgen.model.facts import ConsultationFacts
from civicgen.model.intake import IntakeEntry
from civicgen.model.leaf import ConsultationContext, parts_for
from civicgen.model.ledger_news import ConsultationNews, LedgerNews
from civicgen.model.names import ConsultationSlug, ProposalId
from civicgen.model.times import Instant
from civicgen.site.content_reading import Facts, reading
from civicgen.site.ground import Ground
from civicgen.store.build_cache import BuildCache, KeptLeaf
from civicgen.store.ledger_index import LedgerIndex
from civicgen.views import addresses

if TYPE_CHECKING:
    from civicgen.site.content_memory import ContentMemory


class ConsultationMatter(msgspec.Struct, frozen=True, kw_only=True):
    """One consultation before its leaves are made.

    Attributes:
        dossier: without its proposals; they are in `facts`.
        news: what the public record has of it, and which proposals it tells anything new of.
        register: what was proposed at the forge, and what became of it.
        kept: the leaves of the last build.
        is_reread: whether the content was read anew, so that any source may be another one.
    """

    dossier: Dossier
    facts: ConsultationFacts
    context: ConsultationContext
    news: ConsultationNews
    register: tuple[IntakeEntry, ...]
    kept: Mapping[ProposalId, KeptLeaf]
    is_reread: bool

    @property
    def slug(self) -> ConsultationSlug:
        return self.facts.slug

    @property
    def page_address(self) -> str:
        """The address that any page of a proposal could have: all of them have the same frame."""
        return addresses.proposal_page(self.slug, ProposalId("any"))

    @property
    def proposals(self) -> list[ProposalId]:
        """Those of the content and those that only the public record still knows, in the order of their ids."""
        return sorted({each.id for each in self.facts.proposals} | self.news.proposals)


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """Content and public record of one build."""

    outline: Content
    news: LedgerNews
    index: LedgerIndex
    built_for: Instant | None
    is_set_by_hand: bool
    consultations: tuple[ConsultationMatter, ...]


def read_matter(ground: Ground, *, memory: "ContentMemory | None" = None) -> Matter:
    """Read what changed since the last build. `memory` is of a process that reads content again and again.

    Raises:
        LedgerError: the public record is not what was written.
    """
    index = LedgerIndex(ground.ledger, ground.cache.connection, hash_of=ground.hashes.of)
    # Content is judged at the time of the last attempt, which is known before the record is read and proved.
    at = ground.at or index.last_attempt()
    with reading(ground, at, memory=memory) as content:
        ground.progress("reading the public record", 0, None)
        news = index.refresh(ground.progress)
        ground.progress("reading content", 0, None)
        outline, fresh = content()
    built_for = ground.at or news.built_for
    return Matter(
        outline=outline,
        news=news,
        index=index,
        built_for=built_for,
        is_set_by_hand=ground.at is not None,
        consultations=tuple(
            _consultation(each, outline, news, ground.cache, built_for, fresh) for each in outline.dossiers
        ),
    )


def _consultation(
    dossier: Dossier,
    outline: Content,
    news: LedgerNews,
    cache: BuildCache,
    built_for: Instant | None,
    fresh: Facts | None,
) -> ConsultationMatter:
    consultation = dossier.consultation
    slug = consultation.slug
    of_record, as_of = news.of(slug), news.as_of(slug)
    kept = cache.leaves(slug)
    known = (leaf.brief.facts for leaf in kept.values())
    proposals = fresh[slug] if fresh is not None else [facts for facts in known if facts is not None]
    context = context_of(
        outline,
        consultation,
        is_answered=is_all_answered(proposals),
        as_of=as_of,
        built_for=built_for,
        closings=closings_of(of_record.terms, as_of=as_of) if as_of is not None else (),
        parts=parts_for(rows=of_record.rows, proposals=len(proposals)),
        kinds=of_record.kinds,
    )
    facts = ConsultationFacts(
        slug=slug,
        title=consultation.title,
        page=addresses.consultation_page(slug),
        state=context.state,
        as_of=as_of,
        built_for=built_for,
        answer_by=consultation.answer_by,
        contributions=len(dossier.contributions),
        proposals=tuple(proposals),
        refused=refused_facts(outline.moderation, slug),
    )
    return ConsultationMatter(
        dossier=dossier,
        facts=facts,
        context=context,
        news=of_record,
        register=intake_of(facts, of_record.received),
        kept=kept,
        is_reread=fresh is not None,
    )
