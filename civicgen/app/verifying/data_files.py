"""The files below `data/`: made again from the ledger, or held against their sums. Reads through a port.

Consultations are made again part by part, from the rows that concern its proposals, so that parts can be shared out.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from civicgen.app.verifying.differences import Difference, file_differences
from civicgen.app.verifying.site import PublishedSite
from civicgen.counting.figures import portal_figures, total_figures
from civicgen.counting.intake import intake_of
from civicgen.counting.numbers import accounts_of, closings_of, proposal_numbers, sums_of
from civicgen.errors import LedgerError
from civicgen.exports.consultation import consultation_json, read_consultation, read_proposals
from civicgen.exports.figures import figures_json, portal_json
from civicgen.exports.intake import INTAKE, intake_csv
from civicgen.exports.measures import columns
from civicgen.exports.published import SUMS
from civicgen.exports.recomputable import ProposalData
from civicgen.exports.registry import FROM_THE_LEDGER, address_in_data, file_of, pieces_of
from civicgen.exports.texts import shown_texts
from civicgen.ledger.chain import segment_file
from civicgen.ledger.slices import TERMS, slices
from civicgen.model.counting import Closing, ProposalNumbers
from civicgen.model.facts import ConsultationFacts
from civicgen.model.intake import IntakeEntry
from civicgen.model.leaf import part_of, parts_for
from civicgen.model.ledger import Ledger, OpenedText, Row, RowType
from civicgen.model.names import Digest, PersonId, ProposalId, ReactionKind

_KINDS = frozenset(kind.value for kind in ReactionKind)


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """What a site says of a consultation: the facts, and in how many parts its data is published."""

    facts: ConsultationFacts
    parts: int


class Recount(msgspec.Struct, frozen=True, kw_only=True):
    """A consultation before its parts are made again: what all parts need. `rows` are by proposal.

    `register` is that of what was proposed at the forge.
    """

    claimed: Claimed
    committed: int
    rows: Mapping[ProposalId, tuple[Row, ...]]
    texts: Mapping[Digest, OpenedText]
    closings: tuple[Closing, ...]
    register: tuple[IntakeEntry, ...]
    columns: tuple[str, ...]
    members: tuple[tuple[ProposalId, ...], ...]


class RecountedPart(msgspec.Struct, frozen=True, kw_only=True):
    """What came out of one part: where its files differ, the figures of its proposals, and what they add up to."""

    differences: tuple[Difference, ...]
    figures: Mapping[str, int]
    sums: Mapping[str, int]
    accounts: tuple[frozenset[PersonId], ...]


def begin_recount(claimed: Claimed, ledger: Ledger) -> Recount:
    """Sort a consultation's rows by the proposals that they concern.

    Raises:
        ValueError: a row holds what nobody can count.
    """
    facts, parts = claimed.facts, claimed.parts
    rows = ledger.rows.get(facts.slug, ())
    by_proposal = slices(rows)
    terms = (row for row in rows if row.type in TERMS)
    closings = () if facts.as_of is None else closings_of(terms, as_of=facts.as_of)
    strange = {row.kind for row in rows if row.type is RowType.REACTION_CAST and row.kind} - _KINDS
    members: list[list[ProposalId]] = [[] for _ in range(parts)]
    for proposal in sorted({each.id for each in facts.proposals} | by_proposal.keys()):
        members[part_of(proposal, parts)].append(proposal)
    return Recount(
        claimed=claimed,
        committed=len(rows),
        rows=by_proposal,
        texts=ledger.texts.get(facts.slug, {}),
        closings=closings,
        register=intake_of(facts, rows),
        columns=columns(strange, closings),
        members=tuple(map(tuple, members)),
    )


def recount_part(recount: Recount, part: int, site: PublishedSite, names: Collection[str]) -> RecountedPart:
    """Count the proposals of one part, make its files again, and hold them against those that are published.

    Raises:
        LedgerError: a row holds what nobody can count.
    """
    facts, parts = recount.claimed.facts, recount.claimed.parts
    described = {each.id: each for each in facts.proposals}
    pieces: dict[str, list[bytes]] = {name: [] for name in FROM_THE_LEDGER}
    figures: dict[str, int] = {}
    sums: Counter[str] = Counter()
    accounts: list[set[PersonId]] = [set() for _ in recount.closings]
    for proposal in recount.members[part]:
        rows = recount.rows.get(proposal, ())
        numbers = _numbers(recount, proposal, rows)
        data = ProposalData(
            slug=facts.slug,
            proposal=proposal,
            facts=described.get(proposal),
            rows=tuple(row for row in rows if facts.as_of is not None and row.seen_at <= facts.as_of),
            texts=shown_texts(rows, recount.texts),
            numbers=numbers,
            closings=recount.closings,
            columns=recount.columns,
        )
        for name, piece in pieces_of(data).items():
            pieces[name].append(piece)
        figures |= numbers.figures
        sums.update(sums_of(numbers))
        for known, counted in zip(accounts, accounts_of(numbers), strict=False):
            known.update(counted)
    differences: list[Difference] = []
    for name, found in pieces.items():
        file = f"data/{address_in_data(facts.slug, name, part, parts)}"
        again = file_of(name, found, slug=facts.slug, columns=recount.columns)
        if again or file in names:
            differences += _against(file, again, site, names)
    return RecountedPart(
        differences=tuple(differences), figures=figures, sums=sums, accounts=tuple(map(frozenset, accounts))
    )


def total_of(recount: Recount, parts: Sequence[RecountedPart]) -> dict[str, int]:
    """The figures of the consultation as a whole."""
    facts = recount.claimed.facts
    sums: Counter[str] = Counter()
    accounts: list[set[PersonId]] = [set() for _ in recount.closings]
    for part in parts:
        sums.update(part.sums)
        for known, counted in zip(accounts, part.accounts, strict=True):
            known.update(counted)
    return total_figures(
        facts,
        sums,
        closings=recount.closings,
        accounts=[len(each) for each in accounts],
        rows=None if facts.as_of is None else recount.committed,
        register=recount.register,
    )


def read_claims(site: PublishedSite, names: Collection[str]) -> tuple[list[Claimed], list[Difference]]:
    """The facts of every consultation that the portal lists or that has a folder, in the portal's order."""
    claims: list[Claimed] = []
    problems: list[Difference] = []
    for slug in _slugs(site, names):
        file = f"data/{slug}/consultation.json"
        if file not in names:
            problems.append(Difference(file=file, what="the file", published="missing", recomputed="there"))
            continue
        try:
            facts, parts = read_consultation(site.read_data(file))
        except ValueError as problem:
            problems.append(Difference(file=file, what="the file", published=str(problem), recomputed="readable"))
            continue
        if facts.slug != slug:
            problems.append(Difference(file=file, what="slug", published=facts.slug, recomputed=slug))
            continue
        found = [f"data/{address_in_data(facts.slug, 'facts.json', part, parts)}" for part in range(parts)]
        try:
            proposals = read_proposals(site.read_data(each) for each in found if each in names)
        except ValueError as problem:
            problems.append(Difference(file=found[0], what="the file", published=str(problem), recomputed="readable"))
            continue
        claims.append(Claimed(facts=replace(facts, proposals=proposals), parts=parts))
    return claims, problems


