"""Lists of proposals: in three orders, by topic and by status, each in pages of 50. No I/O."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from civicgen.model.facts import Published
from civicgen.model.ledger import RowType
from civicgen.model.names import ProposalId
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant
from civicgen.views import addresses
from civicgen.views.links import Link, ProposalCard, outcomes_of, proposal_card, shown_status
from civicgen.views.proposal import topic_listing

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One order or filter. `name` is its file's name; `kind` is `order`, `topic` or `status`, `label` its own word."""

    kind: str
    name: str
    label: str
    address: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """One page of a list. `number` of `pages`; the addresses of its neighbours are '' at the ends."""

    address: str
    title: str
    description: str
    kind: str
    label: str
    consultation: Link
    listings: tuple[Listing, ...]
    current: str
    cards: tuple[ProposalCard, ...]
    total: int
    first: int
    number: int
    pages: tuple[str, ...]
    is_collected: bool


def ranked(published: Published) -> list[Proposal]:
    """Most supported first; equal ones by their titles. Without a tally by their titles alone."""
    tallies = published.tally.proposals if published.tally else {}

    def rank(proposal: Proposal) -> tuple[int, str, str]:
        support = tallies[proposal.id].support if proposal.id in tallies else 0
        return (-support, _sort_key(proposal.title), proposal.id)

    return sorted(_listed(published), key=rank)


def listings_of(published: Published) -> tuple[Listing, ...]:
    """Every list of a consultation, the orders first."""
    return tuple(listing for listing, _ in _lists(published))


def listing_pages(published: Published, *, title: str, description: str) -> Iterator[ListingPage]:
    """All pages of all lists of a consultation."""
    lists = list(_lists(published))
    listings = tuple(listing for listing, _ in lists)
    outcomes = outcomes_of(published)
    cards = {each.id: proposal_card(published, each, outcomes) for each in published.dossier.proposals}
    facts = published.facts
    for listing, proposals in lists:
        parts = [proposals[start : start + PAGE_SIZE] for start in range(0, len(proposals), PAGE_SIZE)] or [[]]
        pages = tuple(addresses.listing_page(facts.slug, listing.name, number) for number in range(1, len(parts) + 1))
        for number, part in enumerate(parts, start=1):
            yield ListingPage(
                address=pages[number - 1],
                title=title,
                description=description,
                kind=listing.kind,
                label=listing.label,
                consultation=Link(title=facts.title, address=facts.page),
                listings=listings,
                current=listing.name,
                cards=tuple(cards[each.id] for each in part),
                total=len(proposals),
                first=(number - 1) * PAGE_SIZE + 1,
                number=number,
                pages=pages,
                is_collected=facts.as_of is not None,
            )


def _lists(published: Published) -> Iterator[tuple[Listing, list[Proposal]]]:
    proposals = _listed(published)
    yield _listing(published, "order", "newest", "newest", newest := _newest(published, proposals))
    yield _listing(published, "order", "most-supported", "most-supported", ranked(published))
    yield _listing(
        published, "order", "a-z", "a-z", sorted(proposals, key=lambda each: (_sort_key(each.title), each.id))
    )
    for name, label in _topics(proposals):
        of_topic = [each for each in newest if name in map(topic_listing, each.topics)]
        yield _listing(published, "topic", name, label, of_topic)
    statuses: dict[str, list[Proposal]] = {}
    for each in newest:
        statuses.setdefault(shown_status(each, published.facts.state), []).append(each)
    for status in sorted(statuses):
        yield _listing(published, "status", f"status-{status}", status, statuses[status])


def _topics(proposals: Iterable[Proposal]) -> list[tuple[str, str]]:
    """File name and label of each topic; topics that would share a file share a list, under the first label."""
    labels: dict[str, str] = {}
    for topic in sorted({topic for each in proposals for topic in each.topics}):
        labels.setdefault(topic_listing(topic), topic)
    return sorted(labels.items(), key=lambda item: (_sort_key(item[1]), item[0]))


def _listing(
    published: Published, kind: str, name: str, label: str, proposals: Sequence[Proposal]
) -> tuple[Listing, list[Proposal]]:
    address = addresses.listing_page(published.facts.slug, name)
    return Listing(kind=kind, name=name, label=label, address=address, number=len(proposals)), list(proposals)


def _listed(published: Published) -> list[Proposal]:
    """Drafts are shown too: nothing that lies in public content is hidden from its own list."""
    return list(published.dossier.proposals)


def _newest(published: Published, proposals: Iterable[Proposal]) -> list[Proposal]:
    """By when their first wording was published; those that nobody collected yet come first."""
    first_seen: dict[ProposalId, Instant] = {}
    for row in published.rows:
        if row.type is RowType.PUBLISHED and row.proposal is not None:
            first_seen.setdefault(row.proposal, row.made_at or row.seen_at)
    by_title = sorted(proposals, key=lambda each: (_sort_key(each.title), each.id))
    return sorted(by_title, key=lambda each: first_seen.get(each.id, "9"), reverse=True)


def _sort_key(text: str) -> str:
    """Letters in the order that readers expect: accents and case do not matter."""
    return normalize("NFKD", text).encode("ascii", "ignore").decode().casefold() or text.casefold()
