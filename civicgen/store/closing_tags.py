"""Fixed points of the record: a tag for each closing, on the commit with which it first reached the branch.

Comes in: the remote, closings, and a commit that holds them. Writes tags there, each once; none is ever moved.
"""

from collections.abc import Iterable

from civicgen.model.ledger import HarvestRow
from civicgen.model.names import Digest
from civicgen.store.record_side import Closed
from civicgen.store.upstream import Upstream

_BELOW = "refs/tags/"


def tag_name(closing: Closed) -> str:
    """`closed/<consultation>/<closing>`; a colon may not stand in a tag."""
    return f"closed/{closing.slug}/{closing.closes.replace(':', '')}"


def tag_closings(
    upstream: Upstream, closings: Iterable[Closed], commit: str, *, last: HarvestRow, checkpoint: Digest | None
) -> tuple[str, ...]:
    """Tag the closings that have no tag yet; gives the names of the new tags.

    Raises:
        ConfigurationError: we may not push tags.
        TemporaryError: the remote cannot be reached.
    """
    wanted = {tag_name(closing): closing for closing in closings}
    if not wanted:
        return ()
    there = upstream.refs(f"{_BELOW}closed/*")
    new = []
    for name in sorted(wanted):
        if f"{_BELOW}{name}" in there:
            continue
        made = upstream.tag(name, commit, message=_message(wanted[name], last, checkpoint), at=last.at)
        if upstream.push_ref(made, f"{_BELOW}{name}"):
            new.append(name)
    return tuple(new)


def _message(closing: Closed, last: HarvestRow, checkpoint: Digest | None) -> str:
    return (
        f"{closing.slug} closed at {closing.closes}\n\n"
        f"The public record as it was first pushed after this closing, at attempt {last.n} of {last.at}.\n"
        f"Row {closing.seq} freezes the tallies: {closing.tallies}\n"
        f"Checkpoint {checkpoint}\n"
    )
