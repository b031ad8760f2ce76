"""A proposal: a text, in one Markdown file, on which people take a stance."""

import hashlib
import json
from collections.abc import Mapping

import msgspec

from civicgen.model.consultation import Translation
from civicgen.model.findings import Finding
from civicgen.model.names import ConsultationSlug, Digest, ProposalId, Status
from civicgen.model.times import Instant


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """Where a proposal is about. `point` is (longitude, latitude) in degrees, WGS 84; `shape` holds more such."""

    address: str = ""
    point: tuple[str, str] | None = None
    shape: tuple[tuple[str, str], ...] = ()
    is_area: bool = False


class WordingMark(msgspec.Struct, frozen=True, kw_only=True):
    """An editor's public word on how a wording differs from the one before: in form only, or in substance.

    `wording` is the number that the page shows; the first wording is 1. `by` is a role, not a name.
    """

    wording: int
    by: str
    note: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """`proposals/<slug>.md`. `wording` is the hash of title, summary and body: what people take a stance on.

    `status` is as declared; a proposal whose consultation has closed is shown as closed all the same. `cost` is in
    whole units of the currency named with it. `joined` are further issues whose proposals were taken into this one.
    """

    id: ProposalId
    consultation: ConsultationSlug
    file: str
    title: str
    summary: str
    body: str
    language: str
    thread: int | None
    authors: tuple[str, ...]
    status: Status
    cost: str
    location: Location | None
    topics: tuple[str, ...]
    merged_into: ProposalId | None
    split_from: ProposalId | None
    editorial: tuple[WordingMark, ...]
    substantive: tuple[WordingMark, ...] = ()
    wording: Digest
    translations: Mapping[str, Translation]
    findings: tuple[Finding, ...]
    is_broken: bool
    joined: tuple[int, ...] = ()


class WordingSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a proposal's text in Git. `number` counts from 1, equal neighbours are one wording.

    `committed_at` is the clock of whoever committed; it is believed only between two harvests.
    """

    proposal: ProposalId
    number: int
    digest: Digest
    committed_at: Instant
    commit: str


def wording_digest(title: str, summary: str, body: str) -> Digest:
    """SHA-256 over the canonical JSON of `[title, summary, body]`, line ends as `\\n`, ends of the body trimmed.

    Two versions with the same digest are one wording: what people take a stance on has not changed.
    """
    texts = [text.replace("\r\n", "\n").replace("\r", "\n").strip() for text in (title, summary, body)]
    try:
        canonical = msgspec.json.encode(texts)  # the bytes that json would write, five times as fast
    except UnicodeEncodeError:  # half a character, which only json lets pass
        written = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
        canonical = written.encode("utf-8", "surrogatepass")
    return Digest(hashlib.sha256(canonical).hexdigest())
