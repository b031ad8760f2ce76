"""Faults applied to answers. Pure: an answer comes in, a spoilt one goes out."""

import json
from collections.abc import Sequence
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any

from civicgen.model.times import Instant, moment
from civicgen.rehearsal.clock import epoch, later
from civicgen.rehearsal.exchange import JSON, Answer, error, json_answer
from civicgen.rehearsal.faults import AnyFault, Fail, Partial, RateLimit, Slow, Truncate, UnknownFields

PRIMARY = (
    "API rate limit exceeded for user ID 1. If you reach out to GitHub Support for help, please include the request ID."
)
SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
DATE_AHEAD = 60


def stand_in(faults: Sequence[AnyFault], *, is_graphql: bool, now: Instant) -> Answer | None:
    """The answer that a fault gives instead of the true one; None when the request is to be answered."""
    for fault in faults:
        if isinstance(fault, Fail):
            return _failure(fault)
        if isinstance(fault, RateLimit):
            return _refusal(fault, is_graphql=is_graphql, now=now)
    return None


def spoil(answer: Answer, faults: Sequence[AnyFault], *, is_graphql: bool) -> Answer:
    """The answer with what the faults do to it. What changes its JSON leaves an answer without JSON as it is."""
    is_json = answer.content_type == JSON and answer.status == HTTPStatus.OK and answer.body != b""
    status, body, delay = answer.status, answer.body, answer.delay
    for fault in faults:
        if isinstance(fault, Slow):
            delay += fault.seconds
        elif isinstance(fault, Partial) and is_graphql and is_json:
            body = json.dumps(_leave_out(json.loads(body), fault)).encode()
        elif isinstance(fault, UnknownFields) and not is_graphql and is_json:
            body = json.dumps(_with_fields(json.loads(body), fault.fields)).encode()
    if any(isinstance(fault, Truncate) for fault in faults):
        body = body[: len(body) // 2]
    return Answer(status=status, body=body, content_type=answer.content_type, headers=answer.headers, delay=delay)


def _failure(fault: Fail) -> Answer:
    if fault.body is None:
        return error(fault.status, HTTPStatus(fault.status).phrase, headers=fault.headers)
    body = fault.body.encode()
    return Answer(status=fault.status, body=body, content_type=fault.content_type, headers=fault.headers)


def _refusal(fault: RateLimit, *, is_graphql: bool, now: Instant) -> Answer:
    reset = str(epoch(now) + fault.reset_in)
    spent = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": reset}
    if fault.kind == "secondary":
        return error(fault.status, SECONDARY, headers=_retry_after(fault, now))
    if fault.kind == "graphql" and is_graphql:
        return json_answer({"errors": [{"type": "RATE_LIMITED", "message": PRIMARY}]}, headers=spent)
    return error(fault.status, PRIMARY, headers=spent | _retry_after(fault, now))


def _retry_after(fault: RateLimit, now: Instant) -> dict[str, str]:
    wanted = str(fault.retry_after)
    if wanted == "none":
        return {}
    if wanted.startswith("date"):
        _, _, seconds = wanted.partition(":")
        date = moment(later(now, int(seconds or DATE_AHEAD)))
        return {"retry-after": format_datetime(date, usegmt=True)}
    return {"retry-after": wanted}


def _leave_out(answer: Any, fault: Partial) -> Any:
    """Null the first things asked for below the root, with an error for each."""
    data = answer.get("data")
    held, path = _things_asked_for(data)
    left_out = [key for key in _keys(held) if _is_thing(held[key])][: fault.aliases]
    for key in left_out:
        held[key] = None
        answer.setdefault("errors", []).append(
            {"type": fault.type, "path": [*path, key], "message": "Resource limits for this query exceeded."}
        )
    return answer


def _things_asked_for(data: Any) -> tuple[Any, list[str]]:
    for name in data or {}:
        if isinstance(data[name], list):
            return data[name], [name]
        if isinstance(data[name], dict) and any(isinstance(value, dict) for value in data[name].values()):
            return data[name], [name]
    return data, []


def _keys(held: Any) -> list[Any]:
    return list(range(len(held))) if isinstance(held, list) else list(held or {})


def _is_thing(value: Any) -> bool:
    return isinstance(value, dict) and "cost" not in value


def _with_fields(value: Any, fields: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_with_fields(one, fields) for one in value]
    if isinstance(value, dict):
        return {key: _with_fields(one, fields) for key, one in value.items()} | fields
    return value
