"""One consultation in memory, with as much of it as a test says."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from civicgen.model.answer import Answer
from civicgen.model.consultation import Consultation, Phase
from civicgen.model.content import Dossier
from civicgen.model.counting import Closing, CommentWeight, CountingSettings, Eligibility, Tally, Terms
from civicgen.model.facts import ConsultationFacts, ProposalFacts
from civicgen.model.findings import Finding, Place
from civicgen.model.leaf import Brief, ConsultationContext, ProposalSource, Related
from civicgen.model.names import (
    ConsultationSlug,
    Digest,
    Early,
    Influence,
    Outcome,
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
from civicgen.views.overview import ConsultationOverview, PortalOverview
from civicgen.views.texts import SafeText

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
CLOSING = Closing(terms=Terms(settings=SETTINGS, frozen_after=None), is_over=False)
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


def tally(name: str, support: int, oppose: int, abstain: int) -> Tally:
    return Tally(
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


def facts(of: Proposal, *, outcome: Outcome | None = None) -> ProposalFacts:
    return ProposalFacts(
        id=of.id,
        title=of.title,
        file=of.file,
        page=f"consultations/streets/proposals/{of.id}.html",
        thread=of.thread,
        status=of.status,
        topics=of.topics,
        outcome=outcome,
        answered_on=None,
        merged_into=None,
    )


def brief(of: Proposal, *, first_seen: str = "", support: int | None = None) -> Brief:
    sums = {} if support is None else {"support": support, "oppose": 0, "abstain": 0}
    return Brief(id=of.id, facts=facts(of), status=of.status.value, first_seen=first_seen, sums=sums)


def source(of: Proposal, *, answers: Sequence[Answer] = (), answered: Sequence[Related] = ()) -> ProposalSource:
    return ProposalSource(
        proposal=of,
        facts=facts(of),
        targets={},
        anchored=frozenset(),
        merged_into=None,
        merged_from=(),
        split_from=None,
        split_into=(),
        answers=tuple(answers),
        answered=tuple(answered),
        letters=(),
    )


def context(*, built_for: Instant | None, parts: int = 1, is_late: bool = False) -> ConsultationContext:
    about = consultation()
    return ConsultationContext(
        portal=PORTAL,
        consultation=about,
        state=about.state_at(built_for) if built_for else None,
        answer_by=None,
        is_late=is_late,
        is_collected=built_for is not None,
        closings=(CLOSING,),
        parts=parts,
        kinds=(),
        appeal="",
    )


def answer(name: str, *, on: date | None, proposals: Sequence[str] = ()) -> Answer:
    return Answer(
        slug=name,
        consultation=SLUG,
        file=f"content/consultations/streets/answers/{name}.md",
        title=name,
        proposals=tuple(map(ProposalId, proposals)),
        outcome=Outcome.ACCEPTED,
        reason="",
        answered_by="Council",
        answered_on=on,
        follow_ups=(),
        language="en",
        translations={},
        findings=(),
    )


def overview(
    about: Consultation,
    *,
    proposals: Sequence[Proposal] = (),
    answers: Sequence[Answer] = (),
    findings: Sequence[Finding] = (),
    built_for: Instant | None = None,
) -> ConsultationOverview:
    return ConsultationOverview(
        dossier=Dossier(
            consultation=about,
            proposals=(),
            answers=tuple(answers),
            documents=(),
            contributions=(),
            updates=(),
            findings=tuple(findings),
        ),
        facts=ConsultationFacts(
            slug=about.slug,
            title=about.title,
            page="consultations/streets/index.html",
            state=about.state_at(built_for) if built_for else None,
            as_of=built_for,
            built_for=built_for,
            answer_by=None,
            contributions=0,
            proposals=tuple(map(facts, proposals)),
        ),
        closings=(),
    )


def portal(
    *consultations: ConsultationOverview, built_for: Instant | None, findings: Sequence[Finding] = ()
) -> PortalOverview:
    return PortalOverview(
        portal=PORTAL,
        findings=tuple(findings),
        consultations=consultations,
        harvests=(),
        checkpoint=None,
        built_for=built_for,
        is_set_by_hand=False,
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


class PlainTexts:
    """Shows every text as it is."""

    def document(self, text: str, *, file: str, page: str, has_anchors: bool = False) -> SafeText:
        return SafeText(html=Markup.escape(text))

    def comment(self, text: str, *, base_url: str = "") -> SafeText:
        return SafeText(html=Markup.escape(text))
