"""The measures of a proposal, in the order in which files show them. Figures in, numbers out. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from civicgen.model.counting import Closing
from civicgen.model.names import Channel, Excluded, ReactionKind

_STANCES = ("support", "oppose", "abstain", "accounts", "this-wording")
_EXCLUDED = ("excluded", *(f"excluded-{reason.value}" for reason in Excluded))
_CHANNELS = tuple(f"channel-{channel.value}" for channel in Channel)
_COMMENTS = ("comments", "comments-hidden")
_KINDS = tuple(f"kind-{kind.value}" for kind in ReactionKind)

OF_A_CLOSING = (*_STANCES, *_EXCLUDED, *_CHANNELS)
"""What is counted anew for each closing."""
OF_A_PROPOSAL = (*OF_A_CLOSING, *_COMMENTS, *_KINDS)
"""Everything that is counted of a proposal."""


def columns(kinds: Iterable[str], closings: Sequence[Closing]) -> tuple[str, ...]:
    """The measures of a consultation, those of earlier closings last. `kinds` are reaction kinds that are new to us."""
    strange = (f"kind-{kind}" for kind in sorted(kinds))
    earlier = (f"{measure}@{closing.terms.settings.closes}" for closing in closings[:-1] for measure in OF_A_CLOSING)
    return (*OF_A_PROPOSAL, *strange, *earlier)


def measures_of(figures: Mapping[str, int], prefix: str, columns: Iterable[str]) -> Mapping[str, int | None]:
    """The values of a proposal's columns, from its figures, whose names begin with `prefix`.

    None where nothing was collected, 0 where something was and nothing was found.
    """
    start = len(prefix)
    own = {name[start:]: number for name, number in figures.items()}
    return {name: own[name] if name in own else 0 if _whole(name) in own else None for name in columns}


@lru_cache(maxsize=1000)
def _whole(name: str) -> str:
    """What is counted whenever the parts that a measure belongs to are; '' where the measure is a whole itself."""
    _, at, closing = name.partition("@")
    return "" if name.startswith("comments") else f"support{at}{closing}"
