"""The trace of a text that was taken out on request. Types only; no I/O."""

import msgspec

from civicgen.model.times import Instant


class Redacted(msgspec.Struct, frozen=True, kw_only=True):
    """Of a comment or a letter: that its text was taken out on request, when, on which legal basis, and by whom."""

    seq: int
    at: Instant
    basis: str
    role: str
