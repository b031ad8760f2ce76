"""Leaves: what each proposal adds to the site, made part by part, each part of the data files with its proposals.

In: what a leaf is made from. Out: leaves. Writes pages and data files beside their places, reads the ledger's folder.
"""

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from civicgen.app.building.keeping import SOURCES
from civicgen.app.building.texts import SafeTexts
from civicgen.counting.numbers import accounts_of, proposal_numbers, sums_of
from civicgen.counting.redactions import redactions_of
from civicgen.errors import LedgerError
from civicgen.exports.measures import columns
from civicgen.exports.recomputable import ProposalData
from civicgen.exports.registry import pieces_of
from civicgen.exports.texts import shown_texts
from civicgen.model.counting import ProposalNumbers
from civicgen.model.leaf import Brief, Leaf, ProposalSource
from civicgen.model.ledger import OpenedText, Row
from civicgen.model.names import Digest, ProposalId
from civicgen.site.beside import Beside
from civicgen.site.compose import Composer
from civicgen.site.matter import ConsultationMatter
from civicgen.site.parts import MadeFile, PartFiles, Sizes
from civicgen.store.build_cache import KeptLeaf, NewLeaf
from civicgen.store.ledger_slices import Places, SliceReader
from civicgen.views.comments import ModerationView
from civicgen.views.listing import first_seen
from civicgen.views.proposal import ProposalViews

PAGE = "proposal.html"
CARD = "listing-card.html"
_LIST_ROOT = "../../../"


class LeafTask(msgspec.Struct, frozen=True, kw_only=True):
    """One leaf to be made. `source` is None for what only the public record knows; `standing` is the page's hash."""

    proposal: ProposalId
    made_from: bytes
    source: bytes | None
    places: Places
    standing: str | None


class PartTask(msgspec.Struct, frozen=True, kw_only=True):
    """One part to be made: all its proposals, the leaves among them to be made, what is known of its files."""

    part: int
    proposals: Sequence[ProposalId]
    leaves: Sequence[LeafTask]
    before: Sizes | None


class MadeLeaf(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A leaf that was made, and its page, which waits beside its place; `page` is '' where there is none."""

    leaf: NewLeaf
    page: str
    sha256: str
    size: int


class MadePart(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A part that was made: its leaves, its files and the sizes of the pieces in them."""

    leaves: list[MadeLeaf]
    files: list[MadeFile]
    sizes: Sizes


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
                letters=numbers.letters,
            ),
            page=page,
            card=card,
            pieces=pieces_of(data),
            accounts=accounts_of(numbers),
        )

    def _numbers(self, proposal: ProposalId, rows: Sequence[Row]) -> ProposalNumbers:
        facts = self._matter.facts
        if facts.as_of is None:
            return ProposalNumbers(tallies=(), comments=(), figures={}, redacted=redactions_of(rows))
        try:
            return proposal_numbers(
                proposal, rows, slug=facts.slug, closings=self._matter.context.closings, as_of=facts.as_of
            )
        except ValueError as problem:
            raise LedgerError(
                f"cannot be counted: {problem}; run `civicgen verify`", file=f"ledger/{facts.slug}"
            ) from problem


class PartMaker:
    """Makes the parts of one consultation. It may be copied to another process, which then makes some of them."""

    def __init__(self, maker: LeafMaker, reader: SliceReader, files: PartFiles, beside: Beside) -> None:
        self._maker = maker
        self._reader = reader
        self._files = files
        self._beside = beside

    def make(self, task: PartTask) -> MadePart:
        """The leaves of a part, and its files.

        Raises:
            ConfigurationError: a template fails, a page breaks the output policy, or the disk refuses.
            LedgerError: the public record is not what was written.
        """
        leaves: list[MadeLeaf] = []
        pieces: dict[ProposalId, Mapping[str, bytes]] = {}
        for each in task.leaves:
            made, pieces[each.proposal] = self._leaf(each)
            leaves.append(made)
        files, sizes = self._files.make(task.part, task.proposals, pieces, task.before)
        return MadePart(leaves=leaves, files=files, sizes=sizes)

    def _leaf(self, task: LeafTask) -> tuple[MadeLeaf, Mapping[str, bytes]]:
        rows, texts = self._reader.read(task.places)
        source = None if task.source is None else SOURCES.from_bytes(task.source)
        leaf = self._maker.make(task.proposal, source, rows, texts)
        page = "" if source is None else source.facts.page
        data = leaf.page.encode()
        sha256 = self._beside.write(page, data, known=task.standing) if page else ""
        kept = KeptLeaf(
            proposal=task.proposal,
            made_from=task.made_from,
            brief=leaf.brief,
            card_digest=hashlib.sha256(leaf.card.encode()).digest(),
            pieces_digest=hashlib.sha256(msgspec.msgpack.encode(leaf.pieces)).digest(),
        )
        accounts = msgspec.msgpack.encode([sorted(each) for each in leaf.accounts])
        new = NewLeaf(kept=kept, card=leaf.card, accounts=accounts)
        return MadeLeaf(leaf=new, page=page, sha256=sha256, size=len(data)), leaf.pieces
