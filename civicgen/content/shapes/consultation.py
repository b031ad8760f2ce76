"""Keys of `consultation.md`."""

from typing import Annotated, Literal

from pydantic import Field

from civicgen.content.shapes.base import REQUIRED, WHOLE, Day, Line, Prose, Shape, Share, WhenText
from civicgen.content.shapes.portal import Language
from civicgen.model.names import Early, EligibleAccounts, Influence, PhaseKind, ReactionKind, Stance, State

Openness = Literal["named", "pseudonymous"]
Rule = Literal["one-stance-only", "latest-per-person"]


class PhaseShape(Shape):
    name: Annotated[Line, REQUIRED] = ""
    kind: Annotated[PhaseKind | None, REQUIRED] = None
    opens: Annotated[WhenText, REQUIRED] = ""
    closes: Annotated[WhenText, REQUIRED] = ""
    zone: Line = ""


class EligibilityShape(Shape):
    accounts: EligibleAccounts = EligibleAccounts.EVERYONE
    minimum_account_age_days: Annotated[int, Field(ge=0, description="One of 0, 1, 7, 30, 90, 365"), WHOLE] = 0
    listed_total: Annotated[int, Field(ge=1), WHOLE] | None = None


class ThresholdShape(Shape):
    consequence: Annotated[Prose, REQUIRED] = ""
    support: Annotated[int, Field(ge=1), WHOLE] | None = None
    share: Annotated[Share | None, Field(description="Of support plus opposition, such as 2/3")] = None
    quorum: Annotated[int, Field(ge=1), WHOLE] | None = None
    quorum_share: Annotated[Share | None, Field(description="Of the listed accounts, such as 1/10")] = None


class CountingShape(Shape):
    rule: Rule = "one-stance-only"
    mapping: Annotated[dict[ReactionKind, Stance] | None, Field(min_length=1)] = None
    eligibility: EligibilityShape = EligibilityShape()
    early: Early = Early.EXCLUDE
    threshold: ThresholdShape | None = None


class ChangeShape(Shape):
    at: Annotated[WhenText, REQUIRED] = ""
    field: Annotated[Literal["opens", "closes", "answer_by", "rule", "state"] | None, REQUIRED] = None
    phase: Line | None = None
    before: Annotated[Line, REQUIRED] = ""
    after: Annotated[Line, REQUIRED] = ""
    reason: Annotated[Prose, REQUIRED] = ""


class ConsultationShape(Shape):
    """A question put to the public, with its phases, its rule and the promise behind it."""

    title: Annotated[Line, REQUIRED] = ""
    summary: Annotated[Prose, REQUIRED, Field(description="At most 100 words")] = ""
    question: Annotated[Prose, REQUIRED] = ""
    open_to_change: tuple[Line, ...] = ()
    fixed: tuple[Line, ...] = ()
    decided_by: Annotated[Line, REQUIRED] = ""
    decision_date: Day | None = None
    influence: Annotated[Influence | None, REQUIRED] = None
    promise: Prose = ""
    authority: Annotated[Line, REQUIRED, Field(description="Id of one of the portal's authorities")] = ""
    contact: Annotated[Prose, REQUIRED] = ""
    zone: Line = ""
    phases: Annotated[tuple[PhaseShape, ...], REQUIRED] = ()
    counting: CountingShape = CountingShape()
    answer_by: WhenText | None = None
    authors: Openness = "named"
    commenters: Openness = "pseudonymous"
    area: Line = ""
    place: Line = ""
    topics: tuple[Line, ...] = ()
    easy_read: Prose = ""
    state: State | None = None
    changes: tuple[ChangeShape, ...] = ()
    language: Language | None = None
