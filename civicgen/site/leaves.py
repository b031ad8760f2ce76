"""Leaves: what each proposal adds to the site, made only where something of it changed, on all cores.

In: the matter of a consultation. Out: its leaves, kept for lists, totals and data files. Pages are written beside their
places.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from civicgen.app.building.keeping import BRIEFS, CONTEXTS, SOURCES
from civicgen.app.building.texts import SafeTexts
from civicgen.counting.numbers import accounts_of, proposal_numbers, sums_of
from civicgen.errors import LedgerError
from civicgen.exports.measures import columns
from civicgen.exports.recomputable import ProposalData
from civicgen.exports.registry import pieces_of
from civicgen.exports.texts import shown_texts
from civicgen.model.counting import ProposalNumbers
from civicgen.model.leaf import Brief, Leaf, ProposalSource
from civicgen.model.ledger import OpenedText, Row
from civicgen.model.names import Digest, PersonId, ProposalId
from civicgen.site.beside import Beside
from civicgen.site.compose import Composer
from civicgen.site.ground import Ground
from civicgen.site.matter import ConsultationMatter, Matter
from civicgen.site.workers import work_on
from civicgen.store.build_cache import BuildCache, KeptLeaf, NewLeaf
from civicgen.store.ledger_slices import Places, SliceReader
from civicgen.views.comments import ModerationView, moderated_items
from civicgen.views.listing import first_seen
from civicgen.views.proposal import ProposalViews

BATCH = 40
"""Proposals that a worker makes at a time."""
PAGE = "proposal.html"
CARD = "listing-card.html"
_LIST_ROOT = "../../../"
_PIECES = msgspec.msgpack.Decoder(dict[str, bytes])
_ACCOUNTS = msgspec.msgpack.Decoder(list[list[str]])
_MODERATED = msgspec.msgpack.Decoder(dict[str, bytes])


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """All leaves of a consultation. `accounts` are the numbers of different accounts counted, closing by closing."""

    briefs: Mapping[ProposalId, Brief]
    leaves: Mapping[ProposalId, KeptLeaf]
    accounts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """One leaf to be made. `source` is None for what only the public record knows; `standing` is the page's hash."""

    proposal: ProposalId
    made_from: bytes
    source: bytes | None
    places: Places
    standing: str | None


