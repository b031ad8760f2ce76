"""Hand something in: files on a branch of their own, and the pull request that proposes them.

Doing it again changes what changed, and makes nothing twice. No I/O but through the ports.
"""

from enum import StrEnum
from urllib.parse import quote

import msgspec

from civicgen.app.desk_ports import Branches, ForgeDesk, PullsForbiddenError
from civicgen.model.desk import DeskFile, Pull


class HandedIn(StrEnum):
    """What became of it.

    `unchanged`: a pull request proposes just this already. `foreign`: somebody else committed to its branch, so that it
    was left alone. `by-hand`: the branch is there, and a person has to open the pull request. `merged` and `refused`:
    a pull request for it was merged, or closed unmerged, before. `nothing`: the repository has all of it already.
    """

    OPENED = "opened"
    EDITED = "edited"
    UNCHANGED = "unchanged"
    FOREIGN = "foreign"
    BY_HAND = "by-hand"
    MERGED = "merged"
    REFUSED = "refused"
    NOTHING = "nothing"


class Handing(msgspec.Struct, frozen=True, kw_only=True):
    """What became of it, where to look at it, and the pull request's number where there is one."""

    outcome: HandedIn
    address: str
    number: int | None = None


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What is handed in: files, the branch for them, and how the pull request presents itself."""

    branch: str
    files: tuple[DeskFile, ...]
    title: str
    body: str
    message: str


def hand_in(letter: Letter, forge: ForgeDesk, branches: Branches, *, forge_url: str) -> Handing:
    """Deliver the files to their branch, and open its pull request or edit what it says.

    Raises:
        ConfigurationError: the token may not push.
        TemporaryError: the forge or the remote cannot be reached.
    """
    facts = forge.facts()
    pull = forge.pull_of(letter.branch)
    if pull is not None and not pull.is_open:
        outcome = HandedIn.MERGED if pull.is_merged else HandedIn.REFUSED
        return Handing(outcome=outcome, address=pull.address, number=pull.number)
    delivery = branches.deliver(letter.branch, letter.files, base=facts.default_branch, message=letter.message)
    if pull is not None:
        return _edited(letter, forge, pull, is_changed=delivery.is_changed, is_foreign=delivery.is_foreign)
    if not branches.differs(letter.branch, base=facts.default_branch):
        return Handing(outcome=HandedIn.NOTHING, address=f"{forge_url}/{facts.full_name}")
    try:
        made = forge.open_pull(title=letter.title, body=letter.body, head=letter.branch, base=facts.default_branch)
    except PullsForbiddenError:
        compared = f"{quote(facts.default_branch)}...{quote(letter.branch)}"
        return Handing(outcome=HandedIn.BY_HAND, address=f"{forge_url}/{facts.full_name}/compare/{compared}?expand=1")
    return Handing(outcome=HandedIn.OPENED, address=made.address, number=made.number)


def _edited(letter: Letter, forge: ForgeDesk, pull: Pull, *, is_changed: bool, is_foreign: bool) -> Handing:
    """An open pull request with this text. Where somebody else works on its branch, its text stays, too."""
    is_reworded = (pull.title, pull.body) != (letter.title, letter.body)
    if is_foreign:
        return Handing(outcome=HandedIn.FOREIGN, address=pull.address, number=pull.number)
    if is_reworded:
        forge.edit_pull(pull.number, title=letter.title, body=letter.body)
    outcome = HandedIn.EDITED if is_changed or is_reworded else HandedIn.UNCHANGED
    return Handing(outcome=outcome, address=pull.address, number=pull.number)
