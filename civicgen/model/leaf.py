"""What a build makes of one proposal, its leaf, and what it makes that from. Types only; reads nothing, writes nothing.

A leaf depends on nothing but its `ProposalSource`, its `ConsultationContext`, the rows and texts of the ledger that
concern it, and the templates. So a build makes a leaf anew only when one of these changed, and makes many at once.
"""

import zlib
from collections.abc import Mapping

import msgspec

from civicgen.model.answer import Answer
from civicgen.model.consultation import Consultation
from civicgen.model.contribution import Contribution
from civicgen.model.counting import Closing
from civicgen.model.facts import ProposalFacts
from civicgen.model.letters import Letter
from civicgen.model.names import PersonId, ProposalId, State
from civicgen.model.portal import Portal
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """Another proposal that a page names. `address` is relative to the site's root."""

    id: ProposalId
    title: str
    address: str


class ProposalSource(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the content says about one proposal.

    Attributes:
        targets: where the relative links of its texts lead: addresses of the site by the paths of content files. Links
            to headings of a target that is in `anchored` need the prefix of headings.
        answers: those that name the proposal, and `answered` the proposals that these answers are about.
        letters: the offline contributions about it.
    """

    proposal: Proposal
    facts: ProposalFacts
    targets: Mapping[str, str]
    anchored: frozenset[str]
    merged_into: Related | None
    merged_from: tuple[Related, ...]
    split_from: Related | None
    split_into: tuple[Related, ...]
    answers: tuple[Answer, ...]
    answered: tuple[Related, ...]
    letters: tuple[Contribution, ...]


class ConsultationContext(msgspec.Struct, frozen=True, kw_only=True):
    """What all leaves of a consultation share. It changes only when every one of its pages may have to.

    `consultation` is without its own texts, which no leaf shows. `is_late`: the promised time of answers has passed.
    `is_collected`: there was a complete observation. `closings` as in force at it, oldest first, the one in force last;
    empty before the opening. `parts` is the number of parts in which its data is published, `kinds` are reaction kinds
    that its rows name and that are new to us, `appeal` the route of appeal against moderation.
    """

    portal: Portal
    consultation: Consultation
    state: State | None
    answer_by: Instant | None
    is_late: bool
    is_collected: bool
    closings: tuple[Closing, ...]
    parts: int
    kinds: tuple[str, ...]
    appeal: str


class Brief(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What lists and totals need to know of a proposal.

    `facts` is None for a proposal that only the ledger still knows. `first_seen` is when its first wording was
    published, '' before that. `status` is as shown. `sums` are its measures that add up in the consultation's totals,
    by their names in figures (with `@<closing>` for earlier closings). `letters` are those that have their place with
    it.
    """

    id: ProposalId
    facts: ProposalFacts | None
    status: str
    first_seen: str
    sums: Mapping[str, int]
    letters: tuple[Letter, ...] = ()


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """What one proposal adds to the site.

    `page` and `card` are HTML, '' for a proposal that only the ledger still knows. `pieces` are its lines in the data
    files, by the files' names. `accounts` are those counted, for each closing in the order of the context's closings.
    """

    brief: Brief
    page: str
    card: str
    pieces: Mapping[str, bytes]
    accounts: tuple[frozenset[PersonId], ...]


def parts_for(*, rows: int, proposals: int) -> int:
    """In how many parts the data of a consultation is published: a power of two that keeps files well below 1 MB.

    About 4,000 entries of the public record, or 1,000 proposals, make a part; a small consultation has one.
    """
    parts = 1
    while parts * 4000 < rows or parts * 1000 < proposals:
        parts *= 2
    return parts


def part_of(proposal: str, parts: int) -> int:
    """The part, from 0, in which a proposal stands: by the CRC-32 of its id, so that no other proposal moves it."""
    return zlib.crc32(proposal.encode("utf-8", "surrogatepass")) % parts


def part_name(name: str, part: int, parts: int) -> str:
    """The name of one part of a data file: `stances.csv` where there is one part, else `stances-07.csv`.

    As many digits as the last part needs, so that names in order are parts in order.
    """
    if parts == 1:
        return name
    stem, dot, ending = name.partition(".")
    return f"{stem}-{part:0{len(str(parts - 1))}}{dot}{ending}"
