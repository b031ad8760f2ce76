"""One consultation in memory, with as much of it as a test says."""

from collections.abc import Mapping, Sequence
from typing import Any

from civicgen.model.consultation import Consultation, Phase
from civicgen.model.content import Content, Dossier
from civicgen.model.counting import CommentWeight, ConsultationTally, CountingSettings, Eligibility, Tally
from civicgen.model.edition import Edition
from civicgen.model.facts import ConsultationFacts, Published
from civicgen.model.findings import Place
from civicgen.model.moderation import Moderation
from civicgen.model.names import (
    ConsultationSlug,
    Digest,
    Early,
    Influence,
    PersonId,
    PhaseKind,
    ProposalId,
    RuleName,
    Stance,
    Status,
)
from civicgen.model.portal import Portal
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant

SLUG = ConsultationSlug("streets")
OPENS, CLOSES = Instant("2026-10-05T06:00:00Z"), Instant("2026-11-29T22:59:59Z")
PLACE = Place(file="content/consultations/streets/consultation.md", line=1)
SETTINGS = CountingSettings(
    rule=RuleName("one-stance-only"),
    mapping={"+1": Stance.SUPPORT, "-1": Stance.OPPOSE},
    eligibility=Eligibility(),
    early=Early.EXCLUDE,
    opens=OPENS,
    closes=CLOSES,
    zone="Europe/Berlin",
)
PORTAL = Portal(
    name="Smallville asks",
    summary="",
    repository="smallville/consultations",
    forge_url="https://forge.example",
    site_url="",
    languages=("en",),
    timezone="Europe/Berlin",
    licence_name="",
    licence_url="",
    authorities={},
    privacy="",
    minimum_age=16,
    retention="",
    update_interval_hours=24,
)


def consultation() -> Consultation:
    phase = Phase(name="Support", kind=PhaseKind.SUPPORT, opens=OPENS, closes=CLOSES, place=PLACE)
    return Consultation(
        slug=SLUG,
        file=PLACE.file,
        title="Streets",
        summary="",
        question="Which?",
        body="",
        language="en",
        open_to_change=(),
        fixed=(),
        decided_by="Council",
        decision_date=None,
        influence=Influence.CONSULT,
        promise="",
        authority="council",
        contact="",
        phases=(phase,),
        counting=SETTINGS,
        answer_by=None,
        are_authors_named=True,
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


def proposal(name: str, *, title: str = "", status: Status = Status.OPEN) -> Proposal:
    return Proposal(
        id=ProposalId(name),
        consultation=SLUG,
        file=f"content/consultations/streets/proposals/{name}.md",
        title=title or name,
        summary="",
        body="",
        language="en",
        thread=None,
        authors=(),
        status=status,
        cost="",
        location=None,
        topics=(),
        merged_into=None,
        split_from=None,
        editorial=(),
        wording=Digest("0" * 64),
        translations={},
        findings=(),
        is_broken=False,
    )


def tally(numbers: Mapping[str, tuple[int, int, int]]) -> ConsultationTally:
    """Support, opposition and abstention by proposal."""
    proposals = {
        ProposalId(name): Tally(
            proposal=ProposalId(name),
            rule=SETTINGS.rule,
            as_of=OPENS,
            closes=CLOSES,
            counted=(),
            excluded=(),
            support=support,
            oppose=oppose,
            abstain=abstain,
            accounts=support + oppose + abstain,
            this_wording=support,
            wording=1,
            by_channel={},
            threshold=None,
        )
        for name, (support, oppose, abstain) in numbers.items()
    }
    return ConsultationTally(
        settings=SETTINGS, as_of=OPENS, closes=CLOSES, is_frozen=False, proposals=proposals, comments={}, accounts=0
    )


def published(
    about: Consultation,
    *,
    proposals: Sequence[Proposal] = (),
    counted: ConsultationTally | None = None,
    built_for: Instant | None = None,
) -> Published:
    dossier = Dossier(
        consultation=about,
        proposals=tuple(proposals),
        answers=(),
        documents=(),
        contributions=(),
        updates=(),
        findings=(),
    )
    facts = ConsultationFacts(
        slug=about.slug,
        title=about.title,
        page="consultations/streets/index.html",
        state=about.state_at(built_for) if built_for else None,
        as_of=built_for,
        built_for=built_for,
        answer_by=None,
        contributions=0,
        proposals=(),
    )
    return Published(dossier=dossier, facts=facts, rows=(), texts={}, tally=counted, earlier=(), figures={})


def edition(*consultations: Published, built_for: Instant | None) -> Edition:
    content = Content(
        portal=PORTAL,
        moderation=Moderation(),
        dossiers=tuple(each.dossier for each in consultations),
        pages=(),
        findings=(),
    )
    return Edition(
        content=content,
        published=consultations,
        figures={},
        harvests=(),
        checkpoint=None,
        built_for=built_for,
        is_set_by_hand=False,
        data={},
    )


def comment(ref: str, **changed: Any) -> CommentWeight:
    facts: dict[str, Any] = {
        "seq": 1,
        "proposal": ProposalId("a"),
        "ref": ref,
        "person": PersonId("f" * 32),
        "account": "user",
        "made_at": OPENS,
        "edited_at": None,
        "text": None,
        "hidden": None,
        "is_gone": False,
        "reply_to": None,
        "reactions": {},
    }
    return CommentWeight(**facts | changed)
