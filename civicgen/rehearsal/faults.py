"""What can go wrong with an answer: the faults that events order. Plain values; `spoiling.py` applies them. No I/O."""

from typing import Annotated, Literal

import msgspec

Times = Annotated[int, msgspec.Meta(ge=1)]


class Fault(msgspec.Struct, frozen=True, kw_only=True, tag_field="action", forbid_unknown_fields=True):
    """Root of the faults. Each concerns the next `times` requests that its event matches."""

    times: Times = 1


class Fail(Fault, tag="fail", frozen=True, kw_only=True):
    """Answer with this instead. Without `body` it is the JSON error that GitHub gives for the status."""

    status: Annotated[int, msgspec.Meta(ge=200, le=599)] = 502
    body: str | None = None
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = msgspec.field(default_factory=dict)


class Truncate(Fault, tag="truncate", frozen=True, kw_only=True):
    """Break the answer off in the middle."""


class RateLimit(Fault, tag="rate_limit", frozen=True, kw_only=True):
    """Refuse for too many requests.

    `primary`: nothing remaining, reset in `reset_in` seconds. `secondary`: `retry-after` in seconds (a number), as a
    date that many seconds ahead ("date" or "date:90"), or not at all ("none"). `graphql`: status 200 and an error of
    type RATE_LIMITED (for REST the primary form).
    """

    kind: Literal["primary", "secondary", "graphql"] = "primary"
    status: Literal[403, 429] = 403
    retry_after: int | str = "none"
    reset_in: Annotated[int, msgspec.Meta(ge=0)] = 3000


class Partial(Fault, tag="partial", frozen=True, kw_only=True):
    """Leave out `aliases` of the things asked for in a GraphQL query, with an error for each, and give the rest."""

    aliases: Annotated[int, msgspec.Meta(ge=1)] = 1
    type: str = "RESOURCE_LIMITS_EXCEEDED"


class UnknownFields(Fault, tag="unknown_fields", frozen=True, kw_only=True):
    """Put fields that nobody knows into every object of a REST answer."""

    fields: dict[str, str] = msgspec.field(default_factory=lambda: {"from_the_future": "yes"})


class Slow(Fault, tag="slow", frozen=True, kw_only=True):
    """Answer late."""

    seconds: Annotated[float, msgspec.Meta(ge=0, le=60)] = 1.0


AnyFault = Fail | Truncate | RateLimit | Partial | UnknownFields | Slow
