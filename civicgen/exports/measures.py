"""The measures of a proposal, in the order in which files show them. Figures in, numbers out. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from civicgen.exports.recomputable import ProposalData
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


def measures_of(data: ProposalData) -> Mapping[str, int | None]:
    """The values of its columns: None where nothing was collected, 0 where something was and nothing was found."""
    prefix = f"{data.slug}/{data.proposal}/"
    figures = data.numbers.figures
    return {name: figures.get(prefix + name, _nothing(figures, prefix, name)) for name in data.columns}


def _nothing(figures: Mapping[str, int], prefix: str, name: str) -> int | None:
    """What a measure without a figure is: 0 if the count that it is a part of was made."""
    _, at, closing = name.partition("@")
    return 0 if f"{prefix}support{at}{closing}" in figures and not name.startswith("comments") else None
