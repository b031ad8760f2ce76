"""People and labels as the web pages name them. Pure."""

from collections.abc import Iterable

import msgspec

from civicgen.rehearsal.entities import Account, Label, shown
from civicgen.rehearsal.world import World

NOBODY = "ghost"
LISTED_CITIZENS = 300
_BRIGHT = 150
"""The brightness, out of 255, from which dark letters read better on a colour than white ones."""


class LabelView(msgspec.Struct, frozen=True, kw_only=True):
    """`css` is the class that gives the label its colour."""

    name: str
    css: str
    description: str
    is_on: bool = True


def name_of(account: Account | None) -> str:
    living = shown(account)
    return NOBODY if living is None else living.login


def citizens(world: World) -> tuple[str, ...]:
    """Logins to choose from; with very many citizens only some, the others are typed."""
    people = (account.login for account in world.logins.values() if account.kind == "User")
    return tuple(sorted(people, key=str.lower)[:LISTED_CITIZENS])


def label_views(labels: Iterable[Label], *, on: Iterable[Label] | None = None) -> tuple[LabelView, ...]:
    """The labels; with `on` each with whether it is among those."""
    ids = None if on is None else {label.id for label in on}
    return tuple(
        LabelView(
            name=label.name,
            css=f"label-{label.id}",
            description=label.description or "",
            is_on=ids is None or label.id in ids,
        )
        for label in labels
    )


def label_style(world: World) -> str:
    """A style sheet that gives every label its colour, with letters that can be read on it."""
    rules = []
    for label in world.labels.values():
        red, green, blue = (int(label.color[place : place + 2], 16) for place in (0, 2, 4))
        letters = "#000" if red * 0.299 + green * 0.587 + blue * 0.114 > _BRIGHT else "#fff"
        rules.append(f".label-{label.id} {{ background: #{label.color}; color: {letters}; }}\n")
    return "".join(rules)
