"""The wordings of the proposals as Git has them, in one walk a commit. Reads the repository and the working copy.

Comes in: the portal's root. Goes out: the versions of each proposal's text as this branch showed them (first parents
only: a merged pull request is one version, dated by its merge), oldest first. A renamed file begins anew.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from civicgen.model.names import Digest, ProposalId
from civicgen.model.proposal import WordingSeen, wording_digest
from civicgen.model.times import Instant, instant
from civicgen.store.git import Git, NoRepositoryError
from civicgen.store.kept_history import KeptHistory, Version

FOLDER = "content/consultations"
PROPOSAL_FILE = re.compile(r"content/consultations/[^/]+/proposals/[^/.]+\.md")

ReadText = Callable[[bytes], tuple[str, str, str] | None]
"""Title, summary and body of a proposal's file; None where its bytes cannot be read as one."""

UNDATED = Instant("")


class GitWordings:
    """The versions of the proposals' texts in Git.

    A text that is not committed as it stands is a wording of its own, with commit '' and no time (committed_at '').
    """

    def __init__(self, root: Path, *, read_text: ReadText) -> None:
        self._root = root
        self._git = Git(root)
        self._kept = KeptHistory(root)
        self._digests = _Digests(read_text)

    def read(self) -> tuple[Mapping[str, tuple[WordingSeen, ...]], str]:
        """The wordings by the proposal's file, and why they are incomplete ('' when they are not).

        A shallow clone cannot date anything: its wordings are those of the working copy.

        Raises:
            ConfigurationError: git refuses to read the repository.
        """
        working = dict(self._working_copy())
        history, reason = self._history(working)
        wanted = {version.blob for versions in history.values() for version in versions}
        like = next(iter(wanted), "")
        # Most are what the working copy shows: Git need not hand them out.
        wanted -= {self._digests.name_of(data, like=like) for data in working.values()}
        lost = [blob for blob, data in self._git.blobs(sorted(wanted)) if not self._digests.learn(blob, data)]
        if lost and not reason:
            reason = "this is a partial clone, some earlier wordings are missing; clone again without --filter"
        return {file: self._wordings(file, history.get(file, ()), data) for file, data in working.items()}, reason

    def _working_copy(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted((self._root / FOLDER).glob("*/proposals/*.md")):
            file = path.relative_to(self._root).as_posix()
            if PROPOSAL_FILE.fullmatch(file) and path.is_file() and not path.is_symlink():
                yield file, path.read_bytes()

    def _history(self, working: Mapping[str, bytes]) -> tuple[Mapping[str, Sequence[Version]], str]:
        try:
            said = self._git.run("rev-parse", "--is-shallow-repository", "--show-prefix")
        except NoRepositoryError as reason:
            return {}, f"{reason}, so that earlier wordings are unknown"
        is_shallow, _, folder = said.decode("utf-8", "surrogateescape").partition("\n")
        if is_shallow == "true":
            return {}, "this clone is shallow, so that earlier wordings are unknown; run: git fetch --unshallow"
        head = self._git.head()
        if head is None:
            return {}, ""
        versions = self._kept.get(head, folder)
        if versions is None:
            versions = self._versions()
            self._kept.put(head, folder, versions)
        return {file: versions[file] for file in working if file in versions}, ""

    def _versions(self) -> Mapping[str, Sequence[Version]]:
        versions: dict[str, list[Version]] = defaultdict(list)
        for file, version in _walk(self._log()):
            if PROPOSAL_FILE.fullmatch(file):
                versions[file].append(version)
        return versions

    def _log(self) -> bytes:
        return self._git.run(
            "log",
            *("-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative"),
            *("--first-parent", "--diff-merges=first-parent", "--reverse", "--format=%x01%H%x20%ct"),
            *("HEAD", "--", FOLDER),
        )

    def _wordings(self, file: str, versions: Iterable[Version], working: bytes) -> tuple[WordingSeen, ...]:
        """Equal neighbours are one wording: the first that said it gives commit and time."""
        found: list[tuple[Digest, Instant, str]] = []
        for version in versions:
            digest = self._digests.of_blob(version.blob)
            if digest is not None and (not found or found[-1][0] != digest):
                found.append((digest, version.at, version.commit))
        like = next((version.blob for version in versions), "")
        now = self._digests.of_blob(self._digests.name_of(working, like=like))
        if now is not None and (not found or found[-1][0] != now):
            found.append((now, UNDATED, ""))
        proposal = ProposalId(PurePosixPath(file).stem)
        return tuple(
            WordingSeen(proposal=proposal, number=number, digest=digest, committed_at=at, commit=commit)
            for number, (digest, at, commit) in enumerate(found, start=1)
        )


class _Digests:
    """The wording's digest of each version, read once however many commits have it."""

    def __init__(self, read_text: ReadText) -> None:
        self._read_text = read_text
        self._by_blob: dict[str, Digest | None] = {}

    def learn(self, blob: str, data: bytes | None) -> bool:
        """Take in a version from Git; whether it was there."""
        self._by_blob[blob] = None if data is None else self._digest(data)
        return data is not None

    def of_blob(self, blob: str) -> Digest | None:
        return self._by_blob.get(blob)

    def name_of(self, data: bytes, *, like: str) -> str:
        """Git's name for the bytes of a file, in the hash that `like` is in; they are taken in."""
        name = _blob_name(data, like)
        if name not in self._by_blob:
            self._by_blob[name] = self._digest(data)
        return name

    def _digest(self, data: bytes) -> Digest | None:
        text = self._read_text(data)
        return None if text is None else wording_digest(*text)


def _blob_name(data: bytes, like: str) -> str:
    """The name that Git would give these bytes, in the hash of the repository's other names."""
    content = b"blob %d\0" % len(data) + data
    if len(like) == hashlib.sha256().digest_size * 2:
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def _walk(log: bytes) -> Iterator[tuple[str, Version]]:
    """Each regular file that a commit added or changed. Links and submodules are no texts."""
    fields = iter(log.split(b"\0"))
    commit, at = "", UNDATED
    for field in fields:
        if field.startswith(b"\x01"):
            commit, _, seconds = field[1:].decode("ascii").partition(" ")
            at = _instant_of(seconds)
            continue
        entry = field.lstrip(b"\n")
        if not entry.startswith(b":"):
            continue
        _, mode, _, blob, status = entry.decode("ascii").split(" ")
        path = next(fields).decode("utf-8", "surrogateescape")
        if mode.startswith("100") and status != "D":
            yield path, Version(blob, commit, at)


def _instant_of(seconds: str) -> Instant:
    """A committer's clock; UNDATED where it is beyond what a calendar holds."""
    try:
        return instant(datetime.fromtimestamp(int(seconds), UTC))
    except (ValueError, OverflowError, OSError):
        return UNDATED
