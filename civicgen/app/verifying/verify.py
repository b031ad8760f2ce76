"""`verify`: everything that a built site says in numbers, recomputed from the ledger that it publishes.

In: a built site through a port. Out: a report. Needs no network, no content and no clock; writes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from civicgen.app.ports import Share, alone
from civicgen.app.progress import Progress
from civicgen.app.verifying.data_files import (
    Claimed,
    Recount,
    begin_recount,
    claim_differences,
    consultation_differences,
    is_basis,
    portal_differences,
    read_claims,
    recount_part,
    sum_differences,
    total_of,
    uncountable,
)
from civicgen.app.verifying.differences import Difference
from civicgen.app.verifying.drawings import drawing_differences
from civicgen.app.verifying.markup import pieces
from civicgen.app.verifying.pages import page_differences
from civicgen.app.verifying.record import frozen_differences, require_checkpoint
from civicgen.app.verifying.site import PublishedSite
from civicgen.counting.figures import portal_figures
from civicgen.model.facts import ConsultationFacts
from civicgen.model.ledger import Ledger
from civicgen.model.names import Digest

_ALWAYS = ("index.html", "data.html")
_PAGES_AT_A_TIME = 100


class Report(msgspec.Struct, frozen=True, kw_only=True):
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
    site: PublishedSite,
    *,
    progress: Progress,
    since: str | None = None,
    own_ledger: Ledger | None = None,
    share: Share = alone,
) -> Report:
    """Hold a site against its ledger. `since` is an earlier checkpoint, `own_ledger` a ledger kept elsewhere.

    `share` shares work out, maybe to other processes.

    Raises:
        LedgerError: the ledger is not whole, does not hold the earlier checkpoint, or is not the one kept elsewhere.
    """
    progress("the public record", 0, None)
    ledger = site.ledger()
    _require_same_ledger(ledger, since=since, own_ledger=own_ledger)
    rows, checkpoint, harvests = sum(map(len, ledger.rows.values())), ledger.checkpoint, len(ledger.harvests)
    files = site.data_files()
    names = frozenset(files)
    progress("sums", 0, None)
    sums = list(sum_differences(site, names))
    claims, unreadable = read_claims(site, names)
    facts = [each.facts for each in claims]
    problems = [*unreadable, *(each for each in sums if is_basis(each.file))]
    figures = portal_figures(facts)
    for claimed in claims:
        found, of_consultation = _of_consultation(claimed, ledger, site, names, progress=progress, share=share)
        problems += found
        figures |= of_consultation
    problems += portal_differences(facts, ledger, site, names)
    problems += (each for each in sums if not is_basis(each.file))
    del ledger  # the pages need none of its rows
    pages = site.pages()
    problems += _missing_pages(facts, pages)
    problems += _of_pages(site, pages, figures, required=_required(facts, figures), progress=progress, share=share)
    return Report(
        checkpoint=checkpoint,
        harvests=harvests,
        rows=rows,
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


def _of_consultation(
    claimed: Claimed,
    ledger: Ledger,
    site: PublishedSite,
    names: frozenset[str],
    *,
    progress: Progress,
    share: Share,
) -> tuple[list[Difference], dict[str, int]]:
    """Where a consultation's files differ, and all its figures."""
    facts = claimed.facts
    try:
        problems = list(frozen_differences(facts.slug, ledger.rows.get(facts.slug, ())))
        recount: Recount = begin_recount(claimed, ledger)
    except (ValueError, KeyError, TypeError) as problem:
        raise uncountable(facts, problem) from problem
    problems += claim_differences(claimed, ledger)
    parts = []
    for part in share(range(claimed.parts), lambda number: recount_part(recount, number, site, names)):
        parts.append(part)
        progress(f"the data of {facts.slug}", len(parts), claimed.parts)
    totals = total_of(recount, parts)
    problems += consultation_differences(claimed, totals, recount.register, site, names)
    figures = dict(totals)
    for part in parts:
        problems += part.differences
        figures |= part.figures
    return problems, figures


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
    share: Share,
) -> Iterator[Difference]:
    def look(some: Sequence[str]) -> list[Difference]:
        found: list[Difference] = []
        for path in some:
            page = site.read_page(path)
            among = list(pieces(page))
            found += page_differences(path, page, figures, required=required.get(path, ()), among=among)
            found += drawing_differences(path, page, among=among)
        return found

    batches = [pages[start : start + _PAGES_AT_A_TIME] for start in range(0, len(pages), _PAGES_AT_A_TIME)]
    done = 0
    for batch, found in zip(batches, share(batches, look), strict=True):
        yield from found
        done += len(batch)
        progress("pages", done, len(pages))
