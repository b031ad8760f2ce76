"""Which rows and texts of the ledger concern which proposal, kept from build to build, so that only news are read.

In: the ledger's folder. Out: news, and places of lines. Reads files; keeps tables of its own in the build's cache.

What is known is proved by the hashes of its bytes, what is new by the chain, as `LedgerFolder` proves it. Where
anything does not fit, everything is read from the beginning, so that the error is the one that `LedgerFolder` finds.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from civicgen.app.progress import Progress
from civicgen.errors import ConfigurationError, LedgerError
from civicgen.ledger.canonical import HARVESTS, digest
from civicgen.ledger.chain import HARVESTS_FILE, META_FILE, split_lines, verify_harvests
from civicgen.ledger.layout import texts_file
from civicgen.model.ledger import HarvestRow, LedgerMeta, RowType
from civicgen.model.ledger_news import ConsultationNews, LedgerNews, PublicFile
from civicgen.model.names import ConsultationSlug, ProposalId
from civicgen.model.times import Instant
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.ledger_slices import PLACE, Places
from civicgen.store.row_index import RowIndex
from civicgen.store.row_runs import UnfitError
from civicgen.store.text_index import TextIndex

_TABLES = """
CREATE TABLE IF NOT EXISTS ledger_state (consultation TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS text_state (consultation TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS row_places (
    consultation TEXT, proposal TEXT, places BLOB, PRIMARY KEY (consultation, proposal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subject (
    consultation TEXT, name TEXT, proposal TEXT, PRIMARY KEY (consultation, name, proposal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS committed (
    consultation TEXT, text TEXT, proposal TEXT, PRIMARY KEY (consultation, text, proposal)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS committed_by_proposal ON committed (consultation, proposal);
CREATE TABLE IF NOT EXISTS text_place (
    consultation TEXT, text TEXT, start INTEGER, size INTEGER, PRIMARY KEY (consultation, text)) WITHOUT ROWID;
"""

_MANY = 500
"""Of so many proposals one question for all is faster than one for each."""


class LedgerIndex:
    """The index of one ledger. `hash_of` gives the SHA-256 of a file, maybe without reading it."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, *, hash_of: Callable[[Path], str]) -> None:
        self._folder = folder
        self._connection = connection
        self._hash_of = hash_of
        for statement in _TABLES.split(";"):
            connection.execute(statement)

    def last_attempt(self) -> Instant | None:
        """The time of the last attempt, before anything is proved."""
        with suppress(OSError, ValueError, IndexError):
            lines, _ = split_lines((self._folder / HARVESTS_FILE).read_bytes(), HARVESTS_FILE)
            return HARVESTS.read(lines[-1].data).at
        return None

    def refresh(self, progress: Progress) -> LedgerNews:
        """Read and note what is new.

        Raises:
            LedgerError: the ledger is not what was written.
            ConfigurationError: the disk does not let it be read.
        """
        try:
            return self._refresh(progress)
        except OSError as refused:
            raise ConfigurationError(
                f"{refused.filename or self._folder} cannot be read: {refused.strerror or refused}; give permission"
            ) from refused

    def places(self, consultation: ConsultationSlug, proposals: Iterable[ProposalId]) -> dict[ProposalId, Places]:
        """Where the rows and texts of proposals lie."""
        wanted = list(proposals)
        if len(wanted) < _MANY:
            return {each: self._places(consultation, each) for each in wanted}
        rows = dict(
            self._connection.execute("SELECT proposal, places FROM row_places WHERE consultation = ?", (consultation,))
        )
        texts: dict[str, list[bytes]] = {}
        for proposal, start, size in self._connection.execute(
            "SELECT proposal, start, size FROM committed JOIN text_place USING (consultation, text) "
            "WHERE consultation = ? ORDER BY text",
            (consultation,),
        ):
            texts.setdefault(proposal, []).append(PLACE.pack(0, start, size))
        return {each: Places(rows=rows.get(each, b""), texts=b"".join(texts.get(each, ()))) for each in wanted}

    def proposals_of(self, consultation: ConsultationSlug, subjects: Iterable[str]) -> frozenset[ProposalId]:
        """To which proposals comments and receipts belong, or once belonged."""
        found = (
            self._connection.execute(
                "SELECT proposal FROM subject WHERE consultation = ? AND name = ?", (consultation, each)
            )
            for each in subjects
        )
        return frozenset(ProposalId(proposal) for rows in found for (proposal,) in rows)

    def _places(self, consultation: ConsultationSlug, proposal: ProposalId) -> Places:
        row = self._connection.execute(
            "SELECT places FROM row_places WHERE consultation = ? AND proposal = ?", (consultation, proposal)
        ).fetchone()
        texts = self._connection.execute(
            "SELECT start, size FROM committed JOIN text_place USING (consultation, text) "
            "WHERE consultation = ? AND proposal = ? ORDER BY text",
            (consultation, proposal),
        )
        return Places(
            rows=b"" if row is None else row[0], texts=b"".join(PLACE.pack(0, start, size) for start, size in texts)
        )

    def _refresh(self, progress: Progress) -> LedgerNews:
        ledger = LedgerFolder(self._folder)
        meta = ledger.read_meta()
        if meta is None:
            self._forget_all_but(())
            return LedgerNews(meta=None, harvests=(), checkpoint=None, files=())
        lines = ledger.harvest_lines()
        harvests = verify_harvests(lines, meta)
        slugs = sorted({slug for harvest in harvests for slug in harvest.consultations})
        self._forget_all_but(slugs)
        known = b"".join(line.data + b"\n" for line in lines)
        settings = (self._folder / META_FILE).read_bytes()
        files = [_public(META_FILE, settings), *([_public(HARVESTS_FILE, known)] if known else [])]
        consultations: dict[ConsultationSlug, ConsultationNews] = {}
        for done, slug in enumerate(slugs):
            progress("reading the public record", done, len(slugs))
            news, segments = self._consultation(slug, meta, harvests)
            consultations[slug] = news
            files += segments
        return LedgerNews(
            meta=meta,
            harvests=harvests,
            checkpoint=digest(lines[-1].data) if lines else None,
            files=tuple(files),
            consultations=consultations,
        )

    def _consultation(
        self, slug: ConsultationSlug, meta: LedgerMeta, harvests: tuple[HarvestRow, ...]
    ) -> tuple[ConsultationNews, tuple[PublicFile, ...]]:
        rows = RowIndex(self._folder, slug, self._connection, hash_of=self._hash_of)
        try:
            changed, state = rows.refresh(meta, harvests)
        except UnfitError:
            rows.forget()
            try:
                changed, state = rows.refresh(meta, harvests)
            except UnfitError as problem:
                raise self._first_error(problem, f"{slug}/000001.jsonl") from problem
        try:
            texts = TextIndex(self._folder, slug, self._connection, hash_of=self._hash_of)
            retold = texts.refresh()
        except UnfitError as problem:
            raise self._first_error(problem, texts_file(slug)) from problem
        of_all = state.rows_of_all()
        return (
            ConsultationNews(
                rows=state.rows,
                changed=None if changed is None else changed | texts.proposals_of(retold),
                terms=tuple(row for row in of_all if row.type is not RowType.RECEIVED),
                received=tuple(row for row in of_all if row.type is RowType.RECEIVED),
                kinds=frozenset(state.kinds),
                proposals=rows.proposals(),
            ),
            tuple(PublicFile(path=each.path, size=each.size, sha256=each.sha256) for each in state.segments),
        )

    def _first_error(self, problem: UnfitError, file: str) -> LedgerError:
        """The error for the first bad line: raised where reading all finds it, else given for `file`."""
        LedgerFolder(self._folder).read()
        return LedgerError(f"does not hold together: {problem}", file=file)

    def _forget_all_but(self, slugs: Iterable[str]) -> None:
        kept = set(slugs)
        known = [slug for (slug,) in self._connection.execute("SELECT consultation FROM ledger_state")]
        for slug in known:
            if slug not in kept:
                RowIndex(self._folder, ConsultationSlug(slug), self._connection, hash_of=self._hash_of).forget()


def _public(path: str, data: bytes) -> PublicFile:
    return PublicFile(path=path, size=len(data), sha256=hashlib.sha256(data).hexdigest())
