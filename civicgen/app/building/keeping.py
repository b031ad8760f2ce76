"""What a build was made from <-> bytes, to be kept for the next build and to be hashed. No I/O.

Equal values in equal order give equal bytes, on every machine. Bytes of another form than now expected (another version
of civicgen wrote them) are nothing that was kept. Never pickle: bytes from disk run no code.
"""

import hashlib
from fractions import Fraction
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from civicgen.model.content import Content
from civicgen.model.facts import ProposalFacts
from civicgen.model.leaf import ConsultationContext, ProposalSource
from civicgen.model.names import ProposalId

Kind = TypeVar("Kind")


def _written(value: Any) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise NotImplementedError(f"cannot be kept: {type(value).__name__}")


def _read(kind: type, written: Any) -> Any:
    if kind is Fraction and isinstance(written, str):
        return Fraction(written)
    raise NotImplementedError(f"cannot be kept: {kind.__name__}")


class Keeping(Generic[Kind]):
    """Turns values of one kind into bytes and back.

    Mappings keep their order, which pages may show, unless the kind `has_sets`: sets have none, and to give them one
    all is sorted.
    """

    def __init__(self, kind: type[Kind], *, has_sets: bool = False) -> None:
        self._encoder = msgspec.msgpack.Encoder(enc_hook=_written, order="deterministic" if has_sets else None)
        self._decoder = msgspec.msgpack.Decoder(kind, dec_hook=_read)

    def to_bytes(self, value: Kind) -> bytes:
        """The value as bytes."""
        return self._encoder.encode(value)

    def from_bytes(self, data: bytes) -> Kind | None:
        """The value of the bytes; None where they are not of this kind."""
        try:
            return self._decoder.decode(data)
        except (msgspec.MsgspecError, ValueError, ArithmeticError):
            return None


SOURCES = Keeping(ProposalSource, has_sets=True)
FACTS = Keeping(ProposalFacts)
OUTLINES = Keeping(Content)
CONTEXTS = Keeping(ConsultationContext)


class KeptSource(NamedTuple):
    """A proposal's source as it is kept: its bytes with their SHA-256, and apart from it its facts, as bytes too."""

    id: ProposalId
    digest: bytes
    data: bytes
    facts: bytes


def keep_source(source: ProposalSource) -> KeptSource:
    """A source as it is kept; equal sources are kept as equal bytes."""
    data = SOURCES.to_bytes(source)
    return KeptSource(source.facts.id, hashlib.sha256(data).digest(), data, FACTS.to_bytes(source.facts))
