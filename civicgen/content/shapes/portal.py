"""Keys of `portal.yml` and `moderation.yml`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from civicgen.content.shapes.base import REQUIRED, WHOLE, Day, Line, Prose, Shape

Repository = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$")]
WebAddress = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://[^\s<>\"]+$", max_length=500)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$")]


class LicenceShape(Shape):
    name: Annotated[Line, REQUIRED] = ""
    url: Annotated[WebAddress | None, Field(description="The licence's own page")] = None


class AuthorityShape(Shape):
    id: Annotated[Line, REQUIRED] = ""
    name: Annotated[Line, REQUIRED] = ""
    address: Prose = ""
    email: Line = ""
    phone: Line = ""
    imprint: Prose = ""
    data_protection_officer: Prose = ""


class PortalShape(Shape):
    """Who runs the portal, where the conversation is held, what is promised to everybody."""

    name: Annotated[Line, REQUIRED] = ""
    summary: Prose = ""
    repository: Annotated[Repository, REQUIRED, Field(description="owner/name at the forge")] = ""
    forge_url: WebAddress = "https://github.com"
    site_url: Annotated[WebAddress, REQUIRED] = ""
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=50)] = ("en",)
    timezone: Line = "UTC"
    licence: LicenceShape = LicenceShape()
    authorities: Annotated[tuple[AuthorityShape, ...], REQUIRED] = ()
    privacy: Prose = ""
    minimum_age: Annotated[int, Field(ge=0, le=120), WHOLE] = 0
    retention: Prose = ""
    update_interval_hours: Annotated[int, Field(ge=1, le=8_784), WHOLE] = 24


class RuleShape(Shape):
    id: Annotated[Line, REQUIRED] = ""
    title: Annotated[Line, REQUIRED] = ""
    text: Prose = ""


class RecordShape(Shape):
    date: Annotated[Day | None, REQUIRED] = None
    item: Annotated[
        Annotated[str, StringConstraints(pattern=r"^(comment|review|thread):[1-9][0-9]{0,17}$")] | None, REQUIRED
    ] = None
    rule: Annotated[Line, REQUIRED] = ""
    role: Annotated[Line, REQUIRED] = ""
    outcome: Annotated[Literal["hidden", "shown", "closed", "refused"] | None, REQUIRED] = None
    consultation: Line = ""


class RedactionShape(Shape):
    date: Annotated[Day | None, REQUIRED] = None
    item: Annotated[
        Annotated[
            str,
            StringConstraints(
                pattern=r"^((comment|review):[1-9][0-9]{0,17}|receipt:[A-Za-z0-9][A-Za-z0-9._/-]{0,79})$"
            ),
        ]
        | None,
        REQUIRED,
    ] = None
    basis: Annotated[
        Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)],
        REQUIRED,
        Field(description="The legal basis; it stays in the public record for good"),
    ] = ""
    role: Annotated[Line, REQUIRED] = ""
    consultation: Line = ""


class ModerationShape(Shape):
    """The rules of moderation, the route of appeal, and the record of what was done."""

    rules: tuple[RuleShape, ...] = ()
    appeal: Prose = ""
    record: tuple[RecordShape, ...] = ()
    redactions: tuple[RedactionShape, ...] = ()
