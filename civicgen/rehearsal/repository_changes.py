"""What acts do to the repository itself: its name, labels and settings. Changes the world in place, no I/O."""

from civicgen.model.times import Instant
from civicgen.rehearsal import acts
from civicgen.rehearsal.entities import Label
from civicgen.rehearsal.world import ImpossibleError, World

_SWITCHES = ("private", "archived", "has_issues", "has_pages", "can_approve_pull_request_reviews")


def rename_repository(world: World, act: acts.RenameRepository, at: Instant) -> None:
    repository = world.repository
    repository.former_names.add(repository.full_name.lower())
    repository.name = act.name
    repository.owner = act.owner or repository.owner
    repository.former_names.discard(repository.full_name.lower())
    if world.owner is world.organisation:
        world.logins.pop(world.organisation.login.lower(), None)
        world.organisation.login = repository.owner
        world.logins[repository.owner.lower()] = world.organisation


def change_settings(world: World, act: acts.ChangeSettings, at: Instant) -> None:
    for name in _SWITCHES:
        value = getattr(act, name)
        if value is not None:
            setattr(world.repository, name, value)
    world.repository.workflows |= {workflow.path: workflow for workflow in act.workflows}


def make_label(world: World, act: acts.MakeLabel, at: Instant) -> Label:
    if act.name.lower() in world.labels:
        raise ImpossibleError(f"there is a label {act.name} already")
    label = world.label_made(act.name)
    label.color, label.description = act.color.lower(), act.description
    return label


def edit_label(world: World, act: acts.EditLabel, at: Instant) -> Label:
    label = world.label(act.label)
    name = label.name if act.name is None else act.name
    if world.labels.get(name.lower(), label) is not label:
        raise ImpossibleError(f"there is a label {name} already")
    del world.labels[label.name.lower()]
    world.labels[name.lower()] = label
    label.name = name
    label.color = label.color if act.color is None else act.color.lower()
    label.description = label.description if act.description is None else act.description
    return label


def delete_label(world: World, act: acts.DeleteLabel, at: Instant) -> None:
    label = world.label(act.label)
    del world.labels[label.name.lower()]
    for thread in world.threads.values():
        if label in thread.labels:
            thread.labels.remove(label)
