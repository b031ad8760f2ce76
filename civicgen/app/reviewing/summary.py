"""The summary of a check for GitHub's page: what is wrong, who must approve, what changes. Markdown out; no I/O.

Whatever comes from files is inert in it, and it is never longer than GitHub takes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from civicgen.app.check import Base, Checked, FileChange
from civicgen.app.reviewing.groups import groups
from civicgen.app.reviewing.redlines import moved_files, redlines
from civicgen.app.reviewing.said import bounded, counted, quoted, some
from civicgen.desk.codeowners import Codeowners
from civicgen.desk.inert import inert_line
from civicgen.model.content import Content
from civicgen.model.findings import Finding, Severity

LARGEST = 1_000_000
"""Bytes; GitHub takes 1 MiB for each step, and nothing at all of a longer one."""

_MOST_FINDINGS = 300
_MOST_LINES = 200
_MOST_REDLINES = 60
_LONGEST = 600
_LEFT_OUT = "\n\n**What follows is left out**: GitHub shows no more. All findings stand in the log of the step.\n"


def summary(checked: Checked, owners: Codeowners | None = None, *, largest: int = LARGEST) -> str:
    """The summary, at most that many bytes long. `owners` are those of the base branch; None where it names nobody."""
    return _cut(_pieces(checked, owners), largest)


def _pieces(checked: Checked, owners: Codeowners | None) -> Iterator[str]:
    yield f"## The content of this {'change' if checked.base is None else 'pull request'}"
    yield _verdict(checked)
    yield from _findings(checked.caused)
    if checked.base is not None:
        yield from _approvers(checked.base.changed, owners)
        yield from _changes(checked.content, checked.base)
        yield from _inherited(checked.inherited)


def _verdict(checked: Checked) -> str:
    warnings = f", and {counted(checked.warnings, 'warning')} to look at" if checked.warnings else ""
    if checked.errors:
        return f"**{counted(checked.errors, 'error')} must be mended first**{warnings}."
    if checked.base is None:
        return f"**No errors**{warnings}."
    return f"**Nothing in the content stands against merging it**{warnings}."


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield "\n".join(bounded(map(_finding, findings), _MOST_FINDINGS, "in the log of this step"))


def _finding(finding: Finding) -> str:
    place = quoted(finding.place)
    kind = "**Error**" if finding.severity is Severity.ERROR else "Warning"
    return f"- {kind} in {place}: {inert_line(finding.message, _LONGEST)}\\\n  {inert_line(finding.hint, _LONGEST)}"


def _inherited(findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield f"### On the base branch already: {counted(len(findings), 'finding')}"
    yield "This pull request does not cause them, and they do not stop it."
    lines = "\n".join(bounded(map(_finding, findings), _MOST_FINDINGS, "in the log of this step"))
    yield f"<details><summary>Show them</summary>\n\n{lines}\n\n</details>"


def _approvers(changed: Sequence[FileChange], owners: Codeowners | None) -> Iterator[str]:
    """Files by those of whom one must approve. Names stand in code: nobody is called by this."""
    if not changed:
        return
    yield "### Who must approve"
    if owners is None:
        yield "The base branch has no CODEOWNERS file: whoever may merge decides."
        return
    files: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for change in changed:
        files[owners.owners_of(change.path)].append(change.path)
    lines = [f"- {_one_of(names)}: {some(paths)}" for names, paths in sorted(files.items(), key=_nobody_last)]
    yield "\n".join(bounded(lines, _MOST_LINES, "groups of files"))
    yield "By CODEOWNERS of the base branch, for files below `content/`. Others are not looked at here."
    if owners.unread:
        yield f"GitHub passes over these lines of CODEOWNERS: {some(owners.unread)}."


def _nobody_last(group: tuple[tuple[str, ...], list[str]]) -> tuple[bool, tuple[str, ...]]:
    return not group[0], group[0]


def _one_of(owners: Sequence[str]) -> str:
    names = [quoted(owner.removeprefix("@")) for owner in owners]
    if not names:
        return "nobody in particular"
    return names[0] if len(names) == 1 else f"one of {', '.join(names)}"


def _changes(content: Content, base: Base) -> Iterator[str]:
    yield "### What changes"
    if not base.changed:
        yield "Nothing below `content/`."
        return
    moved = moved_files(base.content, content)
    left = _MOST_REDLINES
    for group in groups(content, base):
        yield f"#### {group.title}"
        yield "\n".join(bounded((f"- {words}" for words in group.said), _MOST_LINES, "changes"))
        for folded in islice(redlines(group.changed, moved), left):
            left -= 1
            yield folded
    if not left:
        yield f"Of further texts the changes stand in the pull request itself: here are the first {_MOST_REDLINES}."


def _cut(pieces: Iterable[str], largest: int) -> str:
    """Whole pieces as far as they fit; what does not fit is said to be left out."""
    kept: list[str] = []
    size = len(_LEFT_OUT)
    for piece in pieces:
        size += len(piece.encode("utf-8", "replace")) + 2
        if size > largest:
            return "\n\n".join(kept) + _LEFT_OUT
        kept.append(piece)
    return "\n\n".join(kept) + "\n"
