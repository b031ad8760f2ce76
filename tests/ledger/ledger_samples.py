"""A small town's observations for the tests of the ledger: built with as few words as a case needs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from civicgen.ledger.canonical import genesis
from civicgen.ledger.chain import seal
from civicgen.ledger.fold import fold
from civicgen.ledger.layout import FORMAT
from civicgen.ledger.pseudonyms import Secrets
from civicgen.ledger.reconcile import reconcile
from civicgen.ledger.seen import ConsultationSeen
from civicgen.ledger.state import ConsultationState
from civicgen.model.consultation import Change, Consultation, Phase
from civicgen.model.contribution import Contribution
from civicgen.model.counting import CountingSettings, Eligibility
from civicgen.model.findings import Place
from civicgen.model.ledger import ConsultationMark, LedgerMeta, OpenedText, Row
from civicgen.model.moderation import Redaction
from civicgen.model.names import (
    AccountKind,
    Channel,
    ConsultationSlug,
    Digest,
    Early,
    PhaseKind,
    ProposalId,
    RuleName,
    Stance,
    Status,
)
from civicgen.model.observation import AccountSeen, CommentSeen, ReactionSeen, ThreadSeen, ThreadState
from civicgen.model.proposal import Proposal, WordingSeen, wording_digest
from civicgen.model.times import Instant

TOWN = ConsultationSlug("bright-streets")
SECRETS = Secrets("a key that only the tests of civicgen know")
META = LedgerMeta(format=FORMAT, repository="lindenbrook/consultations", key=SECRETS.fingerprint())
OPENS = Instant("2026-09-01T06:00:00Z")
CLOSES = Instant("2026-10-01T21:59:59Z")
HARVESTED = Instant("2026-09-05T12:00:00Z")
PLACE = Place(file="content/consultations/bright-streets/consultation.md")


def day(number: int, hour: int = 12) -> Instant:
    """An instant in September 2026."""
    return Instant(f"2026-09-{number:02}T{hour:02}:00:00Z")


def account(number: int, **fields: Any) -> AccountSeen:
    return AccountSeen(
        **{
            "kind": AccountKind.USER,
            "id": number,
            "login": f"Citizen{number}",
            "created_at": Instant("2020-01-01T00:00:00Z"),
            **fields,
        }
    )


DELETED = AccountSeen(kind=AccountKind.DELETED)


def reaction(
    number: int, by: AccountSeen | None = None, kind: str = "+1", made_at: Instant | None = None
) -> ReactionSeen:
    return ReactionSeen(id=number, kind=kind, made_at=made_at or day(2), account=by or account(number))


def comment(number: int, text: str | None = "It is dark.", **fields: Any) -> CommentSeen:
    return CommentSeen(
        **{"ref": f"comment:{number}", "made_at": day(3), "text": text, "account": account(number), **fields}
    )


def thread(number: int, *reactions: ReactionSeen, **fields: Any) -> ThreadSeen:
    return ThreadSeen(**{"number": number, "state": ThreadState.OPEN, "reactions": reactions, **fields})


def proposal(name: str, number: int | None, body: str = "Two lamps.", **fields: Any) -> Proposal:
    return Proposal(
        **{
            "id": ProposalId(name),
            "consultation": TOWN,
            "file": f"content/consultations/{TOWN}/proposals/{name}.md",
            "title": name,
            "summary": "",
            "body": body,
            "language": "en",
            "thread": number,
            "authors": (),
            "status": Status.OPEN,
            "cost": "",
            "location": None,
            "topics": (),
            "merged_into": None,
            "split_from": None,
            "editorial": (),
            "wording": wording_digest(name, "", body),
            "translations": {},
            "findings": (),
            "is_broken": False,
            **fields,
        }
    )


def wording(of: Proposal, number: int, body: str, *, commit: str = "", at: str = "") -> WordingSeen:
    return WordingSeen(
        proposal=of.id,
        number=number,
        digest=wording_digest(of.title, "", body),
        committed_at=Instant(at),
        commit=commit,
    )


def contribution(receipt: str, **fields: Any) -> Contribution:
    return Contribution(
        **{
            "receipt": receipt,
            "batch": "market",
            "consultation": TOWN,
            "received": day(4),
            "channel": Channel.PAPER,
            "proposal": ProposalId("lamps"),
            "stance": Stance.SUPPORT,
            "count": 1,
            "text": "",
            "may_publish": False,
            "evidence": None,
            "checked_by": "clerk",
            "place": PLACE,
            **fields,
        }
    )


def redaction(item: str, *, basis: str = "Article 17 GDPR", **fields: Any) -> Redaction:
    asked = {"on": date(2026, 9, 6), "item": item, "basis": basis, "role": "data protection officer"}
    return Redaction(**{**asked, "consultation": None, "place": PLACE, **fields})


def settings(**fields: Any) -> CountingSettings:
    return CountingSettings(
        **{
            "rule": RuleName("one-stance-only"),
            "mapping": {"+1": Stance.SUPPORT, "-1": Stance.OPPOSE},
            "eligibility": Eligibility(),
            "early": Early.EXCLUDE,
            "opens": OPENS,
            "closes": CLOSES,
            "zone": "Europe/Berlin",
            **fields,
        }
    )


def consultation(*changes: Change, counting: CountingSettings | None = None, **fields: Any) -> Consultation:
    counting = counting or settings()
    phase = Phase(name="Support", kind=PhaseKind.SUPPORT, opens=counting.opens, closes=counting.closes, place=PLACE)
    return Consultation(
        **{
            "slug": TOWN,
            "file": PLACE.file,
            "title": "Bright streets",
            "summary": "",
            "question": "Where is it dark?",
            "body": "",
            "language": "en",
            "open_to_change": (),
            "fixed": (),
            "decided_by": "council",
            "decision_date": None,
            "influence": None,
            "promise": "",
            "authority": "town",
            "contact": "",
            "phases": (phase,),
            "counting": counting,
            "answer_by": None,
            "are_authors_named": True,
            "are_commenters_named": False,
            "area": "",
            "location": "",
            "topics": (),
            "easy_read": "",
            "changes": changes,
            "translations": {},
            "findings": (),
            "is_broken": False,
            **fields,
        }
    )


def change(field: str, before: str, after: str, *, at: Instant, reason: str = "Floods") -> Change:
    return Change(at=at, field=field, before=before, after=after, reason=reason, place=PLACE)


def seen(*threads: ThreadSeen, at: Instant = HARVESTED, **fields: Any) -> ConsultationSeen:
    """An observation. Without `proposals`, each thread has the proposal `lamps`, `lamps-2`, ... in their order."""
    names = ["lamps", *(f"lamps-{number}" for number in range(2, len(threads) + 1))]
    return ConsultationSeen(
        **{
            "consultation": consultation(),
            "proposals": tuple(proposal(name, each.number) for name, each in zip(names, threads, strict=False)),
            "contributions": (),
            "wordings": {},
            "threads": {each.number: each for each in threads},
            "received": (),
            "redactions": (),
            "listed": None,
            "at": at,
            "not_before": None,
            **fields,
        }
    )


class Book:
    """A consultation's rows as harvest after harvest writes them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.texts: dict[Digest, OpenedText] = {}
        self.mark = ConsultationMark(complete=True, rows=0, head=genesis(TOWN, META))

    @property
    def state(self) -> ConsultationState:
        return fold(self.rows)

    def harvest(self, observation: ConsultationSeen) -> tuple[Row, ...]:
        """The new rows."""
        news = reconcile(self.state, observation, SECRETS, texts=self.texts)
        rows, self.mark = seal(news.rows, after=self.mark)
        self.rows.extend(rows)
        self.texts.update((text.commitment, text) for text in news.texts)
        return rows


def words(rows: Sequence[Row]) -> list[str]:
    """Rows as a clerk would jot them down."""
    return [" ".join(word for word in (row.type.value, row.ref or "", row.kind or "") if word) for row in rows]
