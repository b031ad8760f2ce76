"""The branch of the public record: brought into the ledger's folder, and continued by what a harvest wrote there.

Comes in: the ledger's folder and its remote. Goes out: one commit a push, on top of what is there. Nothing is forced,
and no working tree is touched. The branch has no history in common with the content, and none of the texts.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from civicgen.app.recording import AnotherWasFasterError, Moved
from civicgen.errors import ConfigurationError, LedgerError, TemporaryError
from civicgen.ledger.chain import HARVESTS_FILE
from civicgen.store.atomic import Step, no_step, write_whole
from civicgen.store.closing_tags import tag_closings
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.lock import locked
from civicgen.store.record_side import Relation, Side, agreed, compare, is_of_the_record, side_of
from civicgen.store.upstream import Upstream

BRANCH = "ledger"
SET_ASIDE = ".civicgen/set-aside"
_TRIES = 3


class RecordBranch:
    """The record's branch, and the folder that continues it.

    Args:
        folder: the ledger's folder; it need not exist yet.
        aside: where a void harvest is kept, should anybody ask what it had seen.
        step: called before each write, for tests that kill the process there.
    """

    def __init__(self, upstream: Upstream, folder: Path, *, aside: Path, step: Step = no_step) -> None:
        self._upstream = upstream
        self._folder = folder
        self._aside = aside
        self._step = step

    def fetch(self) -> Moved:
        """Bring the folder up to the branch. What it has more than the branch stays.

        Raises:
            LedgerError: what is on the branch, or in the folder, is not what was written.
            ConfigurationError: the folder holds attempts that the branch lacks, and the other way round.
            TemporaryError: the remote cannot be reached.
        """
        with locked(self._folder):
            here, there = self._here(), self._there(self._upstream.tip(BRANCH))
            relation = compare(here, there)
            if relation is Relation.APART:
                raise ConfigurationError(
                    f"{self._folder} and the branch {BRANCH} went apart after attempt {agreed(here, there)}; nothing "
                    "was fetched. `civicgen record push` sets the folder's attempts aside; or move the folder away"
                )
            if relation is not Relation.BEHIND:
                return Moved(carried=0, attempts=len(here.harvests))
            self._take(there)
            return Moved(carried=len(there.harvests) - len(here.harvests), attempts=len(there.harvests))

    def push(self) -> Moved:
        """Put what the folder has more on top of the branch, and a tag on each closing that has none yet.

        Raises:
            AnotherWasFasterError: the branch has attempts that we do not have. Ours are void and set aside, the branch
                is fetched: harvest again.
            LedgerError: what is on the branch, or in the folder, is not what was written.
            ConfigurationError: there is nothing to push, or we may not push.
            TemporaryError: the remote cannot be reached, or others pushed each time that we tried.
        """
        with locked(self._folder):
            here = self._here()
            if not here.harvests:
                raise ConfigurationError(f"nothing was collected into {self._folder} yet; run `civicgen harvest` first")
            for _ in range(_TRIES):
                tip = self._upstream.tip(BRANCH)
                there = self._there(tip)
                relation = compare(here, there)
                if relation is Relation.APART:
                    self._give_way(here, there)
                if relation is Relation.BEHIND:
                    self._take(there)
                    return Moved(carried=0, attempts=len(there.harvests))
                commit = tip if relation is Relation.SAME else self._put(here, tip)
                if commit is not None:
                    return self._tagged(here, commit, carried=len(here.harvests) - len(there.harvests))
        raise TemporaryError(f"others kept pushing to {BRANCH} meanwhile; run this again")

    def _here(self) -> Side:
        return side_of(LedgerFolder(self._folder).read())

    def _there(self, tip: str | None) -> Side:
        """The branch's ledger, proved. Nothing but its own files is looked at, whatever else was put there."""
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            for path, data in self._files(tip).items():
                (folder / path).parent.mkdir(exist_ok=True)
                (folder / path).write_bytes(data)
            try:
                return side_of(LedgerFolder(folder, is_published=True).read())
            except LedgerError as problem:
                what = f"{problem.what}; so it is on the branch {BRANCH}: restore it there from its history"
                raise LedgerError(what, file=problem.file, line=problem.line) from problem

    def _files(self, tip: str | None) -> Mapping[str, bytes]:
        found = {} if tip is None else self._upstream.files(tip)
        return {path: data for path, data in found.items() if is_of_the_record(path)}

    def _take(self, there: Side) -> None:
        """Make the folder what the branch is. `harvests.jsonl` comes last: it says what of the others counts."""
        for path in sorted(there.files, key=lambda path: (path == HARVESTS_FILE, path)):
            place = self._folder / path
            if not place.is_file() or place.read_bytes() != there.files[path]:
                write_whole(place, there.files[path], step=self._step)

    def _give_way(self, here: Side, there: Side) -> None:
        """Set our attempts aside, fetch theirs, and say so."""
        common = agreed(here, there)
        place = self._aside / f"{here.checkpoint}"[:12]
        for path, data in here.files.items():
            write_whole(place / path, data)
        # First back to where both agree, so that a crash in between leaves a ledger that holds.
        lines = here.files[HARVESTS_FILE].split(b"\n")[:common]
        write_whole(self._folder / HARVESTS_FILE, b"".join(line + b"\n" for line in lines), step=self._step)
        for path in here.files.keys() - there.files.keys():
            (self._folder / path).unlink()
        self._take(there)
        raise AnotherWasFasterError(
            f"another harvest was faster: {len(there.harvests) - common} attempts on the branch {BRANCH} are not ours. "
            f"They are fetched, ours are set aside in {place}; harvest again"
        )

    def _put(self, here: Side, tip: str | None) -> str | None:
        """The commit that was pushed; None where somebody was faster."""
        there = self._files(tip)
        last = here.harvests[-1]
        rows = "".join(f"{slug}: {mark.rows} rows\n" for slug, mark in sorted(last.consultations.items()))
        commit = self._upstream.commit(
            {path: data for path, data in here.files.items() if there.get(path) != data},
            basis=tip,
            parents=() if tip is None else (tip,),
            message=f"Attempt {last.n} at {last.at}: {last.outcome}\n\nCheckpoint {here.checkpoint}\n{rows}",
            at=last.at,
        )
        assert commit is not None  # there is an attempt more
        return commit if self._upstream.push(commit, BRANCH) else None

    def _tagged(self, here: Side, commit: str, *, carried: int) -> Moved:
        """A tag that is refused is no reason to call the push a failure: the next one tries again."""
        tags: tuple[str, ...] = ()
        untagged = ""
        try:
            tags = tag_closings(
                self._upstream, here.closings, commit, last=here.harvests[-1], checkpoint=here.checkpoint
            )
        except (ConfigurationError, TemporaryError) as problem:
            untagged = str(problem)
        return Moved(carried=carried, attempts=len(here.harvests), tags=tags, untagged=untagged)