def claim_differences(claimed: Claimed, ledger: Ledger) -> Iterator[Difference]:
    """What the ledger knows too: the moment that the numbers are as of, and from that how many parts there are."""
    facts = claimed.facts
    said = ledger.as_of(facts.slug)
    file = f"data/{facts.slug}/consultation.json"
    if facts.as_of != said:
        yield Difference(file=file, what="as_of", published=str(facts.as_of), recomputed=str(said))
    parts = parts_for(rows=len(ledger.rows.get(facts.slug, ())), proposals=len(facts.proposals))
    if claimed.parts != parts:
        yield Difference(file=file, what="parts", published=str(claimed.parts), recomputed=str(parts))


def consultation_differences(
    claimed: Claimed,
    totals: Mapping[str, int],
    register: Sequence[IntakeEntry],
    site: PublishedSite,
    names: Collection[str],
) -> Iterator[Difference]:
    """The files of a consultation as a whole that do not come out again."""
    folder = f"data/{claimed.facts.slug}"
    yield from _against(f"{folder}/consultation.json", consultation_json(claimed.facts, claimed.parts), site, names)
    if register or f"{folder}/{INTAKE}" in names:
        yield from _against(f"{folder}/{INTAKE}", intake_csv(register), site, names)
    yield from _against(f"{folder}/figures.json", figures_json(claimed.facts.slug, totals), site, names)


