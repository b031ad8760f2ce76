"""Give the repository the labels that forms and intake use. No I/O but through the port."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from civicgen.app.desk_ports import ForgeDesk
from civicgen.model.desk import Label


class Done(StrEnum):
    """What was done with a label."""

    MADE = "made"
    CHANGED = "changed"
    KEPT = "kept"


class SyncedLabel(msgspec.Struct, frozen=True, kw_only=True):
    """A label, and what was done with it."""

    label: Label
    done: Done


def sync_labels(wanted: Sequence[Label], forge: ForgeDesk, *, is_plan: bool = False) -> tuple[SyncedLabel, ...]:
    """Make the labels that are missing, and give the others their colour and description.

    No label is ever taken away: a closed consultation's stays on its issues. A plan writes nothing.

    Raises:
        ConfigurationError, TemporaryError: the forge cannot be reached, or refuses.
    """
    there = {label.name.casefold(): label for label in forge.labels()}
    synced: list[SyncedLabel] = []
    for label in wanted:
        known = there.get(label.name.casefold())
        done = Done.MADE if known is None else Done.KEPT if _is_same(known, label) else Done.CHANGED
        if done is not Done.KEPT and not is_plan:
            forge.put_label(label, is_new=known is None)
        synced.append(SyncedLabel(label=label, done=done))
    return tuple(synced)


def _is_same(known: Label, wanted: Label) -> bool:
    return (known.colour.lower(), known.description) == (wanted.colour.lower(), wanted.description)
