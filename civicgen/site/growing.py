"""Growing: which leaves of a consultation still hold, and which are made anew, part by part, on all cores.

In: the matter of a consultation. Out: its leaves, kept for lists and totals; its pages and the files of its parts wait
beside their places.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing

import msgspec

from civicgen.app.building.keeping import CONTEXTS
from civicgen.model.names import ConsultationSlug, ProposalId
from civicgen.site.compose import Composer
from civicgen.site.ground import Ground
from civicgen.site.leaves import LeafMaker, LeafTask, MadePart, PartMaker, PartTask
from civicgen.site.matter import ConsultationMatter, Matter
from civicgen.site.parts import PartFiles, Sizes
from civicgen.site.workers import work_on
from civicgen.store.build_cache import BuildCache, KeptLeaf
from civicgen.store.ledger_slices import SliceReader
from civicgen.views.comments import ModerationView, moderated_items

MANY = 100
"""Fewer leaves than this are made faster than workers are."""

_MADE = msgspec.msgpack.Decoder(MadePart)
_ACCOUNTS = msgspec.msgpack.Decoder(list[list[str]])
_MODERATED = msgspec.msgpack.Decoder(dict[str, bytes])


class Grown(msgspec.Struct, frozen=True, kw_only=True):
    """All leaves of a consultation in the order of their ids.

    `accounts` are the numbers of different accounts counted, closing by closing.
    """

    leaves: Mapping[ProposalId, KeptLeaf]
    accounts: tuple[int, ...]


class _Stale(msgspec.Struct, frozen=True, kw_only=True):
    """A part of which something must be made: those of its `proposals` that are `wanted`, and its files."""

    part: int
    proposals: Sequence[ProposalId]
    wanted: Sequence[ProposalId]
    before: Sizes | None


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
    changed = _changed(consultation, expected, pages, _told(matter, consultation, moderated, cache), ground)
    files = PartFiles(consultation, folder, cache)
    stale = list(_stale(consultation, files, expected, changed))
    wanted = [each for part in stale for each in part.wanted]
    gone = [each for each in consultation.kept if each not in expected]
    leaves = dict(consultation.kept)
    for each in (*wanted, *gone):
        leaves.pop(each, None)
    accounts = _Accounts(cache, consultation, changed=[*wanted, *gone], is_all=not leaves)
    cache.remove_leaf_data(slug, gone)
    tasks = _tasks(stale, wanted, expected, pages, matter, ground=ground, slug=slug)
    maker = PartMaker(
        LeafMaker(consultation, composer, moderated), SliceReader(ground.ledger, slug), files, folder.beside
    )

    def make(task: PartTask) -> bytes:
        return msgspec.msgpack.encode(maker.make(task))  # bytes go between processes in a tenth of an object's time

    with closing(work_on(tasks, make, is_much=len(wanted) >= MANY)) as results:
        for task, data in zip(tasks, results, strict=True):
            made = _MADE.decode(data)
            for new in made.leaves:
                kept = new.leaf.kept
                leaves[kept.proposal] = kept
                accounts.add(new.leaf.accounts)
                if new.page:
                    folder.took(new.page, new.sha256, size=new.size, made_from=kept.made_from)
            cache.set_leaf_data(slug, [new.leaf for new in made.leaves])
            digests = {each: leaves[each].pieces_digest for each in task.proposals}
            files.note(task.part, files.made_from(task.part, digests), made.files, made.sizes)
            ground.progress("proposals", len(leaves), len(expected))
    leaves = {each: leaves[each] for each in expected}
    cache.set_leaves(slug, leaves.values())
    return Grown(leaves=leaves, accounts=accounts.numbers())


def _changed(
    consultation: ConsultationMatter,
    expected: Mapping[ProposalId, bytes],
    pages: Mapping[ProposalId, str],
    told: Collection[ProposalId] | None,
    ground: Ground,
) -> set[ProposalId]:
    """The proposals whose leaf or page does not hold; the pages of the others stay."""
    if told is None:
        return set(expected)
    changed = set(told)
    for each, made_from in expected.items():
        kept = consultation.kept.get(each)
        is_same = kept is not None and kept.made_from == made_from and each not in changed
        if not is_same or (each in pages and not ground.folder.stands(pages[each], made_from)):
            changed.add(each)
    return changed


def _stale(
    consultation: ConsultationMatter,
    files: PartFiles,
    expected: Mapping[ProposalId, bytes],
    changed: Collection[ProposalId],
) -> Iterator[_Stale]:
    """The parts to be made, and of which leaves: of all of its leaves where the files of a part do not stand."""
    kept = consultation.kept
    before = files.members(kept)
    for part, proposals in enumerate(files.members(expected)):
        made_from = files.made_from(part, {each: kept[each].pieces_digest for each in before[part]})
        sizes = files.standing(part, made_from)
        wanted = proposals if sizes is None else [each for each in proposals if each in changed]
        if wanted or sizes is None or proposals != before[part]:
            yield _Stale(part=part, proposals=proposals, wanted=wanted, before=sizes)


def _tasks(
    stale: Sequence[_Stale],
    wanted: Sequence[ProposalId],
    expected: Mapping[ProposalId, bytes],
    pages: Mapping[ProposalId, str],
    matter: Matter,
    *,
    ground: Ground,
    slug: ConsultationSlug,
) -> list[PartTask]:
    """All that is needed to make these parts and the leaves that are wanted of them."""
    places, sources = matter.index.places(slug, wanted), ground.cache.sources(slug, wanted)
    tasks = {
        each: LeafTask(
            proposal=each,
            made_from=expected[each],
            source=sources.get(each),
            places=places[each],
            standing=ground.folder.sha256_at(pages[each]) if each in pages else None,
        )
        for each in wanted
    }
    return [
        PartTask(
            part=part.part,
            proposals=part.proposals,
            leaves=[tasks[each] for each in part.wanted],
            before=part.before,
        )
        for part in stale
    ]


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


class _Accounts:
    """How many different accounts are counted in a consultation, from those of its leaves."""

    def __init__(
        self, cache: BuildCache, consultation: ConsultationMatter, *, changed: Sequence[ProposalId], is_all: bool
    ) -> None:
        self._cache = cache
        self._slug = consultation.slug
        self._moves: list[Counter[str]] = [Counter() for _ in consultation.context.closings]
        if is_all:
            cache.forget_accounts(self._slug)
        else:
            for kept in cache.accounts(self._slug, changed):
                for moves, people in zip(self._moves, _ACCOUNTS.decode(kept), strict=False):
                    moves.subtract(people)

    def add(self, accounts: bytes) -> None:
        """Those of a leaf that was made; there are none where nothing was collected."""
        for moves, people in zip(self._moves, _ACCOUNTS.decode(accounts), strict=False):
            moves.update(people)

    def numbers(self) -> tuple[int, ...]:
        return tuple(self._cache.move_accounts(self._slug, number, moves) for number, moves in enumerate(self._moves))
