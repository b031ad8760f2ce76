"""Made-up object ids of Git, for what has no commit behind it here. Pure."""

from hashlib import sha1


def sha(text: str) -> str:
    """40 hexadecimal digits, always the same for the same text."""
    return sha1(text.encode(), usedforsecurity=False).hexdigest()


def head_commit(number: int) -> str:
    """The commit at the head of a pull request."""
    return sha(f"head:{number}")
