"""A case in memory, with as much of it as a test says: a proposal in the town's consultation on streets."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from civicgen.desk.cases import Case, Page
from civicgen.model.answer import Answer, FollowUp
from civicgen.model.consultation import Change, Consultation, Phase
from civicgen.model.counting import CountingSettings, Eligibility
from civicgen.model.findings import Place
from civicgen.model.names import (
    ConsultationSlug,
    Digest,
    Early,
    Outcome,
    PhaseKind,
    ProposalId,
    RuleName,
    Stance,
    Status,
)
from civicgen.model.notices import Conversation, NoticeKnown, WordingTold
from civicgen.model.portal import Authority, Portal
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant

SLUG = ConsultationSlug("streets")
OPENS, CLOSES = Instant("2026-09-30T22:00:00Z"), Instant("2026-10-31T22:59:59Z")
SINCE = Instant("2026-09-20T06:00:00Z")
PLACE = Place(file="content/consultations/streets/consultation.md", line=1)
SITE = "https://talk.example"
MAPPING = {
    **dict.fromkeys(("+1", "heart", "hooray", "rocket"), Stance.SUPPORT),
    **dict.fromkeys(("-1", "confused"), Stance.OPPOSE),
}
SETTINGS = CountingSettings(
    rule=RuleName("one-stance-only"),
    mapping=MAPPING,
    eligibility=Eligibility(),
    early=Early.EXCLUDE,
    opens=OPENS,
    closes=CLOSES,
    zone="Europe/Berlin",
)
PORTAL = Portal(
    name="The town asks",
    summary="",
    repository="town/talk",
    forge_url="https://github.com",
    site_url=SITE,
    languages=("en", "de"),
    timezone="Europe/Berlin",
    licence_name="",
    licence_url="",
    authorities={
        "council": Authority(
            id="council", name="Town Council", address="1 Square", email="streets@talk.example", phone="+49 30 1234"
        )
    },
    privacy="",
    minimum_age=14,
    retention="",
    update_interval_hours=6,
)


def consultation(**changed: Any) -> Consultation:
    """Open from 1 to 31 October, Berlin time. `closes` moves its end."""
    closes = changed.pop("closes", CLOSES)
    counting = changed.pop("counting", replace(SETTINGS, closes=closes))
    phase = Phase(name="Support", kind=PhaseKind.SUPPORT, opens=OPENS, closes=closes, place=PLACE)
    whole: dict[str, Any] = {
        "slug": SLUG,
        "file": PLACE.file,
        "title": "Streets we share",
        "summary": "",
        "question": "Which?",
        "body": "",
        "language": "en",
        "open_to_change": (),
        "fixed": (),
        "decided_by": "Council",
        "decision_date": None,
        "influence": None,
        "promise": "",
        "authority": "council",
        "contact": "",
        "phases": (phase,),
        "counting": counting,
        "answer_by": Instant("2027-01-23T22:59:59Z"),
        "are_authors_named": True,
        "are_commenters_named": False,
        "area": "",
        "location": "",
        "topics": (),
        "easy_read": "",
        "changes": (),
        "translations": {},
        "findings": (),
        "is_broken": False,
    }
    return Consultation(**whole | changed)


def proposal(**changed: Any) -> Proposal:
    whole: dict[str, Any] = {
        "id": ProposalId("lamps"),
        "consultation": SLUG,
        "file": "content/consultations/streets/proposals/lamps.md",
        "title": "Lamps in Mill Lane",
        "summary": "",
        "body": "",
        "language": "en",
        "thread": 7,
        "authors": (),
        "status": Status.OPEN,
        "cost": "",
        "location": None,
        "topics": (),
        "merged_into": None,
        "split_from": None,
        "editorial": (),
        "wording": Digest("0" * 64),
        "translations": {},
        "findings": (),
        "is_broken": False,
    }
    return Proposal(**whole | changed)


def wording(number: int, seen_at: str, *, is_editorial: bool = False) -> WordingTold:
    return WordingTold(number=number, seen_at=Instant(seen_at), is_editorial=is_editorial)


def notices(**made_at: str) -> dict[str, NoticeKnown]:
    """What was announced: `closing_soon_2026...` for `closing-soon-2026...`, and when."""
    return {
        event: NoticeKnown(ref=f"comment:{number}", made_at=Instant(at), text=None, is_gone=False)
        for number, (event, at) in enumerate(made_at.items(), start=900)
    }


def conversation(**changed: Any) -> Conversation:
    whole: dict[str, Any] = {
        "thread": 7,
        "since": SINCE,
        "is_gone": False,
        "is_locked": False,
        "wordings": (wording(1, SINCE),),
        "notices": notices(published=SINCE),
    }
    return Conversation(**whole | changed)


def case(**changed: Any) -> Case:
    """A case whose first comment was made as soon as its thread was there."""
    whole: dict[str, Any] = {
        "portal": PORTAL,
        "consultation": consultation(),
        "proposal": proposal(),
        "answers": (),
        "joined": None,
        "conversation": conversation(),
        "page": Page(title="Lamps in Mill Lane", address=f"{SITE}/consultations/streets/proposals/lamps.html"),
        "consultation_page": Page(title="Streets we share", address=f"{SITE}/consultations/streets/index.html"),
        "how_we_count": f"{SITE}/how-we-count.html",
        "is_final": True,
    }
    return Case(**whole | changed)


def change(field: str, before: str, after: str, *, at: str, reason: str = "More people want to be heard.") -> Change:
    return Change(at=Instant(at), field=field, before=before, after=after, reason=reason, place=PLACE)


def answer(on: str, *steps: FollowUp, slug: str = "lamps-answer", **changed: Any) -> Answer:
    whole: dict[str, Any] = {
        "slug": slug,
        "consultation": SLUG,
        "file": f"content/consultations/streets/answers/{slug}.md",
        "title": "Lamps",
        "proposals": (ProposalId("lamps"),),
        "outcome": Outcome.PARTLY,
        "reason": "Because.",
        "answered_by": "Building Department",
        "answered_on": date.fromisoformat(on),
        "follow_ups": steps,
        "language": "en",
        "translations": {},
        "findings": (),
    }
    return Answer(**whole | changed)


def step(on: str, text: str = "The lamps were ordered.", link: str = "") -> FollowUp:
    return FollowUp(on=date.fromisoformat(on), text=text, link=link)
