"""Texts that a fresh machine lacks come back from the published site, and only those that the record vouches for."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from civicgen.app.restoring import restore_texts
from civicgen.errors import TemporaryError
from civicgen.ledger.canonical import digest, encode, genesis, meta_bytes
from civicgen.ledger.chain import seal
from civicgen.ledger.layout import FORMAT, text_lines
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.ledger import ConsultationMark, Cost, HarvestRow, LedgerMeta, OpenedText, Row, RowType
from civicgen.model.names import ConsultationSlug, Digest, ProposalId
from civicgen.model.times import Instant
from civicgen.store.ledger_files import LedgerFolder

TOWN = ConsultationSlug("bright-streets")
SECRETS = Secrets("a key that only the tests of civicgen know")
META = LedgerMeta(format=FORMAT, repository="town/talk", key=SECRETS.fingerprint())
AT = Instant("2026-09-01T08:00:00Z")
WORDS = ("It is dark.", "Very dark.", "Bring a torch.")
TEXTS = tuple(SECRETS.open_text(TOWN, ref=f"comment:{n}", text=words) for n, words in enumerate(WORDS))


class Site:
    """A published site out of a mapping; it lists what it has."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        sums = "".join(f"{'0' * 64}  {path}\n" for path in files).encode()
        self._files = {f"data/{path}": data for path, data in files.items()} | {"data/SHA256SUMS": sums}
        self.asked: list[str] = []

    def read(self, path: str) -> bytes:
        self.asked.append(path)
        if path not in self._files:
            raise TemporaryError(f"no {path}")
        return self._files[path]


@pytest.fixture
def folder(tmp_path: Path) -> LedgerFolder:
    """A ledger that commits to the three texts, and has none of them."""
    return ledger(tmp_path / "ledger")


def ledger(path: Path, *more: Row) -> LedgerFolder:
    folder = LedgerFolder(path)
    folder.begin(META)
    made = [
        Row(
            seq=0,
            type=RowType.COMMENT_MADE,
            seen_at=AT,
            prev=Digest(""),
            proposal=ProposalId("lamps"),
            ref=f"comment:{n}",
            text=each.commitment,
        )
        for n, each in enumerate(TEXTS)
    ]
    rows, mark = seal([*made, *more], after=ConsultationMark(complete=True, rows=0, head=genesis(TOWN, META)))
    harvest = HarvestRow(
        n=1,
        at=AT,
        clock="forge",
        outcome="complete",
        cost=Cost(requests=1, points=1),
        consultations={TOWN: mark},
        prev=digest(meta_bytes(META)),
    )
    folder.append(rows={TOWN: rows}, texts={}, harvest=harvest)
    return folder


def words(folder: LedgerFolder) -> list[str]:
    return sorted(text.text for text in folder.read().texts[TOWN].values())


def test_texts_come_back_from_one_file_or_from_parts(folder: LedgerFolder, tmp_path: Path) -> None:
    done = restore_texts(folder, Site({"ledger/texts/bright-streets.jsonl": text_lines(TEXTS)}))
    assert (done.restored, done.missing) == (3, 0)
    assert words(folder) == sorted(WORDS)
    other = ledger(tmp_path / "other")
    parts = {f"ledger/texts/bright-streets/0{n}.jsonl": text_lines([text]) for n, text in enumerate(TEXTS)}
    assert restore_texts(other, Site(parts)).restored == 3
    assert words(other) == sorted(WORDS)


def test_what_is_there_is_not_fetched_again(folder: LedgerFolder) -> None:
    site = Site({"ledger/texts/bright-streets.jsonl": text_lines(TEXTS)})
    restore_texts(folder, site)
    site.asked.clear()
    assert restore_texts(folder, site).restored == 0
    assert site.asked == []


def test_a_text_that_the_site_does_not_show_is_left_to_the_next_harvest(folder: LedgerFolder) -> None:
    done = restore_texts(folder, Site({"ledger/texts/bright-streets.jsonl": text_lines(TEXTS[:1])}))
    assert (done.restored, done.missing, done.problem) == (1, 2, "")


def test_nothing_is_believed_that_the_record_did_not_commit_to(folder: LedgerFolder) -> None:
    forged = OpenedText(commitment=TEXTS[0].commitment, salt=TEXTS[0].salt, text="I never said that.")
    foreign = SECRETS.open_text(TOWN, ref="comment:99", text="From another record.")
    broken = b'{"commitment":\n\n\xff\xfe\nnull\n[]\n' + encode(TEXTS[1])[:-3] + b"\n"
    data = text_lines([forged, foreign]) + broken + text_lines([TEXTS[2]])
    done = restore_texts(folder, Site({"ledger/texts/bright-streets.jsonl": data}))
    assert (done.restored, done.missing) == (1, 2)
    assert words(folder) == [WORDS[2]]


def test_a_text_that_was_redacted_since_does_not_come_back_from_an_older_site(tmp_path: Path) -> None:
    facts = {"basis": "Article 17 GDPR", "role": "clerk"}
    redaction = Row(seq=0, type=RowType.REDACTION, seen_at=AT, prev=Digest(""), ref="comment:0", facts=facts)
    folder = ledger(tmp_path / "ledger", redaction)
    assert restore_texts(folder, Site({"ledger/texts/bright-streets.jsonl": text_lines(TEXTS)})).restored == 2
    assert WORDS[0].encode() not in (tmp_path / "ledger/texts/bright-streets.jsonl").read_bytes()


def test_a_site_that_cannot_be_had_is_no_failure(folder: LedgerFolder) -> None:
    class Nothing:
        def read(self, path: str) -> bytes:
            raise TemporaryError("no such site")

    done = restore_texts(folder, Nothing())
    assert (done.restored, done.missing, done.problem) == (0, 3, "no such site")


def test_a_listing_cannot_lead_elsewhere(folder: LedgerFolder) -> None:
    site = Site({"ledger/texts/../../secret.jsonl": b"", "ledger/texts/parks.jsonl": b"", "bright-streets/x.csv": b""})
    restore_texts(folder, site)
    assert site.asked == ["data/SHA256SUMS"]
