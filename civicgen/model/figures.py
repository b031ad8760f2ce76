"""A number that the site shows, with the name by which a stranger can find what it counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A civic number and its name, such as `bright-streets/lamps-in-mill-lane/support`.

    The name is `<consultation>/<proposal>/<measure>`, `<consultation>//<measure>` or `//<measure>` for the portal; a
    measure taken for an earlier closing has `@<instant>` behind it. `verify` recomputes every name from the ledger.
    """

    name: str
    value: int
