"""What the key makes: pseudonyms, salts, commitments, marks of announcements, its own fingerprint. No I/O.

Without the key nobody can go from an account to its pseudonym; with a commitment's opening anybody can check it.
"""

import hmac
from sys import intern

from civicgen.ledger.canonical import digest, encode
from civicgen.model.ledger import OpenedText
from civicgen.model.names import ConsultationSlug, Digest, PersonId
from civicgen.model.notices import marker_in

_PSEUDONYM_DIGITS = 32
_FINGERPRINT_DIGITS = 16
_MARK_DIGITS = 16


class Secrets:
    """The key of a ledger. It is never printed: `repr` does not show it."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def __repr__(self) -> str:
        return f"Secrets(fingerprint={self.fingerprint()!r})"

    def fingerprint(self) -> str:
        """What `ledger.json` keeps of the key, so that another one is noticed."""
        return self._keyed("fingerprint")[:_FINGERPRINT_DIGITS]

    def person(self, consultation: ConsultationSlug, account: int) -> PersonId:
        """The pseudonym of an account (by its numeric id, which no renaming changes) in one consultation."""
        digits = self._keyed(f"person:{consultation}:{account}")[:_PSEUDONYM_DIGITS]
        return PersonId(intern(digits))  # once in memory, however often a person contributes

    def open_text(self, consultation: ConsultationSlug, *, ref: str, text: str, login: str = "") -> OpenedText:
        """A text with its salt and the commitment that it opens. The same text at the same ref gives the same."""
        text = _sayable(text)
        salt = self._keyed(f"salt:{consultation}:{ref}:{text}")[:_PSEUDONYM_DIGITS]
        return OpenedText(commitment=commitment(salt, text, login), salt=salt, text=text, login=login)

    def mark(self, thread: int, event: str) -> str:
        """What proves that the portal itself announced an event in a thread: it stands in the comment's marker."""
        return self._keyed(f"announce:{thread}:{event}")[:_MARK_DIGITS]

    def event_in(self, text: str, thread: int) -> str:
        """The event that a comment of a thread announces, by its marker; '' where it has none that this key made.

        Whoever can read a marker can copy it: only the first comment with it is the portal's.
        """
        found = marker_in(text)
        return found[0] if found and found[1] == self.mark(thread, found[0]) else ""

    def _keyed(self, message: str) -> str:
        return hmac.digest(self._key, message.encode(), "sha256").hex()


def commitment(salt: str, text: str, login: str) -> Digest:
    """What the ledger holds in place of a text."""
    return digest(salt.encode("ascii") + encode([text, login]))


def is_true(opened: OpenedText) -> bool:
    """Whether a text is the one that its commitment stands for."""
    return opened.salt.isascii() and commitment(opened.salt, opened.text, opened.login) == opened.commitment


def _sayable(text: str) -> str:
    """The text with halves of surrogate pairs, which JSON may carry and UTF-8 cannot, replaced by `?`."""
    return text.encode("utf-8", "replace").decode("utf-8")
