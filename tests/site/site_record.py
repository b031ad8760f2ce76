"""Keeps a public record for the content of a portal, as if it had been collected: the same record for the same content.

Who reacts to what follows from hashes of names: every run gives the same numbers, and no two proposals look alike.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from civicgen.ledger.canonical import digest, encode, genesis, meta_bytes
from civicgen.ledger.chain import seal
from civicgen.ledger.layout import FORMAT
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.content import Content, Dossier
from civicgen.model.ledger import ConsultationMark, Cost, HarvestRow, LedgerMeta, OpenedText, Row, RowType
from civicgen.model.names import ConsultationSlug, Digest
from civicgen.model.proposal import Proposal
from civicgen.model.terms import settings_history, settings_to_facts
from civicgen.model.times import Instant, instant, moment
from civicgen.store.ledger_files import LedgerFolder

SECRETS = Secrets("a key for the tests of the site")
UNSEALED = Digest("")
KINDS = ("+1", "heart", "+1", "-1", "+1", "rocket", "eyes", "+1", "-1", "laugh")
WAITING = 4711
"""An issue by which something was proposed, and that no editor has looked at yet."""
WORDS = (
    "I walk there every evening and can only agree.",
    "Has anybody asked the people who live there? The lamp opposite shines **into bedrooms** already.\n\nI would wait.",
    "It is cheaper than it looks: [the figures](https://example.org/figures) are from last year.",
    "No. The money is needed in Kiln Road first, see what happened there in March:\n\n- two falls\n- one broken wrist",
    "What does the bus company say?",
    "> It is cheaper than it looks\n\nNot if one counts the digging.",
)


@dataclass(frozen=True)
class Record:
    """What was written: `at` is the last attempt."""

    folder: Path
    at: Instant


def keep_record(folder: Path, content: Content, *, at: Instant, failed_at: Instant | None = None) -> Record:
    """Write a ledger with one complete attempt at `at`, and one that failed at `failed_at` if given."""
    meta = LedgerMeta(format=FORMAT, repository=content.portal.repository, key=SECRETS.fingerprint())
    store = LedgerFolder(folder)
    store.begin(meta)
    rows: dict[ConsultationSlug, tuple[Row, ...]] = {}
    texts: dict[ConsultationSlug, tuple[OpenedText, ...]] = {}
    marks: dict[ConsultationSlug, ConsultationMark] = {}
    for dossier in content.dossiers:
        slug = dossier.consultation.slug
        opened: list[OpenedText] = []
        drafts = list(_rows(dossier, at, opened))
        empty = ConsultationMark(complete=True, rows=0, head=genesis(slug, meta))
        rows[slug], marks[slug] = seal(drafts, after=empty)
        texts[slug] = tuple(opened)
    harvest = HarvestRow(
        n=1,
        at=at,
        clock="forge",
        outcome="complete",
        cost=Cost(requests=12, points=9),
        consultations=marks,
        prev=digest(meta_bytes(meta)),
    )
    store.append(rows=rows, texts=texts, harvest=harvest)
    if failed_at is not None:
        again = HarvestRow(
            n=2,
            at=failed_at,
            clock="local",
            outcome="failed",
            cost=Cost(requests=3, points=0),
            consultations={
                slug: ConsultationMark(complete=False, rows=mark.rows, head=mark.head, reason="no answer")
                for slug, mark in marks.items()
            },
            prev=digest(encode(harvest)),
            reason="the forge did not answer",
        )
        store.append(rows={}, texts={}, harvest=again)
    return Record(folder=folder, at=failed_at or at)


def _rows(dossier: Dossier, at: Instant, opened: list[OpenedText]) -> Iterator[Row]:
    consultation = dossier.consultation
    history = settings_history(consultation)
    begins = consultation.phases[0].opens if consultation.phases else at
    if begins > at:
        return
    for change, settings in history:
        facts = settings_to_facts(settings)
        if change is None:
            yield Row(seq=0, prev=UNSEALED, type=RowType.OPENED, seen_at=at, made_at=settings.opens, facts=facts)
        elif change.at <= at:
            named = {"field": change.field, "before": change.before, "after": change.after, "settings": facts}
            yield Row(seq=0, prev=UNSEALED, type=RowType.CHANGED, seen_at=at, made_at=change.at, facts=named)
    for thread in (*(proposal.thread for proposal in dossier.proposals), WAITING):
        if thread is not None:
            facts = {"is_open": thread == WAITING}
            yield Row(
                seq=0,
                prev=UNSEALED,
                type=RowType.RECEIVED,
                seen_at=at,
                made_at=begins,
                ref=f"thread:{thread}",
                facts=facts,
            )
    for place, proposal in enumerate(dossier.proposals):
        if proposal.thread is not None:
            yield from _of_proposal(proposal, place, begins, at, opened)


def _of_proposal(
    proposal: Proposal, place: int, begins: Instant, at: Instant, opened: list[OpenedText]
) -> Iterator[Row]:
    def later(hours: int) -> Instant:
        return min(instant(moment(begins) + timedelta(hours=hours)), at)

    first = later(-30 + place)
    for number in range(1, 1 + 1 + place % 2):
        facts = {
            "wording": number,
            "digest": proposal.wording,
            "thread": proposal.thread,
            "commit": f"{place:02}ab{number}" * 8,
        }
        made_at = later(-30 + place + 300 * (number - 1))
        yield Row(
            seq=0, prev=UNSEALED, type=RowType.PUBLISHED, seen_at=at, proposal=proposal.id, made_at=made_at, facts=facts
        )
    chance = int(hashlib.sha256(proposal.id.encode()).hexdigest(), 16)
    for number in range(chance % 9 and 12 + chance % 80):
        account = (chance >> number % 64) % 300 + number
        yield Row(
            seq=0,
            prev=UNSEALED,
            type=RowType.REACTION_CAST,
            seen_at=at,
            proposal=proposal.id,
            person=None if number % 41 == 40 else SECRETS.person(proposal.consultation, account),
            kind=KINDS[(number + chance % 7 + number // 9) % len(KINDS)],
            made_at=later(7 * number - 10),
            ref=f"reaction:{place * 1000 + number}",
            facts={"account": "bot" if number % 37 == 36 else "deleted" if number % 41 == 40 else "user", "age": "365"},
        )
    for number in range(5 + chance % 6):
        yield from _comment(proposal, place * 100 + number, number, later(20 + 9 * number), at, opened)
    assert first <= at


def _comment(
    proposal: Proposal, number: int, place: int, made_at: Instant, at: Instant, opened: list[OpenedText]
) -> Iterator[Row]:
    ref = f"comment:{5000 + number}"
    text = SECRETS.open_text(proposal.consultation, ref=ref, text=WORDS[place % len(WORDS)])
    opened.append(text)
    person = SECRETS.person(proposal.consultation, number)
    facts = {"account": "user", "age": "365"}
    about = {"seq": 0, "prev": UNSEALED, "seen_at": at, "proposal": proposal.id}
    yield Row(
        **about, type=RowType.COMMENT_MADE, person=person, made_at=made_at, ref=ref, text=text.commitment, facts=facts
    )
    if place == 3:
        yield Row(**about, type=RowType.COMMENT_HIDDEN, ref=ref, facts={"reason": "off-topic"})
    if place == 4:
        yield Row(**about, type=RowType.COMMENT_GONE, ref=ref)
    if place == 2:
        for kind in ("+1", "+1", "heart"):
            yield Row(
                **about,
                type=RowType.REACTION_CAST,
                person=SECRETS.person(proposal.consultation, 7000 + len(kind)),
                kind=kind,
                made_at=made_at,
                ref=f"reaction:{900000 + number * 10 + len(kind)}",
                facts={"account": "user", "age": "365", "on": ref},
            )
