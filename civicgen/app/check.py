"""Check content: everything that an editor should know, worst first. No I/O but through the ports.

Against a base branch what a pull request causes is told apart from what it found there: only the former stops it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress

import msgspec

from civicgen.app.ports import ContentFiles, Wordings
from civicgen.content.against_base import check_against_base, is_reworded
from civicgen.content.against_ledger import check_against_ledger
from civicgen.content.base.numbers import NO_NUMBERS, History, WordingNumbers, wording_numbers
from civicgen.content.read import read_content, worst_first
from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.model.content import Content, SourceFile
from civicgen.model.findings import Finding, Severity
from civicgen.model.ledger import Ledger
from civicgen.model.times import Instant

_LINE_NUMBER = re.compile(r"(?<=\bline )[0-9]+|(?<=\.csv:)[0-9]+")


class FileChange(msgspec.Struct, frozen=True, kw_only=True):
    """A file below `content/` that is not as it is on the base branch; None where it is not there."""

    path: str
    before: SourceFile | None
    after: SourceFile | None


class Base(msgspec.Struct, frozen=True, kw_only=True):
    """The branch that a pull request goes into, and which files the request changes, adds or removes."""

    content: Content
    changed: tuple[FileChange, ...]


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """Content, with the findings of its own checks and of those against ledger and base branch.

    `inherited` are those that the base branch has already: they are nobody's fault here, and stop nothing. Without a
    base all are `caused`.
    """

    content: Content
    caused: tuple[Finding, ...]
    inherited: tuple[Finding, ...] = ()
    base: Base | None = None

    @property
    def errors(self) -> int:
        """The number of errors that must be mended first."""
        return sum(finding.severity is Severity.ERROR for finding in self.caused)

    @property
    def warnings(self) -> int:
        return len(self.caused) - self.errors


class BaseBranch(msgspec.Struct, frozen=True, kw_only=True):
    """Where the base branch is read: its files, and histories that know which wording its texts are."""

    files: ContentFiles
    wordings: tuple[Wordings, ...] = ()


def check(files: ContentFiles, *, at: Instant, ledger: Ledger | None = None, base: BaseBranch | None = None) -> Checked:
    """Read and check content as of a moment; against the ledger and against the base branch where they are given."""
    sources = tuple(files.read())
    content = read_content(sources, at=at)
    findings = _own_findings(content, ledger)
    if base is None:
        return Checked(content=content, caused=worst_first(findings))
    base_sources = tuple(base.files.read())
    base_content = read_content(base_sources, at=at)
    caused, inherited = told_apart(findings, _own_findings(base_content, ledger))
    against = check_against_base(
        content,
        base_content,
        at,
        numbers=_numbers(content, base_content, base.wordings, ledger),
        spoilt={finding.place.file for finding in caused if finding.severity is Severity.ERROR},
    )
    return Checked(
        content=content,
        caused=worst_first((*caused, *against)),
        inherited=worst_first(inherited),
        base=Base(content=base_content, changed=changed_files(base_sources, sources)),
    )


def told_apart(findings: Iterable[Finding], base: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Findings that are new, and those that the base has as well.

    Two are the same when code, file and message are; the line may have moved. Of several that are the same as many as
    the base has are inherited, those on the same line first.
    """
    known = Counter(map(_identity, base))
    on_their_line = {(_identity(finding), finding.place.line) for finding in base}
    caused: list[Finding] = []
    inherited: list[Finding] = []
    for finding in sorted(findings, key=lambda each: (_identity(each), each.place.line) not in on_their_line):
        identity = _identity(finding)
        if known[identity] > 0:
            known[identity] -= 1
            inherited.append(finding)
        else:
            caused.append(finding)
    return caused, inherited


def changed_files(before: Iterable[SourceFile], after: Iterable[SourceFile]) -> tuple[FileChange, ...]:
    """The files whose bytes differ, by their paths."""
    was, now = ({source.path: source for source in sources} for sources in (before, after))
    return tuple(
        FileChange(path=path, before=was.get(path), after=now.get(path))
        for path in sorted(was.keys() | now.keys())
        if was.get(path) != now.get(path)
    )


def _own_findings(content: Content, ledger: Ledger | None) -> list[Finding]:
    return [*content.findings, *(() if ledger is None else check_against_ledger(content, ledger))]


def _identity(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.file, _LINE_NUMBER.sub("", finding.message)


def _numbers(content: Content, base: Content, wordings: Sequence[Wordings], ledger: Ledger | None) -> WordingNumbers:
    """History is asked only where a text changed: a walk through it takes its time.

    Where it cannot be read the numbers are not known, and the findings say how to find them.
    """
    if not is_reworded(content, base):
        return NO_NUMBERS
    histories: list[History] = []
    for history in wordings:
        with suppress(ConfigurationError, TemporaryError):
            histories.append(history.read()[0])
    return wording_numbers(base, histories, ledger)
