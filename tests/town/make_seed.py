"""Writes the rehearsal seed of the example town, docs/rehearsal/example-town.jsonl, from `content/` and this folder.

    python tests/town/make_seed.py

The same input gives the same bytes: whatever looks like chance is drawn from one fixed number. A test holds the
committed seed to what this makes.
"""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from town_conversation import Said, conversation
from town_history import ROOT, commits
from town_people import LEFT, RENAMED, Person, people
from town_support import AS_TOLD, LAST, MILL_LAST, NOW, Sign, signs
from town_threads import OTHERS, THREADS, TRANSFERRED

from civicgen.desk.labels import PROPOSAL, consultation_label

SEED = ROOT / "docs" / "rehearsal" / "example-town.jsonl"
STOPS = (
    "2026-08-14T05:00:00Z",  # the mill yard is open, for two more days
    "2026-08-24T05:00:00Z",  # it has closed
    "2026-10-13T05:00:00Z",  # the streets are open, the first answers are there
    "2026-11-02T18:00:00Z",  # all proposals but two are there, nothing is extended yet
    "2026-11-10T05:30:00Z",  # after the streets' first closing date
    NOW,
)
REPOSITORY = {
    "type": "repository",
    "owner": "lindenbrook",
    "name": "consultations",
    "id": 918273,
    "created_at": "2026-05-02T10:00:00Z",
    "now": NOW,
}
REACTION_BASE = 310_000_000
Line = dict[str, object]


def render() -> str:
    """The whole seed as text."""
    return "".join(
        json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n" for line in _lines()
    )


def _lines() -> Iterator[Line]:
    chance = random.Random(24_300)  # as many as the town has people
    said = [
        comment
        for thread, plan in THREADS.items()
        for comment in conversation(thread, plan, until=MILL_LAST if plan.is_mill else LAST, chance=chance)
    ]
    town = people(_speakers(said), chance)
    yield REPOSITORY
    yield from (_user(person) for person in sorted(town.values(), key=lambda person: person.id))
    yield from sorted([*_threads(town), *_other_threads(town)], key=lambda line: str(line["created_at"]))
    yield from (_comment(comment, town) for comment in sorted(said, key=lambda comment: (comment.at, comment.id)))
    yield from _reactions(signs(said, town, chance), town)
    yield from commits()
    yield from ({"type": "stop", "at": at} for at in STOPS)


def _speakers(said: Iterable[Said]) -> list[str]:
    named = [comment.who for comment in said] + [sign.who for sign in AS_TOLD] + [plan.by for plan in THREADS.values()]
    return [*named, *(other.by for other in OTHERS)]


def _user(person: Person) -> Line:
    line: Line = {
        "type": "user",
        "id": person.id,
        "login": person.login,
        "kind": person.kind,
        "created_at": person.created_at,
    }
    if person.name in RENAMED:
        at, login = RENAMED[person.name]
        line["renamed"] = [{"at": at, "login": login}]
    if person.name in LEFT:
        line["deleted_at"] = LEFT[person.name]
    return line


def _threads(town: dict[str, Person]) -> Iterator[Line]:
    for number, plan in THREADS.items():
        text = (ROOT / plan.path).read_text(encoding="utf-8")
        line: Line = {
            "type": "pull" if plan.is_pull else "issue",
            "number": number,
            "title": _value(text, "title"),
            "body": f"{_value(text, 'summary')}\n\nThe whole text, with its versions, is in `{plan.path}`. A sign on "
            "this first post is a stance on the proposal; a sign on a comment is about that comment.",
            "user": town[plan.by].id,
            "created_at": plan.began,
            "labels": [PROPOSAL, consultation_label(plan.consultation)],
        }
        line.update({key: at for key, at in (("closed_at", plan.closed), ("locked_at", plan.locked)) if at})
        if plan.is_pull:
            line.update(
                head="play-street", base="main", merged_at=plan.closed, files=[{"path": plan.path, "text": text}]
            )
        if number in TRANSFERRED:
            line["transferred"] = TRANSFERRED[number]
        yield line


def _value(text: str, key: str) -> str:
    line = next(line for line in text.splitlines() if line.startswith(f"{key}: "))
    return line.removeprefix(f"{key}: ").strip('"')


def _other_threads(town: dict[str, Person]) -> Iterator[Line]:
    for other in OTHERS:
        line: Line = {
            "type": "issue",
            "number": other.number,
            "title": other.title,
            "body": other.body,
            "user": town[other.by].id,
            "created_at": other.began,
        }
        if other.closed:
            line["closed_at"] = other.closed
        if other.proposes_in:
            line["labels"] = [PROPOSAL, consultation_label(other.proposes_in)]
        yield line


def _comment(said: Said, town: dict[str, Person]) -> Line:
    line: Line = {
        "type": "review_comment" if said.is_review else "comment",
        "id": said.id,
        "pull" if said.is_review else "issue": said.thread,
        "user": _id(said.who, town),
        "body": said.bodies[0],
        "created_at": said.at,
    }
    if said.is_review:
        line["path"] = THREADS[said.thread].path
        line["line"] = said.line or 1
    if said.line == 0 and said.reply_to:
        line["reply_to"] = said.reply_to
    if said.edits:
        line["edits"] = [{"at": at, "body": body} for at, body in zip(said.edits, said.bodies[1:], strict=True)]
    if said.hidden:
        line["hidden"] = {"at": said.hidden[0], "reason": said.hidden[1]}
    line.update({key: at for key, at in (("shown_at", said.shown), ("deleted_at", said.gone)) if at})
    return line


def _reactions(every: Iterable[Sign], town: dict[str, Person]) -> Iterator[Line]:
    for place, sign in enumerate(every, start=1):
        line: Line = {
            "type": "reaction",
            "id": REACTION_BASE + place * 41,
            "on": sign.on,
            "user": _id(sign.who, town),
            "content": sign.content,
            "created_at": sign.at,
        }
        if sign.removed:
            line["removed_at"] = sign.removed
        yield line


def _id(who: str, town: dict[str, Person]) -> int | None:
    return None if who == "-" else town[who].id


def write(path: Path = SEED) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    write()
