"""What a build keeps for the next one, in one SQLite file. It is only a cache: without it everything is made anew.

One transaction is one build: a build that fails or is interrupted leaves the notes of the one before. A file that is
damaged, of another format or held by another build is not used. Reads and writes below `.civicgen/`.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import msgspec

from civicgen.model.leaf import Brief
from civicgen.model.names import ConsultationSlug, ProposalId

FOLDER = ".civicgen"
_FORMAT = 3
_TABLES = """
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source_digest (
    consultation TEXT, proposal TEXT, digest BLOB, PRIMARY KEY (consultation, proposal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (
    consultation TEXT, proposal TEXT, data BLOB, PRIMARY KEY (consultation, proposal));
CREATE TABLE IF NOT EXISTS leaf_data (
    consultation TEXT, proposal TEXT, card TEXT, accounts BLOB, PRIMARY KEY (consultation, proposal));
CREATE TABLE IF NOT EXISTS account (
    consultation TEXT, closing INTEGER, person TEXT, leaves INTEGER, PRIMARY KEY (consultation, closing, person)
) WITHOUT ROWID;
"""
"""What is read of every leaf at each build is one note, which is decoded at once; this is what is read of few."""

_ASKED_AT_ONCE = 500
_OF_CONSULTATIONS = ("source", "source_digest", "leaf_data", "account")


class KeptLeaf(msgspec.Struct, frozen=True, array_like=True):
    """A leaf as the last build made it: what it was made from, its brief, and digests of its card and its pieces."""

    proposal: ProposalId
    made_from: bytes
    brief: Brief
    card_digest: bytes
    pieces_digest: bytes


class NewLeaf(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A leaf to be kept. `accounts` are the accounts counted, for each closing."""

    kept: KeptLeaf
    card: str
    accounts: bytes


_LEAVES = msgspec.msgpack.Decoder(list[KeptLeaf])


class BuildCache:
    """The notes of one site's builds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.executescript(_TABLES)
        connection.execute("BEGIN IMMEDIATE")

    def note(self, name: str) -> bytes | None:
        row = self.connection.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def set_note(self, name: str, value: bytes) -> None:
        self.connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    def clear(self) -> None:
        """Forget everything."""
        names = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            self.connection.execute(f"DELETE FROM {name}")  # noqa: S608  # a table of ours

    def consultations(self) -> frozenset[str]:
        """Those of which something is kept."""
        rows = self.connection.execute("SELECT consultation FROM source UNION SELECT consultation FROM leaf_data")
        return frozenset(slug for (slug,) in rows)

    def forget(self, consultation: str) -> None:
        """Drop everything about a consultation."""
        for table in _OF_CONSULTATIONS:
            self.connection.execute(f"DELETE FROM {table} WHERE consultation = ?", (consultation,))  # noqa: S608  # ours
        self.connection.execute("DELETE FROM note WHERE name = ?", (f"leaves:{consultation}",))

    def source_digests(self, consultation: ConsultationSlug) -> dict[ProposalId, bytes]:
        rows = self.connection.execute(
            "SELECT proposal, digest FROM source_digest WHERE consultation = ?", (consultation,)
        )
        return dict(rows)

    def sources(self, consultation: ConsultationSlug, proposals: Sequence[ProposalId]) -> dict[ProposalId, bytes]:
        """The sources of these proposals; there is none of what only the public record knows."""
        return self._of(consultation, proposals, "proposal, data FROM source")

    def set_sources(self, consultation: ConsultationSlug, sources: Sequence[tuple[ProposalId, bytes, bytes]]) -> None:
        """Keep sources: id, digest and bytes of each."""
        self.connection.executemany(
            "INSERT OR REPLACE INTO source VALUES (?, ?, ?)", ((consultation, each, data) for each, _, data in sources)
        )
        self.connection.executemany(
            "INSERT OR REPLACE INTO source_digest VALUES (?, ?, ?)",
            ((consultation, each, digest) for each, digest, _ in sources),
        )

    def leaves(self, consultation: ConsultationSlug) -> dict[ProposalId, KeptLeaf]:
        """Every leaf that is kept, in the order of the ids."""
        try:
            kept = _LEAVES.decode(self.note(f"leaves:{consultation}") or b"\x90")
        except msgspec.DecodeError:
            return {}
        return {each.proposal: each for each in kept}

    def set_leaves(self, consultation: ConsultationSlug, leaves: Iterable[KeptLeaf]) -> None:
        """Keep these leaves and no others; they come in the order of the ids."""
        self.set_note(f"leaves:{consultation}", msgspec.msgpack.encode(list(leaves)))

    def set_leaf_data(self, consultation: ConsultationSlug, leaves: Iterable[NewLeaf]) -> None:
        """Keep what is read of few leaves."""
        self.connection.executemany(
            "INSERT OR REPLACE INTO leaf_data VALUES (?, ?, ?, ?)",
            ((consultation, leaf.kept.proposal, leaf.card, leaf.accounts) for leaf in leaves),
        )

    def remove_sources(self, consultation: ConsultationSlug, proposals: Iterable[ProposalId]) -> None:
        self._remove(consultation, proposals, ("source", "source_digest"))

    def remove_leaf_data(self, consultation: ConsultationSlug, proposals: Iterable[ProposalId]) -> None:
        self._remove(consultation, proposals, ("leaf_data",))

    def _remove(self, consultation: str, proposals: Iterable[ProposalId], tables: Iterable[str]) -> None:
        gone = [(consultation, each) for each in proposals]
        for table in tables:
            self.connection.executemany(f"DELETE FROM {table} WHERE consultation = ? AND proposal = ?", gone)  # noqa: S608  # ours

    def forget_accounts(self, consultation: ConsultationSlug) -> None:
        self.connection.execute("DELETE FROM account WHERE consultation = ?", (consultation,))

    def cards(self, consultation: ConsultationSlug) -> Mapping[ProposalId, str]:
        rows = self.connection.execute("SELECT proposal, card FROM leaf_data WHERE consultation = ?", (consultation,))
        return dict(rows)

    def _of(
        self, consultation: ConsultationSlug, proposals: Sequence[ProposalId], what: str
    ) -> dict[ProposalId, bytes]:
        found: dict[ProposalId, bytes] = {}
        for start in range(0, len(proposals), _ASKED_AT_ONCE):
            some = proposals[start : start + _ASKED_AT_ONCE]
            marks = ", ".join("?" * len(some))
            query = f"SELECT {what} WHERE consultation = ? AND proposal IN ({marks})"
            found.update(self.connection.execute(query, (consultation, *some)))
        return found

    def accounts(self, consultation: ConsultationSlug, proposals: Iterable[ProposalId]) -> Iterator[bytes]:
        """The accounts counted of those of these proposals of which a leaf is kept."""
        for proposal in proposals:
            row = self.connection.execute(
                "SELECT accounts FROM leaf_data WHERE consultation = ? AND proposal = ?", (consultation, proposal)
            ).fetchone()
            if row is not None:
                yield row[0]

    def move_accounts(self, consultation: ConsultationSlug, closing: int, changes: Mapping[str, int]) -> int:
        """In how many more leaves (or fewer) each account is counted for a closing; gives how many are counted."""
        self.connection.executemany(
            "INSERT INTO account VALUES (?, ?, ?, ?) "
            "ON CONFLICT (consultation, closing, person) DO UPDATE SET leaves = leaves + excluded.leaves",
            ((consultation, closing, person, change) for person, change in sorted(changes.items()) if change),
        )
        row = self.connection.execute(
            "SELECT COUNT(*) FROM account WHERE consultation = ? AND closing = ? AND leaves > 0",
            (consultation, closing),
        ).fetchone()
        return int(row[0])


@contextmanager
def open_cache(root: Path, site: Path) -> Iterator[BuildCache]:
    """The cache of the builds of a portal into one folder. What the block leaves is kept only when it ends well."""
    with closing(_connect(_place(root, site))) as connection:
        cache = BuildCache(connection)
        yield cache
        with suppress(sqlite3.Error):
            connection.execute("COMMIT")


def _place(root: Path, site: Path) -> Path:
    name = hashlib.sha256(os.fsencode(site.absolute())).hexdigest()[:16]
    return root / FOLDER / f"build-{name}.sqlite"


def _connect(place: Path) -> sqlite3.Connection:
    """The kept file, a new one, or, where neither is possible, one in memory."""
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        try:
            return _opened(place)
        except sqlite3.OperationalError:
            pass  # another build holds it, or it cannot be written
        except sqlite3.DatabaseError:
            place.unlink()
            with suppress(sqlite3.Error):
                return _opened(place)
    return sqlite3.connect(":memory:", isolation_level=None)


def _opened(place: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(place, isolation_level=None, timeout=0)
    try:
        # A crash of this process leaves a whole file; a crash of the machine may not, and then it is made anew.
        connection.execute("PRAGMA synchronous = OFF")
        # What was taken out on request is nowhere in the file any more, once it is not kept any more.
        connection.execute("PRAGMA secure_delete = ON")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _FORMAT):
            raise sqlite3.DatabaseError("made by another civicgen")
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
