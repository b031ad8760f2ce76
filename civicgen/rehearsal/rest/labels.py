"""REST handlers of labels: the repository's own, and those on a thread. No I/O."""

from collections.abc import Iterable
from typing import Any

import msgspec

from civicgen.rehearsal.acts import DeleteLabel, EditLabel, LabelIssue, MakeLabel, UnlabelIssue
from civicgen.rehearsal.entities import Label
from civicgen.rehearsal.exchange import Answer, RefusedError, invalid, json_answer
from civicgen.rehearsal.rest.desk import Desk
from civicgen.rehearsal.rest.paging import page_of
from civicgen.rehearsal.world import ImpossibleError

LONGEST_NAME = 50
LONGEST_DESCRIPTION = 100
Wanted = str | dict[str, Any]
"""A label within a request: its name, or an object that has one."""


class _Sent(msgspec.Struct, frozen=True):
    name: str | None = None
    new_name: str | None = None
    color: str | None = None
    description: str | None = None


class _OnThread(msgspec.Struct, frozen=True):
    labels: tuple[Wanted, ...] = ()


def list_all(desk: Desk) -> Answer:
    """The repository's labels, in the order of the alphabet."""
    return _listed(desk, sorted(desk.world.labels.values(), key=lambda label: label.name.lower()))


def get_label(desk: Desk) -> Answer:
    return json_answer(desk.shaper.label(_named(desk)))


def make_label(desk: Desk) -> Answer:
    desk.editor(status=404)
    sent = desk.body(_Sent)
    if not (sent.name or "").strip():
        raise invalid("Label", "missing_field", field="name")
    name = checked_name(sent.name or "")
    act = MakeLabel(name=name, color=_colour(sent) or "ededed", description=_description(sent))
    return json_answer(desk.shaper.label(_changed(desk, act)), status=201)


def edit_label(desk: Desk) -> Answer:
    desk.editor(status=404)
    label, sent = _named(desk), desk.body(_Sent)
    name = None if sent.new_name is None else checked_name(sent.new_name)
    act = EditLabel(label=label.name, name=name, color=_colour(sent), description=_description(sent))
    return json_answer(desk.shaper.label(_changed(desk, act)))


def delete_label(desk: Desk) -> Answer:
    desk.editor(status=404)
    desk.perform(DeleteLabel(label=_named(desk).name))
    return Answer(status=204)


def list_on_thread(desk: Desk) -> Answer:
    return _listed(desk, desk.thread().labels)


def add_to_thread(desk: Desk) -> Answer:
    """Put labels on a thread; those that the repository lacks are made. Answers with all that are on it now."""
    thread = desk.thread()
    desk.editor()
    body = desk.body(_OnThread | tuple[Wanted, ...])  # type: ignore[arg-type]  # a union is a type for msgspec
    wanted = names_of(body.labels if isinstance(body, _OnThread) else body)
    desk.perform(LabelIssue(issue=thread.number, labels=wanted))
    return _shown(desk, thread.labels)


def take_from_thread(desk: Desk) -> Answer:
    """Take a label from a thread. Answers with those that are still on it."""
    thread = desk.thread()
    desk.editor()
    desk.perform(UnlabelIssue(issue=thread.number, label=desk.names[1]))
    return _shown(desk, thread.labels)


def names_of(wanted: Iterable[Wanted]) -> tuple[str, ...]:
    """The names of the labels that a request lists.

    Raises:
        RefusedError: one has none, or none that can be.
    """
    return tuple(checked_name(one if isinstance(one, str) else one.get("name")) for one in wanted)


def checked_name(name: object) -> str:
    """The name, if a label may have it. Raises RefusedError."""
    if not isinstance(name, str) or not name.strip():
        raise invalid("Label", "invalid", field="name")
    if len(name) > LONGEST_NAME:
        raise invalid(
            "Label", "custom", field="name", message=f"name is too long (maximum is {LONGEST_NAME} characters)"
        )
    return name


def _colour(sent: _Sent) -> str | None:
    colour = sent.color
    if colour is not None and (len(colour) != 6 or set(colour.lower()) - set("0123456789abcdef")):
        raise invalid("Label", "invalid", field="color")
    return colour


def _description(sent: _Sent) -> str | None:
    if len(sent.description or "") > LONGEST_DESCRIPTION:
        message = f"description is too long (maximum is {LONGEST_DESCRIPTION} characters)"
        raise invalid("Label", "custom", field="description", message=message)
    return sent.description


def _named(desk: Desk) -> Label:
    try:
        return desk.world.label(desk.names[0])
    except ImpossibleError:
        raise RefusedError(404, "Not Found") from None


def _changed(desk: Desk, act: MakeLabel | EditLabel) -> Label:
    wanted = act.name
    taken = desk.world.labels.get((wanted or "").lower())
    if taken is not None and not (isinstance(act, EditLabel) and taken.name.lower() == act.label.lower()):
        raise invalid("Label", "already_exists", field="name")
    label: Label = desk.perform(act)
    return label


def _listed(desk: Desk, labels: list[Label]) -> Answer:
    page = page_of(len(labels), desk.request, path=desk.path)
    shapes = [desk.shaper.label(label) for label in labels[page.start : page.end]]
    return json_answer(shapes, headers={"link": page.link})


def _shown(desk: Desk, labels: Iterable[Label]) -> Answer:
    return json_answer([desk.shaper.label(label) for label in labels])
