"""Lists of proposals: in three orders, by topic and by status, each in pages of 50. No I/O.

What stands where is planned from briefs alone, so that a build can tell which pages changed before it makes any.
"""

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

import msgspec
from markupsafe import Markup

from civicgen.model.facts import ProposalFacts
from civicgen.model.leaf import Brief
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import ConsultationSlug, ProposalId
from civicgen.views import addresses
from civicgen.views.links import Link
from civicgen.views.paging import Paging, paging

PAGE_SIZE = 50
SHOWN_TOPICS = 50
"""Every page links to the lists of so many topics; those of the others are linked from their proposals."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One order or filter. `name` is its file's name; `kind` is `order`, `topic` or `status`, `label` its own word."""

    kind: str
    name: str
    label: str
    address: str


class ListPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list before its cards are there. `pages` are the addresses of all pages of that list."""

    listing: Listing
    number: int
    pages: tuple[str, ...]
    ids: tuple[ProposalId, ...]

    @property
    def address(self) -> str:
        return self.pages[self.number - 1]


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """All lists of a consultation. `shown` are those to which every page links, the orders first.

    `more_topics` counts the topics that are not among them: those with the fewest proposals. `ranked` are all
    proposals, most supported first; equal ones by their titles, as all are without a tally.
    """

    listings: tuple[Listing, ...]
    shown: tuple[Listing, ...]
    more_topics: int
    plans: tuple[ListPlan, ...]
    ranked: tuple[ProposalId, ...]


class ListingPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list. `cards` is all of them as ready HTML, `first` the place of the first in the whole list."""

    address: str
    title: str
    description: str
    kind: str
    label: str
    consultation: Link
    listings: tuple[Listing, ...]
    more_topics: int
    current: str
    cards: Markup
    first: int
    paging: Paging


def lists_of(briefs: Iterable[Brief], slug: ConsultationSlug) -> Lists:
    """Every list of a consultation. Proposals that only the ledger still knows are in none.

    Drafts are in them: nothing that lies in public content is hidden from its own list.
    """
    known = sorted(((each.facts, each) for each in briefs if each.facts is not None), key=lambda each: each[0].id)
    # Sorting keeps the order of equal ones: ids within titles, titles within all other orders.
    by_title = sorted(known, key=lambda each: _sort_key(each[0].title))
    newest = sorted(by_title, key=lambda each: each[1].first_seen or "9", reverse=True)
    ranked = tuple(facts.id for facts, _ in sorted(by_title, key=lambda each: -each[1].sums.get("support", 0)))
    lists = [
        ("order", "newest", "newest", tuple(facts.id for facts, _ in newest)),
        ("order", "most-supported", "most-supported", ranked),
        ("order", "a-z", "a-z", tuple(facts.id for facts, _ in by_title)),
    ]
    topics = list(_by_topic([facts for facts, _ in newest]))
    lists += [("topic", name, label, ids) for name, label, ids in topics]
    statuses: dict[str, list[ProposalId]] = {}
    for facts, brief in newest:
        statuses.setdefault(brief.status, []).append(facts.id)
    lists += [("status", f"status-{status}", status, tuple(statuses[status])) for status in sorted(statuses)]
    listings = tuple(
        Listing(kind=kind, name=name, label=label, address=addresses.listing_page(slug, name))
        for kind, name, label, _ in lists
    )
    plans = (plan for listing, (*_, ids) in zip(listings, lists, strict=True) for plan in _plans(listing, slug, ids))
    largest = sorted(topics, key=lambda each: -len(each[2]))[:SHOWN_TOPICS]
    wanted = {name for name, _, _ in largest}
    return Lists(
        listings=listings,
        shown=tuple(each for each in listings if each.kind != "topic" or each.name in wanted),
        more_topics=len(topics) - len(largest),
        plans=tuple(plans),
        ranked=ranked,
    )


def listing_page(
    plan: ListPlan, lists: Lists, cards: Markup, *, consultation: Link, title: str, description: str
) -> ListingPage:
    """A page as planned. `cards` are those of `plan.ids`, one after the other."""
    listing = plan.listing
    return ListingPage(
        address=plan.address,
        title=title,
        description=description,
        kind=listing.kind,
        label=listing.label,
        consultation=consultation,
        listings=lists.shown if listing in lists.shown else (*lists.shown, listing),
        more_topics=lists.more_topics,
        current=listing.name,
        cards=cards,
        first=(plan.number - 1) * PAGE_SIZE + 1,
        paging=paging(plan.pages, plan.number),
    )


def first_seen(rows: Iterable[Row], proposal: ProposalId) -> str:
    """When a proposal's first wording was published, by the rows that concern it; '' before that."""
    own = (row for row in rows if row.type is RowType.PUBLISHED and row.proposal == proposal)
    return next((row.made_at or row.seen_at for row in own), "")


def _plans(listing: Listing, slug: ConsultationSlug, ids: tuple[ProposalId, ...]) -> Iterator[ListPlan]:
    """A list has one page at least: that there is nothing in it is said there."""
    starts = range(0, len(ids) or 1, PAGE_SIZE)
    pages = tuple(addresses.listing_page(slug, listing.name, number) for number in range(1, len(starts) + 1))
    for number, start in enumerate(starts, start=1):
        yield ListPlan(listing=listing, number=number, pages=pages, ids=ids[start : start + PAGE_SIZE])


def _by_topic(proposals: Sequence[ProposalFacts]) -> Iterator[tuple[str, str, tuple[ProposalId, ...]]]:
    """File name, label and proposals of each topic; topics that would share a file share a list."""
    # Many proposals have the same topics, so names are looked up once for each such group.
    groups = {each.topics for each in proposals}
    labels: dict[str, str] = {}
    for topic in sorted({topic for group in groups for topic in group}):
        labels.setdefault(addresses.topic_listing(topic), topic)
    names = {group: tuple(dict.fromkeys(map(addresses.topic_listing, group))) for group in groups}
    found: dict[str, list[ProposalId]] = {name: [] for name in labels}
    for each in proposals:
        for name in names[each.topics]:
            found[name].append(each.id)
    for name, label in sorted(labels.items(), key=lambda item: (_sort_key(item[1]), item[0])):
        yield name, label, tuple(found[name])


def _sort_key(text: str) -> str:
    """Letters in the order that readers expect: accents and case do not matter."""
    if text.isascii():
        return text.casefold()
    return normalize("NFKD", text).encode("ascii", "ignore").decode().casefold() or text.casefold()
