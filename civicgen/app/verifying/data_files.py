"""The files below `data/`: made again from the ledger, or held against their sums. In: bytes. Reads nothing itself."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from civicgen.app.verifying.differences import Difference, file_differences
from civicgen.counting.figures import portal_figures
from civicgen.counting.numbers import numbers_of
from civicgen.exports.consultation import read_consultation
from civicgen.exports.figures import portal_json
from civicgen.exports.published import SUMS
from civicgen.exports.registry import FROM_THE_LEDGER
from civicgen.model.counting import CommentWeight, ConsultationTally
from civicgen.model.facts import ConsultationFacts
from civicgen.model.ledger import Ledger, OpenedText, Row
from civicgen.model.names import Digest, ProposalId


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """A consultation as facts and ledger give it; the same that `Published` shows."""

    facts: ConsultationFacts
    rows: tuple[Row, ...]
    texts: Mapping[Digest, OpenedText]
    tally: ConsultationTally | None
    earlier: tuple[ConsultationTally, ...]
    comments: Mapping[ProposalId, tuple[CommentWeight, ...]]
    figures: Mapping[str, int]


def recompute(facts: ConsultationFacts, ledger: Ledger) -> Recomputed:
    """The numbers of a consultation, counted anew.

    Raises:
        ValueError: a row holds what nobody can count.
    """
    rows = ledger.rows.get(facts.slug, ())
    numbers = numbers_of(facts, rows)
    return Recomputed(
        facts=facts,
        rows=rows,
        texts=ledger.texts.get(facts.slug, {}),
        tally=numbers.tally,
        earlier=numbers.earlier,
        comments=numbers.comments,
        figures=numbers.figures,
    )


def read_facts(files: Mapping[str, bytes]) -> tuple[list[ConsultationFacts], list[Difference]]:
    """The facts of every consultation that the portal lists or that has a folder, in the portal's order."""
    facts: list[ConsultationFacts] = []
    problems: list[Difference] = []
    for slug in _slugs(files):
        file = f"data/{slug}/consultation.json"
        if file not in files:
            problems.append(Difference(file=file, what="the file", published="missing", recomputed="there"))
            continue
        try:
            found = read_consultation(files[file])
        except ValueError as problem:
            problems.append(Difference(file=file, what="the file", published=str(problem), recomputed="readable"))
            continue
        if found.slug == slug:
            facts.append(found)
        else:
            problems.append(Difference(file=file, what="slug", published=found.slug, recomputed=slug))
    return facts, problems


def fact_differences(facts: ConsultationFacts, ledger: Ledger) -> Iterator[Difference]:
    """The one fact that the ledger knows too: the moment that the numbers are as of."""
    said = ledger.as_of(facts.slug)
    if facts.as_of != said:
        file = f"data/{facts.slug}/consultation.json"
        yield Difference(file=file, what="as_of", published=str(facts.as_of), recomputed=str(said))


def consultation_differences(recomputed: Recomputed, files: Mapping[str, bytes]) -> Iterator[Difference]:
    """Every number of a consultation's files that does not come out again."""
    for name, export in FROM_THE_LEDGER.items():
        yield from _against(f"data/{recomputed.facts.slug}/{name}", export(recomputed), files)


def portal_differences(
    facts: Sequence[ConsultationFacts], ledger: Ledger, files: Mapping[str, bytes]
) -> Iterator[Difference]:
    """Every number of `portal.json` that does not come out again."""
    yield from _against("data/portal.json", portal_json(facts, portal_figures(facts), ledger), files)


def sum_differences(files: Mapping[str, bytes]) -> Iterator[Difference]:
    """Every file below `data/` that is not the one that `SHA256SUMS` names, or that it does not name."""
    file = f"data/{SUMS}"
    listed: dict[str, str] = {}
    for line in files.get(file, b"").decode(errors="replace").splitlines():
        sha256, _, path = line.partition("  ")
        listed[f"data/{path}"] = sha256
    if file not in files:
        yield Difference(file=file, what="the file", published="missing", recomputed="there")
        return
    for path in sorted((listed.keys() | files.keys()) - {file}):
        if path not in files:
            yield Difference(file=path, what="the file", published="missing", recomputed=f"named in {file}")
        elif path not in listed:
            yield Difference(file=path, what="the file", published="there", recomputed=f"named in {file}")
        elif listed[path] != (actual := hashlib.sha256(files[path]).hexdigest()):
            yield Difference(file=path, what="SHA-256", published=actual, recomputed=f"{listed[path]} by {file}")


def is_basis(file: str) -> bool:
    """Whether a file is one that others are recomputed from: where it was changed, they differ because of it."""
    return file.endswith("/consultation.json")


def _slugs(files: Mapping[str, bytes]) -> list[str]:
    """The consultations by their folders, in the order in which the portal lists them."""
    folders = {path.split("/")[1] for path in files if path.count("/") == 2 and path.endswith("/consultation.json")}
    try:
        listed = [str(item["slug"]) for item in json.loads(files.get("data/portal.json", b"{}"))["consultations"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        listed = []
    return [*listed, *sorted(folders - set(listed))]


def _against(file: str, recomputed: bytes, files: Mapping[str, bytes]) -> Iterator[Difference]:
    if file in files:
        yield from file_differences(file, files[file], recomputed)
    else:
        yield Difference(file=file, what="the file", published="missing", recomputed="there")