def portal_differences(
    facts: Sequence[ConsultationFacts], ledger: Ledger, site: PublishedSite, names: Collection[str]
) -> Iterator[Difference]:
    """Every number of `portal.json` that does not come out again."""
    again = portal_json(facts, portal_figures(facts), checkpoint=ledger.checkpoint, harvests=len(ledger.harvests))
    yield from _against("data/portal.json", again, site, names)


def sum_differences(site: PublishedSite, names: Collection[str]) -> Iterator[Difference]:
    """Every file below `data/` that is not the one that `SHA256SUMS` names, or that it does not name."""
    file = f"data/{SUMS}"
    if file not in names:
        yield Difference(file=file, what="the file", published="missing", recomputed="there")
        return
    listed: dict[str, str] = {}
    for line in site.read_data(file).decode(errors="replace").splitlines():
        sha256, _, path = line.partition("  ")
        listed[f"data/{path}"] = sha256
    for path in sorted((listed.keys() | set(names)) - {file}):
        if path not in names:
            yield Difference(file=path, what="the file", published="missing", recomputed=f"named in {file}")
        elif path not in listed:
            yield Difference(file=path, what="the file", published="there", recomputed=f"named in {file}")
        elif listed[path] != (actual := hashlib.sha256(site.read_data(path)).hexdigest()):
            yield Difference(file=path, what="SHA-256", published=actual, recomputed=f"{listed[path]} by {file}")


def is_basis(file: str) -> bool:
    """Whether a file is one that others are recomputed from: where it was changed, they differ because of it."""
    name = file.rpartition("/")[2]
    return name == "consultation.json" or (name.startswith("facts") and name.endswith(".json"))


def uncountable(facts: ConsultationFacts, problem: Exception) -> LedgerError:
    return LedgerError(f"a row cannot be counted: {problem}", file=segment_file(facts.slug, 1))


def _numbers(recount: Recount, proposal: ProposalId, rows: Sequence[Row]) -> ProposalNumbers:
    facts = recount.claimed.facts
    if facts.as_of is None:
        return ProposalNumbers(tallies=(), comments=(), figures={})
    try:
        return proposal_numbers(proposal, rows, slug=facts.slug, closings=recount.closings, as_of=facts.as_of)
    except (ValueError, KeyError, TypeError) as problem:
        raise uncountable(facts, problem) from problem


def _slugs(site: PublishedSite, names: Collection[str]) -> list[str]:
    """The consultations by their folders, in the order in which the portal lists them."""
    folders = {path.split("/")[1] for path in names if path.count("/") == 2 and path.endswith("/consultation.json")}
    try:
        data = site.read_data("data/portal.json") if "data/portal.json" in names else b"{}"
        listed = [str(item["slug"]) for item in json.loads(data)["consultations"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        listed = []
    return [*listed, *sorted(folders - set(listed))]


def _against(file: str, recomputed: bytes, site: PublishedSite, names: Collection[str]) -> Iterator[Difference]:
    if file not in names:
        yield Difference(file=file, what="the file", published="missing", recomputed="there")
    else:
        yield from file_differences(file, site.read_data(file), recomputed)
