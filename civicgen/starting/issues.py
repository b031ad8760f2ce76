"""Which issue is meant: a number, or the address that a browser shows. Text in, number out; no I/O."""

import re

from civicgen.starting.plans import doubt

_NUMBER = re.compile(r"#?([1-9][0-9]{0,17})", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s/]+/[^\s/]+/[^\s/]+/(?:issues|pull)/([1-9][0-9]{0,17})(?:[?#/]\S*)?", re.ASCII)


def issue_number(name: str, given: str) -> int:
    """The number in the input `name`.

    Raises:
        DoubtError: it is neither a number nor the address of an issue.
    """
    found = _NUMBER.fullmatch(given) or _ADDRESS.fullmatch(given)
    if found is None:
        raise doubt(
            name, f"`{given[:80]}` is no issue", "Copy the address of the issue from your browser, or write its number."
        )
    return int(found[1])
