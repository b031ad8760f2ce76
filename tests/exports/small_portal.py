"""A small portal in memory and on disk: rows become a chained ledger, a published consultation and a data folder."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from civicgen.counting.figures import portal_figures, total_figures
from civicgen.counting.numbers import accounts_of, closings_of, proposal_numbers, sums_of
from civicgen.exports.answers import answer_pieces
from civicgen.exports.consultation import consultation_json
from civicgen.exports.figures import figures_json, portal_json
from civicgen.exports.measures import columns
from civicgen.exports.published import SUMS, recount_script, sums_file
from civicgen.exports.recomputable import ProposalData
from civicgen.exports.registry import FILES, address_in_data, file_of, pieces_of
from civicgen.exports.texts import shown_texts
from civicgen.ledger.canonical import digest, encode, genesis, meta_bytes
from civicgen.ledger.chain import seal
from civicgen.ledger.layout import FORMAT, ledger_files
from civicgen.ledger.pseudonyms import Secrets
from civicgen.ledger.slices import slices
from civicgen.model.answer import Answer, FollowUp
from civicgen.model.counting import ProposalNumbers
from civicgen.model.facts import ConsultationFacts, ProposalFacts
from civicgen.model.leaf import part_of
from civicgen.model.ledger import ConsultationMark, Cost, HarvestRow, Ledger, LedgerMeta, OpenedText, Row
from civicgen.model.names import ConsultationSlug, Digest, Outcome, PersonId, ProposalId, State, Status
from civicgen.model.times import Instant

SLUG = ConsultationSlug("bright-streets")
META = LedgerMeta(format=FORMAT, repository="example/town", key="0" * 16)
SECRETS = Secrets("a key for tests")


def chained(rows: Sequence[Row], texts: Sequence[OpenedText] = ()) -> Ledger:
    """A ledger with one complete harvest after each group of rows of the same observation."""
    mark = ConsultationMark(complete=True, rows=0, head=genesis(SLUG, META))
    harvests: list[HarvestRow] = []
    sealed: list[Row] = []
    link = digest(meta_bytes(META))
    for seen_at in sorted({row.seen_at for row in rows}):
        new, mark = seal([row for row in rows if row.seen_at == seen_at], after=mark)
        sealed += new
        harvest = HarvestRow(
            n=len(harvests) + 1,
            at=seen_at,
            clock="forge",
            outcome="complete",
            cost=Cost(requests=1, points=1),
            consultations={SLUG: mark},
            prev=link,
        )
        harvests.append(harvest)
        link = digest(encode(harvest))
    return Ledger(
        meta=META,
        harvests=tuple(harvests),
        rows={SLUG: tuple(sealed)} if harvests else {},
        texts={SLUG: {text.commitment: text for text in texts}} if harvests else {},
        checkpoint=link if harvests else None,
    )


def opened_text(ref: str, text: str, login: str = "") -> OpenedText:
    return SECRETS.open_text(SLUG, ref=ref, text=text, login=login)


def proposal(name: str, **changes: Any) -> ProposalFacts:
    chosen: dict[str, Any] = {
        "id": ProposalId(name),
        "title": name.capitalize(),
        "file": f"content/consultations/{SLUG}/proposals/{name}.md",
        "page": f"{name}.html",
        "thread": 1,
        "status": Status.OPEN,
        "topics": ("streets",),
        "outcome": None,
        "answered_on": None,
        "merged_into": None,
    }
    return ProposalFacts(**(chosen | changes))


def facts_for(ledger: Ledger, *proposals: ProposalFacts, **changes: Any) -> ConsultationFacts:
    chosen: dict[str, Any] = {
        "slug": SLUG,
        "title": "Bright streets",
        "page": "numbers.html",
        "state": State.OPEN if ledger.built_for else None,
        "as_of": ledger.as_of(SLUG),
        "built_for": ledger.built_for,
        "answer_by": Instant("2026-12-24T22:59:59Z"),
        "contributions": 0,
        "proposals": proposals or (proposal("lamps"),),
    }
    return ConsultationFacts(**(chosen | changes))


@dataclass(frozen=True)
class Published:
    """A consultation with what was published of it: `figures` are all its numbers, `parts` in how many parts."""

    facts: ConsultationFacts
    rows: tuple[Row, ...]
    texts: Mapping[Digest, OpenedText]
    answers: Sequence[Answer]
    figures: Mapping[str, int]
    parts: int


def publish(
    ledger: Ledger, facts: ConsultationFacts | None = None, answers: Sequence[Answer] = (), parts: int = 1
) -> Published:
    facts = facts or facts_for(ledger)
    rows = ledger.rows.get(SLUG, ())
    data = list(_proposal_data(facts, rows, ledger.texts.get(SLUG, {})))
    figures = _totals(facts, data, rows)
    for each in data:
        figures |= each.numbers.figures
    return Published(
        facts=facts, rows=rows, texts=ledger.texts.get(SLUG, {}), answers=answers, figures=figures, parts=parts
    )


def data_files(ledger: Ledger, published: Published) -> Mapping[str, bytes]:
    """The folder `data/`, as a build puts it together."""
    facts, parts = published.facts, published.parts
    data = list(_proposal_data(facts, published.rows, published.texts))
    columns_shown = data[0].columns if data else ()
    pieces = {each.proposal: pieces_of(each) for each in data}
    for proposal, found in answer_pieces(published.answers).items():
        pieces[proposal] = {**pieces.get(proposal, {}), **found}
    files = {path: content for path, content in ledger_files(ledger) if not path.startswith("texts/")}
    found_in = {f"ledger/{path}": content for path, content in files.items()}
    for name in FILES:
        for part in range(parts):
            mine = [pieces[each].get(name, b"") for each in sorted(pieces) if part_of(each, parts) == part]
            whole = file_of(name, [piece for piece in mine if piece], slug=SLUG, columns=columns_shown)
            if whole:
                found_in[address_in_data(SLUG, name, part, parts)] = whole
    found_in[f"{SLUG}/consultation.json"] = consultation_json(facts, parts)
    found_in[f"{SLUG}/figures.json"] = figures_json(SLUG, _totals(facts, data, published.rows))
    found_in["portal.json"] = portal_json(
        [facts], portal_figures([facts]), checkpoint=ledger.checkpoint, harvests=len(ledger.harvests)
    )
    found_in["recount.py"] = recount_script()
    found_in[SUMS] = sums_file({path: sha256(content).hexdigest() for path, content in found_in.items()})
    return found_in


def _proposal_data(
    facts: ConsultationFacts, rows: Sequence[Row], texts: Mapping[Digest, OpenedText]
) -> Iterator[ProposalData]:
    by_proposal = slices(rows)
    described = {each.id: each for each in facts.proposals}
    as_of = facts.as_of
    closings = () if as_of is None else closings_of(rows, as_of=as_of)
    for each in sorted({*described, *by_proposal}):
        own = by_proposal.get(each, ())
        nothing = ProposalNumbers(tallies=(), comments=(), figures={})
        yield ProposalData(
            slug=SLUG,
            proposal=each,
            facts=described.get(each),
            rows=tuple(row for row in own if as_of is not None and row.seen_at <= as_of),
            texts=shown_texts(own, texts),
            numbers=nothing
            if as_of is None
            else proposal_numbers(each, own, slug=SLUG, closings=closings, as_of=as_of),
            closings=closings,
            columns=columns((), closings),
        )


def _totals(facts: ConsultationFacts, data: Sequence[ProposalData], rows: Sequence[Row]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    closings = data[0].closings if data else ()
    accounts: list[set[PersonId]] = [set() for _ in closings]
    for each in data:
        sums.update(sums_of(each.numbers))
        for known, counted in zip(accounts, accounts_of(each.numbers), strict=False):
            known.update(counted)
    return total_figures(
        facts,
        sums,
        closings=closings,
        accounts=[len(each) for each in accounts],
        rows=None if facts.as_of is None else len(rows),
    )


def write_site(site: Path, ledger: Ledger, published: Published) -> Mapping[str, int]:
    """A site with the data folder, a page that shows every figure and a plain page a proposal; gives the figures."""
    for path, data in data_files(ledger, published).items():
        target = site / "data" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    figures = {**portal_figures([published.facts]), **published.figures}
    items = "\n".join(
        f'<li><data value="{number}" data-figure="{name}">{number:,}</data></li>' for name, number in figures.items()
    )
    page = f'<!doctype html>\n<title>Numbers</title>\n<ul>\n{items}\n</ul>\n<svg role="img">\n'
    bars = [f'<rect data-figure="{name}" data-value="{number}"/>' for name, number in figures.items()]
    (site / "numbers.html").write_text(page + "\n".join(bars) + "\n</svg>\n", encoding="utf-8")
    for name in ("index.html", "data.html"):
        (site / name).write_text("<!doctype html><title>A page</title>", encoding="utf-8")
    for each in published.facts.proposals:
        name = f"{SLUG}/{each.id}/support"
        shown = f'<data value="{figures[name]}" data-figure="{name}">{figures[name]}</data>' if name in figures else ""
        (site / each.page).write_text(f"<!doctype html><title>A proposal</title>{shown}", encoding="utf-8")
    return figures


def answer(*proposals: str, reason: str = "Because we can pay for it.") -> Answer:
    return Answer(
        slug="yes",
        consultation=SLUG,
        file="answers/yes.md",
        title="We will",
        proposals=tuple(ProposalId(each) for each in proposals),
        outcome=Outcome.ACCEPTED,
        reason=reason,
        answered_by="Road office",
        answered_on=date(2026, 11, 2),
        follow_ups=(FollowUp(on=date(2026, 11, 20), text="Lamps ordered"),),
        language="en",
        translations={},
        findings=(),
    )
