"""A small portal in memory and on disk: rows become a chained ledger, a published consultation and a data folder."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from civicgen.counting.figures import portal_figures
from civicgen.counting.numbers import numbers_of
from civicgen.exports.published import published_files
from civicgen.ledger.canonical import digest, encode, genesis, meta_bytes
from civicgen.ledger.chain import seal
from civicgen.ledger.layout import FORMAT, ledger_files
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.answer import Answer, FollowUp
from civicgen.model.consultation import Consultation
from civicgen.model.content import Dossier
from civicgen.model.facts import ConsultationFacts, ProposalFacts, Published
from civicgen.model.ledger import ConsultationMark, Cost, HarvestRow, Ledger, LedgerMeta, OpenedText, Row
from civicgen.model.names import ConsultationSlug, Influence, Outcome, ProposalId, State, Status
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


def publish(ledger: Ledger, facts: ConsultationFacts | None = None, answers: Sequence[Answer] = ()) -> Published:
    facts = facts or facts_for(ledger)
    rows = ledger.rows.get(SLUG, ())
    numbers = numbers_of(facts, rows)
    return Published(
        dossier=_dossier(answers),
        facts=facts,
        rows=rows,
        texts=ledger.texts.get(SLUG, {}),
        tally=numbers.tally,
        earlier=numbers.earlier,
        figures=numbers.figures,
        comments=numbers.comments,
    )


def data_files(ledger: Ledger, published: Published) -> Mapping[str, bytes]:
    figures = portal_figures([published.facts])
    return published_files([published], ledger, dict(ledger_files(ledger)), portal_figures=figures)


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


def _dossier(answers: Sequence[Answer]) -> Dossier:
    consultation = Consultation(
        slug=SLUG,
        file="consultation.md",
        title="Bright streets",
        summary="Where should it be brighter?",
        question="Where?",
        body="",
        language="en",
        open_to_change=(),
        fixed=(),
        decided_by="Council",
        decision_date=None,
        influence=Influence.CONSULT,
        promise="",
        authority="town",
        contact="town@example.org",
        phases=(),
        counting=None,
        answer_by=None,
        are_authors_named=False,
        are_commenters_named=False,
        area="",
        location="",
        topics=(),
        easy_read="",
        changes=(),
        translations={},
        findings=(),
        is_broken=False,
    )
    return Dossier(
        consultation=consultation,
        proposals=(),
        answers=tuple(answers),
        documents=(),
        contributions=(),
        updates=(),
        findings=(),
    )