class _Made(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A leaf that was made, and its page, which waits beside its place; `page` is '' where there is none."""

    leaf: NewLeaf
    page: str
    sha256: str
    size: int


_MADE = msgspec.msgpack.Decoder(list[_Made])


class LeafMaker:
    """Makes the leaves of one consultation."""

    def __init__(self, matter: ConsultationMatter, composer: Composer, moderated: Mapping[str, ModerationView]) -> None:
        self._matter = matter
        self._composer = composer
        self._moderated = moderated
        self._views = ProposalViews(matter.context)
        self._columns = columns(matter.context.kinds, matter.context.closings)

    def make(
        self,
        proposal: ProposalId,
        source: ProposalSource | None,
        rows: Sequence[Row],
        texts: Mapping[Digest, OpenedText],
    ) -> Leaf:
        """The leaf of one proposal, out of everything that concerns it.

        Raises:
            LedgerError: a row holds what nobody can count.
        """
        slug, context, as_of = self._matter.slug, self._matter.context, self._matter.facts.as_of
        numbers = self._numbers(proposal, rows)
        opened = shown_texts(rows, texts)
        data = ProposalData(
            slug=slug,
            proposal=proposal,
            facts=None if source is None else source.facts,
            rows=tuple(row for row in rows if as_of is not None and row.seen_at <= as_of),
            texts=opened,
            numbers=numbers,
            closings=context.closings,
            columns=self._columns,
        )
        page, card, status = "", "", ""
        if source is not None:
            own = f"{slug}/{proposal}/"
            view = self._views.page(
                source, numbers, rows, opened, texts=SafeTexts.of_source(source), moderated=self._moderated
            )
            page = self._composer.page(PAGE, view, figures=numbers.figures, own_prefix=own)
            card = self._composer.part(
                CARD,
                view.address,
                figures=numbers.figures,
                own_prefix=own,
                card=self._views.card(source, numbers),
                root=_LIST_ROOT,
            )
            status = view.status
        return Leaf(
            brief=Brief(
                id=proposal,
                facts=data.facts,
                status=status,
                first_seen=first_seen(rows, proposal),
                sums=sums_of(numbers),
            ),
            page=page,
            card=card,
            pieces=pieces_of(data),
            accounts=accounts_of(numbers),
        )

    def _numbers(self, proposal: ProposalId, rows: Sequence[Row]) -> ProposalNumbers:
        facts = self._matter.facts
        if facts.as_of is None:
            return ProposalNumbers(tallies=(), comments=(), figures={})
        try:
            return proposal_numbers(
                proposal, rows, slug=facts.slug, closings=self._matter.context.closings, as_of=facts.as_of
            )
        except ValueError as problem:
            raise LedgerError(
                f"cannot be counted: {problem}; run `civicgen verify`", file=f"ledger/{facts.slug}"
            ) from problem


def grow(matter: Matter, consultation: ConsultationMatter, *, ground: Ground, composer: Composer) -> Grown:
    """Every leaf of a consultation: those that still hold as they are kept, the others made anew.

    Raises:
        ConfigurationError: a template fails, or a page breaks the output policy.
        LedgerError: the public record is not what was written.
    """
    slug, cache, folder = consultation.slug, ground.cache, ground.folder
    moderated = moderated_items(matter.outline.moderation, slug)
    expected = _expected(
        consultation,
        cache,
        shared=CONTEXTS.to_bytes(consultation.context) + composer.made_from(consultation.page_address),
    )
    pages = {each.id: each.page for each in consultation.facts.proposals}
    told = _told(matter, consultation, moderated, cache)
    briefs: dict[ProposalId, Brief] = {}
    leaves: dict[ProposalId, KeptLeaf] = {}
    wanted: list[ProposalId] = []
    for each, made_from in expected.items():
        kept = consultation.kept.get(each)
        is_same = kept is not None and kept.made_from == made_from and told is not None and each not in told
        if kept is not None and is_same and (each not in pages or folder.stands(pages[each], made_from)):
            leaves[each] = kept
            briefs[each] = consultation.briefs[each]
        else:
            wanted.append(each)
    gone = [each for each in consultation.kept if each not in expected]
    accounts = _Accounts(cache, consultation, changed=[*wanted, *gone], is_all=not leaves)
    places, sources = matter.index.places(slug, wanted), cache.sources(slug, wanted)
    tasks = [
        _Task(
            proposal=each,
            made_from=expected[each],
            source=sources.get(each),
            places=places[each],
            standing=folder.sha256_at(pages[each]) if each in pages else None,
        )
        for each in wanted
    ]
    cache.remove_leaves(slug, gone)
    batches = [tasks[start : start + BATCH] for start in range(0, len(tasks), BATCH)]
    maker = LeafMaker(consultation, composer, moderated)
    reader = SliceReader(ground.ledger, slug)

    def make(batch: Sequence[_Task]) -> bytes:
        # As bytes, which go from process to process in a tenth of the time that objects take.
        return msgspec.msgpack.encode([_make(task, maker, reader, folder.beside) for task in batch])

    for data in work_on(batches, make):
        made = _MADE.decode(data)
        for new in made:
            kept = new.leaf.kept
            brief = BRIEFS.from_bytes(kept.brief)
            assert brief is not None
            leaves[kept.proposal], briefs[kept.proposal] = kept, brief
            accounts.add(new.leaf.accounts)
            if new.page:
                folder.took(new.page, new.sha256, size=new.size, made_from=new.leaf.kept.made_from)
        cache.set_leaves(slug, [new.leaf for new in made])
        ground.progress("proposals", len(briefs), len(expected))
    return Grown(
        briefs={each: briefs[each] for each in expected},
        leaves={each: leaves[each] for each in expected},
        accounts=accounts.numbers(),
    )


def pieces_in(kept: bytes) -> dict[str, bytes]:
    """The pieces of a leaf as they are kept."""
    return _PIECES.decode(kept)


def _expected(consultation: ConsultationMatter, cache: BuildCache, *, shared: bytes) -> dict[ProposalId, bytes]:
    """What each leaf must have been made from: what all share, and its source. Of rows the record's news tell."""
    slug = consultation.slug
    digest = hashlib.sha256(shared).digest()
    name = f"shared:{slug}"
    if (
        not consultation.is_reread
        and cache.note(name) == digest
        and consultation.kept.keys() >= consultation.news.proposals
    ):
        return {each: leaf.made_from for each, leaf in consultation.kept.items()}
    cache.set_note(name, digest)
    sources = cache.source_digests(slug)
    return {each: hashlib.sha256(digest + sources.get(each, b"")).digest() for each in consultation.proposals}


def _told(
    matter: Matter, consultation: ConsultationMatter, moderated: Mapping[str, ModerationView], cache: BuildCache
) -> frozenset[ProposalId] | None:
    """The proposals of which record or moderation tell something new; None for all."""
    slug, name = consultation.slug, f"moderated:{consultation.slug}"
    before = _MODERATED.decode(cache.note(name) or b"\x80")
    now = {ref: msgspec.msgpack.encode(view) for ref, view in moderated.items()}
    cache.set_note(name, msgspec.msgpack.encode(now))
    if consultation.news.changed is None:
        return None
    refs = {ref for ref in before.keys() | now.keys() if before.get(ref) != now.get(ref)}
    return consultation.news.changed | matter.index.proposals_of(slug, refs)


def _make(task: _Task, maker: LeafMaker, reader: SliceReader, beside: Beside) -> _Made:
    rows, texts = reader.read(task.places)
    source = None if task.source is None else SOURCES.from_bytes(task.source)
    leaf = maker.make(task.proposal, source, rows, texts)
    page = "" if source is None else source.facts.page
    data = leaf.page.encode()
    sha256 = beside.write(page, data, known=task.standing) if page else ""
    pieces = msgspec.msgpack.encode(leaf.pieces)
    kept = KeptLeaf(
        proposal=task.proposal,
        made_from=task.made_from,
        brief=BRIEFS.to_bytes(leaf.brief),
        card_digest=hashlib.sha256(leaf.card.encode()).digest(),
        pieces_digest=hashlib.sha256(pieces).digest(),
    )
    accounts = msgspec.msgpack.encode([sorted(each) for each in leaf.accounts])
    return _Made(
        leaf=NewLeaf(kept=kept, card=leaf.card, pieces=pieces, accounts=accounts),
        page=page,
        sha256=sha256,
        size=len(data),
    )


class _Accounts:
    """How many different accounts are counted in a consultation, from those of its leaves."""

    def __init__(
        self, cache: BuildCache, consultation: ConsultationMatter, *, changed: Sequence[ProposalId], is_all: bool
    ) -> None:
        self._cache = cache
        self._slug = consultation.slug
        self._closings = len(consultation.context.closings)
        self._moves: Counter[tuple[int, PersonId]] = Counter()
        if is_all:
            cache.forget_accounts(self._slug)
        else:
            for kept in cache.accounts(self._slug, changed):
                self._moves.subtract(_accounts_in(kept))

    def add(self, accounts: bytes) -> None:
        self._moves.update(_accounts_in(accounts))

    def numbers(self) -> tuple[int, ...]:
        found = self._cache.move_accounts(self._slug, self._moves)
        return tuple(found.get(closing, 0) for closing in range(self._closings))


def _accounts_in(kept: bytes) -> Iterator[tuple[int, PersonId]]:
    for closing, people in enumerate(_ACCOUNTS.decode(kept)):
        for person in people:
            yield closing, PersonId(person)
