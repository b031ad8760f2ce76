"""The ledger's folder on disk: read and verified, appended with a commit point. Reads and writes files.

Comes in: a folder, in production the checkout of the ledger's branch, in a published site `data/ledger`. Goes out: a
`Ledger` as committed. Formats and proofs are civicgen.ledger's; here is only what disks need.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import MappingProxyType

from civicgen.errors import ConfigurationError, LedgerError
from civicgen.ledger.canonical import HARVESTS, META, digest, encode, meta_bytes
from civicgen.ledger.chain import (
    HARVESTS_FILE,
    META_FILE,
    SEGMENT_ROWS,
    TEXTS_FOLDER,
    Line,
    is_folder,
    segment_file,
    split_lines,
    verify_harvests,
    verify_rows,
)
from civicgen.ledger.layout import FORMAT, SEGMENT_NAME, rows_in_segment
from civicgen.model.ledger import ConsultationMark, HarvestRow, Ledger, LedgerMeta, OpenedText, Row
from civicgen.model.names import ConsultationSlug, Digest
from civicgen.store.atomic import Step, append, cut, no_step, write_whole
from civicgen.store.lock import LOCK_FILE, locked
from civicgen.store.stored_lines import StoredLines
from civicgen.store.texts import append_texts, erase_texts, read_regular, read_texts

FOR_GIT = {
    ".gitignore": f"/{TEXTS_FOLDER}/\n/{LOCK_FILE}\n.*.new\n".encode(),
    ".gitattributes": b"* -text\n",
}
"""What keeps texts and the lock out of Git, and Git from changing the ends of lines."""


class LedgerFolder:
    """A folder that holds a ledger; see docs/ledger.md for what is in it.

    Args:
        path: the folder; it need not exist yet.
        is_published: nothing runs on it, so that left-overs of a crash are no excuse but an error.
        step: called before each write; for tests that kill the process there.
    """

    def __init__(self, path: Path, *, is_published: bool = False, step: Step = no_step) -> None:
        self._path = path
        self._is_published = is_published
        self._step = step

    def read(self) -> Ledger:
        """The ledger as committed, proved while reading.

        Raises:
            LedgerError: naming the file, the first bad line and what seems to have happened.
            ConfigurationError: the disk does not let it be read.
        """
        try:
            return self._read()
        except OSError as refused:
            raise ConfigurationError(
                f"{refused.filename or self._path} cannot be read: {refused.strerror or refused}; give permission"
            ) from refused

    def _read(self) -> Ledger:
        meta = self.read_meta()
        if meta is None:
            return Ledger(meta=None, harvests=(), rows={}, texts={}, checkpoint=None)
        lines = self.harvest_lines()
        harvests = verify_harvests(lines, meta)
        slugs = sorted({slug for harvest in harvests for slug in harvest.consultations})
        rows = {slug: self._read_rows(slug, meta, harvests) for slug in slugs}
        if self._is_published:
            self._refuse_strangers(slugs)
        return Ledger(
            meta=meta,
            harvests=harvests,
            rows=rows,
            texts={slug: read_texts(self._path, slug, rows[slug], is_published=self._is_published) for slug in slugs},
            checkpoint=digest(lines[-1].data) if lines else None,
        )

    def lock(self) -> AbstractContextManager[None]:
        """Keep a second harvest out. Raises ConfigurationError when one is running."""
        return locked(self._path)

    def begin(self, meta: LedgerMeta) -> None:
        """Write `ledger.json` of an empty ledger, and what keeps texts and the lock out of Git.

        Raises:
            LedgerError: there is a ledger already.
            ConfigurationError: the disk refuses.
        """
        if (self._path / META_FILE).exists():
            raise LedgerError("exists already; a ledger is begun once", file=META_FILE)
        with self._disk_refusals():
            for name, data in FOR_GIT.items():
                write_whole(self._path / name, data, step=self._step)
            write_whole(self._path / META_FILE, meta_bytes(meta), step=self._step)

    def append(
        self,
        *,
        rows: Mapping[ConsultationSlug, Sequence[Row]],
        texts: Mapping[ConsultationSlug, Sequence[OpenedText]],
        harvest: HarvestRow,
        erased: Mapping[ConsultationSlug, Collection[Digest]] = MappingProxyType({}),
    ) -> None:
        """Write and erase texts, then write rows, then the harvest row, whose append is the commit point.

        The rows are sealed (see civicgen.ledger.chain.seal) behind those that are committed. What an earlier attempt
        left beyond its commit point is cut off first. Erased is before the commit: what is lost then without a row that
        says so is read again, but what a row calls erased is never there.

        Raises:
            LedgerError: the ledger is not the one that the rows were sealed for.
            ConfigurationError: the disk refuses, or a consultation's name; what was committed before stays as it is.
        """
        for slug in harvest.consultations:
            if not is_folder(slug):
                raise ConfigurationError(
                    f"no consultation may be called {slug!r}: the ledger has no place for it; rename it"
                )
        with self._disk_refusals():
            committed = self._recover(harvest)
            for slug in sorted(texts):
                append_texts(self._path, slug, texts[slug], step=self._step)
            for slug in sorted(erased):
                erase_texts(self._path, slug, erased[slug], step=self._step)
            for slug in sorted(rows):
                self._append_rows(slug, rows[slug], committed=committed.get(slug, 0))
            append(self._path / HARVESTS_FILE, encode(harvest) + b"\n", step=self._step)

    def add_texts(self, consultation: ConsultationSlug, texts: Sequence[OpenedText]) -> None:
        """Put back texts that rows commit to. Raises ConfigurationError when the disk refuses."""
        with self._disk_refusals():
            append_texts(self._path, consultation, texts, step=self._step)

    @contextmanager
    def _disk_refusals(self) -> Iterator[None]:
        try:
            yield
        except OSError as refused:
            raise ConfigurationError(
                f"the ledger in {self._path} cannot be written: {refused.strerror or refused}; "
                "make room or give permission, then harvest again: what was committed before stays"
            ) from refused

    def read_meta(self) -> LedgerMeta | None:
        """`ledger.json`; None where there is no ledger yet. Raises LedgerError."""
        path = self._path / META_FILE
        if not path.exists():
            if (self._path / HARVESTS_FILE).exists():
                raise LedgerError("is missing; restore it from Git", file=META_FILE)
            return None
        data = read_regular(path, META_FILE)
        try:
            meta = META.read(data.removesuffix(b"\n"))
        except ValueError as problem:
            raise LedgerError(str(problem), file=META_FILE, line=1) from problem
        if not data.endswith(b"\n"):
            raise LedgerError("was cut off", file=META_FILE, line=1)
        if meta.format != FORMAT:
            raise LedgerError(f"format {meta.format!r}; this civicgen reads {FORMAT!r}", file=META_FILE, line=1)
        return meta

    def harvest_lines(self) -> tuple[Line, ...]:
        """The whole lines of `harvests.jsonl`, which nobody has proved yet. Raises LedgerError."""
        path = self._path / HARVESTS_FILE
        lines, torn = split_lines(read_regular(path, HARVESTS_FILE) if path.exists() else b"", HARVESTS_FILE)
        if torn and self._is_published:
            raise LedgerError("the last line was cut off", file=HARVESTS_FILE, line=len(lines) + 1)
        return lines

    def _read_rows(self, slug: ConsultationSlug, meta: LedgerMeta, harvests: Sequence[HarvestRow]) -> tuple[Row, ...]:
        lines = StoredLines([(path, f"{slug}/{path.name}") for path in self._segments(slug)])
        rows = verify_rows(lines, consultation=slug, meta=meta, harvests=harvests)
        if self._is_published and (lines.torn or len(lines) > len(rows)):
            message = f"more than the {len(rows)} rows that the last harvest left"
            raise LedgerError(message, file=segment_file(slug, len(rows) + 1))
        return rows

    def _segments(self, slug: str) -> Iterator[Path]:
        folder = self._path / slug
        if folder.is_dir():
            yield from sorted(path for path in folder.iterdir() if SEGMENT_NAME.fullmatch(path.name))

    def _folders(self) -> list[str]:
        return sorted(path.name for path in self._path.iterdir() if path.is_dir() and any(self._segments(path.name)))

    def _refuse_strangers(self, slugs: Sequence[str]) -> None:
        for name in self._folders():
            if name not in slugs:
                raise LedgerError("no harvest knows this consultation", file=f"{name}/000001.jsonl")

    def _recover(self, harvest: HarvestRow) -> dict[ConsultationSlug, int]:
        """Cut off what no harvest row covers; gives the number of committed rows of each consultation."""
        path = self._path / HARVESTS_FILE
        data = path.read_bytes() if path.exists() else b""
        lines, torn = split_lines(data, HARVESTS_FILE)
        checkpoint = digest(lines[-1].data) if lines else digest((self._path / META_FILE).read_bytes())
        if harvest.prev != checkpoint or harvest.n != len(lines) + 1:
            raise LedgerError("moved on since it was read; harvest again", file=HARVESTS_FILE, line=len(lines))
        if torn:
            cut(path, len(data) - torn, step=self._step)
        marks: dict[ConsultationSlug, ConsultationMark] = {}
        for line in lines:
            marks.update(HARVESTS.read(line.data).consultations)
        committed = {slug: mark.rows for slug, mark in marks.items()}
        for name in self._folders():
            self._cut_rows(name, committed.get(ConsultationSlug(name), 0))
        return committed

    def _cut_rows(self, slug: str, committed: int) -> None:
        for path in self._segments(slug):
            kept = rows_in_segment(path.name, committed)
            if kept.is_full:
                continue
            data = path.read_bytes()
            size = _size_of_lines(data, kept.rows)
            if size is None:
                raise LedgerError("has fewer rows than harvests say", file=f"{slug}/{path.name}")
            if size < len(data):
                cut(path, size, step=self._step)

    def _append_rows(self, slug: ConsultationSlug, rows: Sequence[Row], *, committed: int) -> None:
        for expected, row in enumerate(rows, start=committed + 1):
            if row.seq != expected:
                raise LedgerError(
                    f"row {row.seq} does not follow row {expected - 1}", file=segment_file(slug, expected)
                )
        at = 0
        while at < len(rows):  # segment by segment, so that no more bytes than a segment's are held
            room = SEGMENT_ROWS - (committed + at) % SEGMENT_ROWS
            data = b"".join(encode(row) + b"\n" for row in rows[at : at + room])
            append(self._path / segment_file(slug, rows[at].seq), data, step=self._step)
            at += room


def _size_of_lines(data: bytes, count: int) -> int | None:
    """How many bytes the first `count` lines take; None where there are fewer."""
    position = 0
    for _ in range(count):
        end = data.find(b"\n", position)
        if end < 0:
            return None
        position = end + 1
    return position
