"""Keys of answers, updates, documents and translations, and the columns of contributions."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from civicgen.content.shapes.base import REQUIRED, WHOLE, Day, Line, Prose, Shape, WhenText
from civicgen.content.shapes.portal import Language, WebAddress
from civicgen.model.names import Outcome, Stance


class FollowUpShape(Shape):
    date: Annotated[Day | None, REQUIRED] = None
    text: Annotated[Prose, REQUIRED] = ""
    link: WebAddress | None = None


class AnswerShape(Shape):
    """The authority's reasoned answer to one or more proposals."""

    title: Annotated[Line, REQUIRED] = ""
    proposals: Annotated[tuple[Line, ...], REQUIRED] = ()
    outcome: Annotated[Outcome | None, REQUIRED] = None
    answered_by: Annotated[Line, REQUIRED] = ""
    answered_on: Annotated[Day | None, REQUIRED] = None
    follow_ups: tuple[FollowUpShape, ...] = ()
    language: Language | None = None


class UpdateShape(Shape):
    """News of a consultation; its date stands in the file's name."""

    title: Annotated[Line, REQUIRED] = ""
    language: Language | None = None


class DocumentShape(Shape):
    """One entry of `documents.yml`."""

    file: Annotated[Line, REQUIRED] = ""
    title: Annotated[Line, REQUIRED] = ""
    alternative: Prose = ""
    language: Language | None = None


class TranslationShape(Shape):
    """A text in another language; which one stands in the file's name."""

    title: Annotated[Line, REQUIRED] = ""
    summary: Prose = ""
    question: Annotated[Prose, Field(description="For consultations only")] = ""


class ContributionShape(Shape):
    """One line of `contributions/*.csv`."""

    receipt: Annotated[
        Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$")] | None, REQUIRED
    ] = None
    batch: Line = ""
    received: Annotated[WhenText, REQUIRED] = ""
    channel: Annotated[Literal["paper", "email", "meeting", "form"] | None, REQUIRED] = None
    proposal: Line | None = None
    stance: Stance | None = None
    count: Annotated[int, Field(ge=0, le=10_000_000), WHOLE] = 1
    text: Annotated[str, StringConstraints(max_length=65_536)] = ""
    may_publish: Literal["yes", "no"] = "no"
    evidence: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    checked_by: Annotated[Line, REQUIRED] = ""
