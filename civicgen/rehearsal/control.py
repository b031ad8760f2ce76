"""The server's own addresses below `/_rehearsal/`: its clock, what was asked of it, events. No network."""

from typing import Any

import msgspec

from civicgen.errors import ConfigurationError
from civicgen.model.times import parse_instant
from civicgen.rehearsal.application import Application
from civicgen.rehearsal.exchange import Answer, Request, json_answer
from civicgen.rehearsal.reading import read_events

PREFIX = "/_rehearsal/"


def answer_control(application: Application, request: Request) -> Answer:
    """The answer to a request of whoever runs the rehearsal."""
    name = request.path.removeprefix(PREFIX)
    if name == "clock" and request.method in ("GET", "POST"):
        return _clock(application, request)
    if name == "requests" and request.method in ("GET", "DELETE"):
        return _requests(application, request)
    if name == "events" and request.method == "POST":
        return _events(application, request)
    if name.startswith("avatar/"):
        return Answer(status=404)
    return json_answer({"message": "no such address; see docs/rehearsal/seed.md"}, status=404)


def _clock(application: Application, request: Request) -> Answer:
    if request.method == "POST":
        try:
            wanted = msgspec.json.decode(request.body)["at"]
            application.move(parse_instant(wanted))
        except (msgspec.DecodeError, KeyError, TypeError, ValueError) as problem:
            return json_answer({"message": f'{problem}; send {{"at": "2026-11-20T09:00:00Z"}}'}, status=422)
    with application.lock:
        now = application.now()
        problems = [{"line": line, "problem": problem} for line, problem in application.world.problems]
        ahead = application.world.future
        following = ahead[0].at if ahead else None
    return json_answer({"now": now, "next": following, "problems": problems})


def _requests(application: Application, request: Request) -> Answer:
    counts = application.counts
    with application.lock:
        told: dict[str, Any] = {
            "requests": counts.requests,
            "unchanged": counts.unchanged,
            "queries": counts.queries,
            "points": counts.points,
            "log": list(counts.log),
        }
        if request.method == "DELETE":
            counts.reset()
    return json_answer(told)


def _events(application: Application, request: Request) -> Answer:
    try:
        events = read_events(request.body)
    except ConfigurationError as problem:
        return json_answer({"message": str(problem)}, status=422)
    application.add_events(events)
    return json_answer({"added": len(events)}, status=201)
