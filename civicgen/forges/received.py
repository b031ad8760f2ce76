"""Lists what was proposed at the forge: the issues with the label of proposals, a hundred a request.

An issue's state and labels move the time of its last change, so that only what changed need be listed again.
"""

from urllib.parse import urlencode

import msgspec

from civicgen.errors import TemporaryError
from civicgen.forges.calls import Calls, Missing
from civicgen.forges.decode import Moment, Owner
from civicgen.model.desk import PROPOSAL
from civicgen.model.observation import ThreadReceived
from civicgen.model.times import Instant, instant


class _Label(msgspec.Struct):
    name: str


class _Issue(msgspec.Struct):
    number: int
    created_at: Moment
    state: str
    labels: list[_Label] = []
    pull_request: dict[str, object] | None = None


def list_received(calls: Calls, repository: Owner, *, since: Instant | None) -> tuple[ThreadReceived, ...]:
    """Each of them once, in the order of their numbers; one that changes while they are listed, as it was last seen."""
    wanted = {"labels": PROPOSAL, "state": "all", "sort": "updated", "direction": "asc", "per_page": "100"}
    query = urlencode(wanted | ({} if since is None else {"since": since}))
    path = f"/repositories/{repository.id}/issues?{query}"
    found: dict[int, ThreadReceived] = {}
    while path:
        page = calls.get(path, list[_Issue])
        if isinstance(page, Missing):
            raise TemporaryError(f"the forge does not list its issues ({page.status}); try again later")
        for issue in page.body:
            if issue.pull_request is None:
                found[issue.number] = _received(issue)
        path = page.next
    return tuple(found[number] for number in sorted(found))


def _received(issue: _Issue) -> ThreadReceived:
    return ThreadReceived(
        number=issue.number,
        made_at=instant(issue.created_at),
        is_open=issue.state == "open",
        labels=frozenset(label.name for label in issue.labels),
    )
