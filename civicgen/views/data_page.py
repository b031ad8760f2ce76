"""The page "data": what to download, and how to check every number oneself. Sizes in, page data out; no I/O."""

import re
from collections.abc import Mapping

import msgspec

from civicgen.model.times import Instant
from civicgen.views import addresses
from civicgen.views.freshness import Freshness, freshness_of, oldest_complete
from civicgen.views.links import Link
from civicgen.views.overview import PortalOverview

_NUMBERED = re.compile(r"\d+\.jsonl")
_PART = re.compile(r"-\d+(?=\.)")


class Download(msgspec.Struct, frozen=True, kw_only=True):
    """A published file. `size` in bytes."""

    name: str
    address: str
    size: int


class DownloadKind(msgspec.Struct, frozen=True, kw_only=True):
    """What of a consultation, or of the portal, is published under one name; in parts, where there is much of it.

    `kind` is what files of several consultations have in common. `size` is that of all parts together.
    """

    name: str
    kind: str
    parts: tuple[Download, ...]
    size: int


class DownloadGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The files of one consultation, or of the whole portal (`title` is '')."""

    title: str
    files: tuple[DownloadKind, ...]


class ObservedConsultation(msgspec.Struct, frozen=True, kw_only=True):
    """As of when a consultation's numbers are; `figures` begins their names."""

    consultation: Link
    freshness: Freshness
    figures: str


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt to collect."""

    number: int
    at: Instant
    clock: str
    outcome: str
    reason: str


class DataPage(msgspec.Struct, frozen=True, kw_only=True):
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


def data_page(whole: PortalOverview, data: Mapping[str, int], *, title: str, description: str) -> DataPage:
    """What is published. `data` gives the size of each file by its address below `data/`."""
    portal, harvests = whole.portal, whole.harvests
    interval = portal.update_interval_hours
    return DataPage(
        address=addresses.DATA,
        title=title,
        description=description,
        site_url=portal.site_url,
        checkpoint=whole.checkpoint,
        built_for=whole.built_for,
        is_set_by_hand=whole.is_set_by_hand,
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
            for published in whole.consultations
        ),
        attempts=tuple(
            Attempt(number=row.n, at=row.at, clock=row.clock, outcome=row.outcome, reason=row.reason)
            for row in reversed(harvests[-10:])
        ),
        groups=_groups(whole, data),
        has_recount="recount.py" in data,
    )


def data_files(data: Mapping[str, int], slug: str) -> tuple[DownloadKind, ...]:
    """The tables and files of one consultation, to be linked next to its numbers."""
    return _kinds({address: size for address, size in data.items() if address.startswith(f"{slug}/")})


def _groups(whole: PortalOverview, data: Mapping[str, int]) -> tuple[DownloadGroup, ...]:
    by_folder: dict[str, dict[str, int]] = {}
    for address, size in data.items():
        by_folder.setdefault(address.partition("/")[0], {})[address] = size
    titles = {str(each.facts.slug): each.facts.title for each in whole.consultations}
    groups = [DownloadGroup(title=title, files=_kinds(by_folder.get(slug, {}))) for slug, title in titles.items()]
    others = {
        address: size for folder, files in by_folder.items() if folder not in titles for address, size in files.items()
    }
    return tuple(group for group in (DownloadGroup(title="", files=_kinds(others)), *groups) if group.files)


def _kinds(files: Mapping[str, int]) -> tuple[DownloadKind, ...]:
    """Parts of the same file together; segments of a consultation's record are parts of one, too."""
    found: dict[str, list[Download]] = {}
    for address in sorted(files):
        download = Download(name=address.rpartition("/")[2], address=f"data/{address}", size=files[address])
        found.setdefault(_whole(address), []).append(download)
    return tuple(
        DownloadKind(name=name, kind=_kind(name), parts=tuple(parts), size=sum(part.size for part in parts))
        for name, parts in found.items()
    )


def _whole(address: str) -> str:
    """The name of the file that a part belongs to: `slug/stances.csv` of `slug/stances-07.csv`."""
    folder, _, file = address.rpartition("/")
    if _NUMBERED.fullmatch(file):
        return f"{folder}.jsonl" if folder.startswith("ledger/texts/") else f"{folder}/*.jsonl"
    return f"{folder}/{_PART.sub('', file)}" if folder else file


def _kind(name: str) -> str:
    """`stances` for `bright-streets/stances.csv`; rows and texts of the public record by their folders."""
    folder, _, file = name.rpartition("/")
    if folder == "ledger/texts":
        return "texts"
    return "rows" if folder.startswith("ledger/") else file.partition(".")[0]
