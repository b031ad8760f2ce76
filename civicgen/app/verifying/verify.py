"""`verify`: everything that a built site says in numbers, recomputed from the ledger that it publishes.

In: a built site through a port. Out: a report. Needs no network, no content and no clock; writes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from civicgen.app.ports import Progress
from civicgen.app.verifying.data_files import (
    Recomputed,
    consultation_differences,
    fact_differences,
    is_basis,
    portal_differences,
    read_facts,
    recompute,
    sum_differences,
)
from civicgen.app.verifying.differences import Difference
from civicgen.app.verifying.drawings import drawing_differences
from civicgen.app.verifying.pages import page_differences
from civicgen.app.verifying.record import frozen_differences, require_checkpoint
from civicgen.counting.figures import portal_figures
from civicgen.errors import LedgerError
from civicgen.ledger.chain import segment_file
from civicgen.model.facts import ConsultationFacts
from civicgen.model.ledger import Ledger
from civicgen.model.names import Digest

_ALWAYS = ("index.html", "data.html")


class PublishedSite(Protocol):
    """A built site on disk."""

    def ledger(self) -> Ledger:
        """The published ledger, proved while reading. Raises LedgerError."""
        ...

    def data_files(self) -> Mapping[str, bytes]:
        """Everything below `data/`, by its path relative to the site."""
        ...

    def pages(self) -> Sequence[str]:
        """The paths of the HTML pages and drawings, relative to the site."""
        ...

    def read_page(self, path: str) -> str:
        """One of them, as text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was looked at, and every difference, worst first: ledger, data files, pages."""

    checkpoint: Digest | None
    harvests: int
    rows: int
    consultations: int
    figures: int
    files: int
    pages: int
    differences: tuple[Difference, ...]


def verify(
    site: PublishedSite, *, progress: Progress, since: str | None = None, own_ledger: Ledger | None = None
) -> Report:
    """Hold a site against its ledger. `since` is an earlier checkpoint, `own_ledger` a ledger kept elsewhere.

    Raises:
        LedgerError: the ledger is not whole, does not hold the earlier checkpoint, or is not the one kept elsewhere.
    """
    ledger = site.ledger()
    _require_same_ledger(ledger, since=since, own_ledger=own_ledger)
    files = site.data_files()
    sums = list(sum_differences(files))
    facts, unreadable = read_facts(files)
    problems = [*unreadable, *(each for each in sums if is_basis(each.file))]
    recomputed: list[Recomputed] = []
    for done, each in enumerate(facts):
        progress("consultations", done, len(facts))
        recomputed.append(_recompute(each, ledger))
        problems += _of_consultation(recomputed[-1], ledger, files)
    progress("consultations", len(facts), len(facts))
    problems += portal_differences(facts, ledger, files)
    problems += (each for each in sums if not is_basis(each.file))
    figures = _figures(facts, recomputed)
    pages = site.pages()
    problems += _missing_pages(facts, pages)
    problems += _of_pages(site, pages, figures, required=_required(facts, figures), progress=progress)
    return Report(
        checkpoint=ledger.checkpoint,
        harvests=len(ledger.harvests),
        rows=sum(len(rows) for rows in ledger.rows.values()),
        consultations=len(facts),
        figures=len(figures),
        files=len(files),
        pages=len(pages),
        differences=tuple(problems),
    )


def _require_same_ledger(ledger: Ledger, *, since: str | None, own_ledger: Ledger | None) -> None:
    if since is not None:
        require_checkpoint(ledger, since, whose="checkpoint")
    if own_ledger is not None and ledger.checkpoint is not None:
        require_checkpoint(own_ledger, ledger.checkpoint, whose="the site's checkpoint")


def _recompute(facts: ConsultationFacts, ledger: Ledger) -> Recomputed:
    try:
        return recompute(facts, ledger)
    except (ValueError, KeyError, TypeError) as problem:
        raise _uncountable(facts, problem) from problem


def _of_consultation(recomputed: Recomputed, ledger: Ledger, files: Mapping[str, bytes]) -> Iterator[Difference]:
    facts = recomputed.facts
    try:
        yield from frozen_differences(facts.slug, recomputed.rows)
    except (ValueError, KeyError, TypeError) as problem:
        raise _uncountable(facts, problem) from problem
    yield from fact_differences(facts, ledger)
    yield from consultation_differences(recomputed, files)


def _uncountable(facts: ConsultationFacts, problem: Exception) -> LedgerError:
    return LedgerError(f"a row cannot be counted: {problem}", file=segment_file(facts.slug, 1))


def _figures(facts: Sequence[ConsultationFacts], recomputed: Iterable[Recomputed]) -> dict[str, int]:
    figures = portal_figures(facts)
    for each in recomputed:
        figures |= each.figures
    return figures


def _missing_pages(facts: Sequence[ConsultationFacts], pages: Sequence[str]) -> Iterator[Difference]:
    """Every page that a portal has or that the facts name, and that is not there."""
    named = [*_ALWAYS]
    named += [page for each in facts for page in (each.page, *(proposal.page for proposal in each.proposals))]
    present = set(pages)
    for page in named:
        if page not in present:
            yield Difference(file=page, what="the page", published="missing", recomputed="there")


def _required(facts: Sequence[ConsultationFacts], figures: Mapping[str, int]) -> dict[str, list[str]]:
    """The numbers that a page must show, by its path: a proposal's own support, once there is one."""
    names = {proposal.page: f"{each.slug}/{proposal.id}/support" for each in facts for proposal in each.proposals}
    return {page: [name] for page, name in names.items() if name in figures}


def _of_pages(
    site: PublishedSite,
    pages: Sequence[str],
    figures: Mapping[str, int],
    *,
    required: Mapping[str, Sequence[str]],
    progress: Progress,
) -> Iterator[Difference]:
    for done, path in enumerate(pages, start=1):
        page = site.read_page(path)
        yield from page_differences(path, page, figures, required=required.get(path, ()))
        yield from drawing_differences(path, page)
        progress("pages", done, len(pages))
