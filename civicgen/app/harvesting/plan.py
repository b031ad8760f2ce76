"""What a harvest is about: the consultations that it observes, and what the ledger knows of their threads. Pure."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from civicgen.desk.labels import consultation_label
from civicgen.ledger.canonical import genesis
from civicgen.ledger.commitments import missing_texts
from civicgen.ledger.fold import fold
from civicgen.ledger.known import known_threads
from civicgen.ledger.seen import ConsultationSeen
from civicgen.ledger.state import ConsultationState
from civicgen.model.consultation import Consultation
from civicgen.model.content import Content, Dossier
from civicgen.model.contribution import Contribution
from civicgen.model.findings import Severity
from civicgen.model.ledger import ConsultationMark, Ledger, LedgerMeta, Row
from civicgen.model.moderation import Redaction
from civicgen.model.names import ConsultationSlug, Status
from civicgen.model.observation import KnownThread, ThreadReceived, ThreadSeen
from civicgen.model.proposal import Proposal, WordingSeen
from civicgen.model.times import Instant


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One consultation to be observed, with what the ledger holds of it. `mark` is the last one committed."""

    consultation: Consultation
    proposals: tuple[Proposal, ...]
    contributions: tuple[Contribution, ...] | None
    redactions: tuple[Redaction, ...]
    rows: tuple[Row, ...]
    state: ConsultationState
    threads: tuple[KnownThread, ...]
    mark: ConsultationMark
    as_of: Instant | None

    @property
    def slug(self) -> ConsultationSlug:
        return self.consultation.slug

    def seen(
        self,
        *,
        at: Instant,
        threads: Mapping[int, ThreadSeen] | None,
        received: Iterable[ThreadReceived],
        wordings: Mapping[str, tuple[WordingSeen, ...]],
        listed: frozenset[str] | None,
    ) -> ConsultationSeen:
        """The observation of this consultation; `threads` is None where the forge did not answer.

        `received` is what was proposed in the whole portal: the label of its form tells where.
        """
        label = consultation_label(self.slug)
        return ConsultationSeen(
            consultation=self.consultation,
            proposals=self.proposals,
            contributions=self.contributions,
            wordings=wordings,
            threads=threads,
            received=tuple(thread for thread in received if label in thread.labels),
            redactions=self.redactions,
            listed=listed,
            at=at,
            not_before=self.as_of,
        )


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """A consultation that is not observed, and why."""

    slug: ConsultationSlug
    reason: str


def make_plan(content: Content, ledger: Ledger, meta: LedgerMeta) -> tuple[tuple[Task, ...], tuple[Skipped, ...]]:
    """The consultations to observe and those to leave alone; broken ones wait until their editors have mended them."""
    tasks, skipped = [], []
    for dossier in content.dossiers:
        if dossier.consultation.is_broken:
            reason = "its terms cannot be read; see `civicgen check`"
            skipped.append(Skipped(slug=dossier.consultation.slug, reason=reason))
        else:
            redactions = content.moderation.redactions_in(dossier.consultation.slug)
            tasks.append(_task(dossier, redactions, ledger, meta))
    return tuple(tasks), tuple(skipped)


def threads_of(tasks: Iterable[Task]) -> Sequence[KnownThread]:
    """The threads of all consultations, each once; one that two of them name is read for the one that knows less."""
    threads: dict[int, KnownThread] = {}
    for task in tasks:
        for thread in task.threads:
            if thread.number not in threads or thread.as_of is None:
                threads[thread.number] = thread
    return [threads[number] for number in sorted(threads)]


def received_since(tasks: Iterable[Task]) -> Instant | None:
    """Since when something may have been proposed of which a consultation knows nothing; None is ever."""
    known = [task.as_of for task in tasks]
    return min((each for each in known if each is not None), default=None) if None not in known else None


def _task(dossier: Dossier, redactions: tuple[Redaction, ...], ledger: Ledger, meta: LedgerMeta) -> Task:
    slug = dossier.consultation.slug
    rows = ledger.rows.get(slug, ())
    state = fold(rows)
    proposals = tuple(proposal for proposal in dossier.proposals if proposal.status is not Status.DRAFT)
    as_of = ledger.as_of(slug)
    unread = missing_texts(rows, ledger.texts.get(slug, {}))
    return Task(
        consultation=dossier.consultation,
        proposals=proposals,
        contributions=_contributions(dossier),
        redactions=redactions,
        rows=rows,
        state=state,
        threads=known_threads(state, proposals, as_of=as_of, unread=unread),
        mark=_last_mark(ledger, slug, meta),
        as_of=as_of,
    )


def _contributions(dossier: Dossier) -> tuple[Contribution, ...] | None:
    """All offline contributions; None where errors in a sheet may have hidden some."""
    folder = f"content/consultations/{dossier.consultation.slug}/contributions/"
    for finding in dossier.findings:
        if finding.severity is Severity.ERROR and finding.place.file.startswith(folder):
            return None
    return dossier.contributions


def _last_mark(ledger: Ledger, slug: ConsultationSlug, meta: LedgerMeta) -> ConsultationMark:
    for harvest in reversed(ledger.harvests):
        if slug in harvest.consultations:
            return harvest.consultations[slug]
    return ConsultationMark(complete=False, rows=0, head=genesis(slug, meta))
