"""The page "data": what to download, and how to check every number oneself. An edition in, page data out; no I/O."""

from dataclasses import dataclass

from civicgen.model.edition import Edition
from civicgen.model.times import Instant
from civicgen.views import addresses
from civicgen.views.freshness import Freshness, freshness_of, oldest_complete
from civicgen.views.links import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A published file. `size` in bytes; `kind` is what files of several consultations have in common."""

    name: str
    kind: str
    address: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadGroup:
    """The files of one consultation, or of the whole portal (`title` is '')."""

    title: str
    files: tuple[Download, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedConsultation:
    """As of when a consultation's numbers are; `figures` begins their names."""

    consultation: Link
    freshness: Freshness
    figures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to collect."""

    number: int
    at: Instant
    clock: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """Everything that the data page shows. `site_url` is '' where the portal has no address yet."""

    address: str
    title: str
    description: str
    site_url: str
    checkpoint: str | None
    built_for: Instant | None
    is_set_by_hand: bool
    freshness: Freshness
    zone: str
    consultations: tuple[ObservedConsultation, ...]
    attempts: tuple[Attempt, ...]
    groups: tuple[DownloadGroup, ...]
    has_recount: bool


def data_page(edition: Edition, *, title: str, description: str) -> DataPage:
    """What this edition publishes."""
    portal, harvests = edition.content.portal, edition.harvests
    interval = portal.update_interval_hours
    return DataPage(
        address=addresses.DATA,
        title=title,
        description=description,
        site_url=portal.site_url,
        checkpoint=edition.checkpoint,
        built_for=edition.built_for,
        is_set_by_hand=edition.is_set_by_hand,
        freshness=freshness_of(oldest_complete(harvests), harvests, interval_hours=interval),
        zone=portal.timezone,
        consultations=tuple(
            ObservedConsultation(
                consultation=Link(title=published.facts.title, address=published.facts.page),
                freshness=freshness_of(
                    published.facts.as_of, harvests, interval_hours=interval, of=published.facts.slug
                ),
                figures=f"{published.facts.slug}//",
            )
            for published in edition.published
        ),
        attempts=tuple(
            Attempt(number=row.n, at=row.at, clock=row.clock, outcome=row.outcome, reason=row.reason)
            for row in reversed(harvests[-10:])
        ),
        groups=_groups(edition),
        has_recount="recount.py" in edition.data,
    )


def data_files(edition: Edition, slug: str) -> tuple[Download, ...]:
    """The tables and files of one consultation, to be linked next to its numbers."""
    return tuple(_download(name, data) for name, data in sorted(edition.data.items()) if name.startswith(f"{slug}/"))


def _groups(edition: Edition) -> tuple[DownloadGroup, ...]:
    titles = {str(published.facts.slug): published.facts.title for published in edition.published}
    groups = [DownloadGroup(title=title, files=data_files(edition, slug)) for slug, title in titles.items()]
    others = tuple(
        _download(name, data) for name, data in sorted(edition.data.items()) if name.partition("/")[0] not in titles
    )
    return tuple(group for group in (DownloadGroup(title="", files=others), *groups) if group.files)


def _download(name: str, data: bytes) -> Download:
    return Download(name=name, kind=_kind(name), address=f"data/{name}", size=len(data))


def _kind(name: str) -> str:
    """`stances` for `bright-streets/stances.csv`; rows and texts of the public record by their folders."""
    folder, _, file = name.rpartition("/")
    if folder == "ledger/texts":
        return "texts"
    return "rows" if folder.startswith("ledger/") else file.partition(".")[0]
