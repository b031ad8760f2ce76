"""Checks that span the lines of a seed: what is named exists, in time, and nothing exists twice. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from civicgen.rehearsal.seed import (
    AnyLine,
    CommentLine,
    EventLine,
    IssueLine,
    LabelLine,
    PullLine,
    ReactionLine,
    RepositoryLine,
    ReviewCommentLine,
    SettingsLine,
    ThreadLine,
    UserLine,
    WrittenLine,
)

Numbered = Sequence[tuple[int, AnyLine]]
Problem = tuple[int, str]
Span = tuple[str, str, int]
"""From, before, and the line that says so."""
FOREVER = "9999"


def check_seed(lines: Numbered) -> Iterator[Problem]:
    """All problems, as (line number, what is wrong; what to do)."""
    yield from _check_repository(lines)
    seen = _Seen()
    for number, line in lines:
        yield from seen.note(number, line)
    for number, line in lines:
        yield from seen.check(number, line)
    yield from _check_doubles(lines)
    yield from _check_logins(lines)
    yield from _check_editors(lines)


def _check_repository(lines: Numbered) -> Iterator[Problem]:
    if not lines or not isinstance(lines[0][1], RepositoryLine):
        yield (lines[0][0] if lines else 1), "the first line must be of type `repository`; put it first"
    for number, line in lines[1:]:
        if isinstance(line, RepositoryLine):
            yield number, "a second `repository`; a seed holds one, write the other one into a seed of its own"


def check_event(event: EventLine) -> Iterator[str]:
    """What is wrong with when an event happens."""
    when = event.when
    if [when.request, when.path, when.at].count(None) != 2:
        yield "`when` needs exactly one of `request`, `path`, `at`"
    if when.path is not None:
        try:
            re.compile(when.path)
        except re.error as problem:
            yield f"`path` is no regular expression: {problem}; write one of Python's"


class _Seen:
    """What the seed holds, by name, with the moment from which it exists."""

    def __init__(self) -> None:
        self.since: dict[str, tuple[int, str]] = {}
        self.pulls: set[int] = set()

    def note(self, number: int, line: AnyLine) -> Iterator[Problem]:
        name = _name(line)
        if name is None:
            return
        if name in self.since:
            yield number, f"{name} is on line {self.since[name][0]} already; give it another number or name"
            return
        self.since[name] = (number, getattr(line, "created_at", ""))
        if isinstance(line, PullLine):
            self.pulls.add(line.number)

    def check(self, number: int, line: AnyLine) -> Iterator[Problem]:
        if isinstance(line, EventLine):
            yield from ((number, problem) for problem in check_event(line))
            return
        user = getattr(line, "user", None)
        if user is not None:
            yield from self._exists(number, line, f"user:{user}")
        if isinstance(line, CommentLine):
            yield from self._exists(number, line, f"issue:{line.issue}")
        elif isinstance(line, ReviewCommentLine):
            yield from self._check_review_comment(number, line)
        elif isinstance(line, ReactionLine):
            yield from self._exists(number, line, line.on)
        yield from _check_order(number, line)

    def _check_review_comment(self, number: int, line: ReviewCommentLine) -> Iterator[Problem]:
        yield from self._exists(number, line, f"issue:{line.pull}")
        if line.pull not in self.pulls:
            yield number, f"{line.pull} is no pull request; a `review_comment` belongs to a line of type `pull`"
        if line.reply_to is not None:
            yield from self._exists(number, line, f"review_comment:{line.reply_to}")

    def _exists(self, number: int, line: AnyLine, name: str) -> Iterator[Problem]:
        if name not in self.since:
            yield number, f"there is no {name} in the seed; add it or mend the number"
            return
        created: str = line.created_at  # type: ignore[union-attr]  # all that name others have it
        if created < self.since[name][1]:
            yield number, f"created at {created}, before {name} is ({self.since[name][1]}); make it later"


def _name(line: AnyLine) -> str | None:
    match line:
        case LabelLine():
            return f"label:{line.name.lower()}"
        case SettingsLine():
            return "settings"
        case UserLine():
            return f"user:{line.id}"
        case IssueLine() | PullLine():
            return f"issue:{line.number}"
        case CommentLine():
            return f"comment:{line.id}"
        case ReviewCommentLine():
            return f"review_comment:{line.id}"
        case ReactionLine():
            return None if line.id is None else f"reaction:{line.id}"
        case _:
            return None


def _check_order(number: int, line: AnyLine) -> Iterator[Problem]:
    """What is done to a thing is done after it is made."""
    later: list[tuple[str, str | None]] = []
    if isinstance(line, ReactionLine):
        later = [("removed_at", line.removed_at)]
    elif isinstance(line, WrittenLine):
        later = [("deleted_at", line.deleted_at), ("shown_at", line.shown_at)]
        later += [("edits", edit.at) for edit in line.edits]
        later += [("hidden", line.hidden.at)] if line.hidden else []
    elif isinstance(line, ThreadLine):
        later = [(field, getattr(line, field)) for field in ("closed_at", "locked_at", "deleted_at", "converted_at")]
        later += [("edits", edit.at) for edit in line.edits]
        later += [("merged_at", line.merged_at)] if isinstance(line, PullLine) else []
        later += [("transferred", line.transferred.at)] if line.transferred else []
    elif isinstance(line, UserLine):
        later = [("deleted_at", line.deleted_at)] + [("renamed", renaming.at) for renaming in line.renamed]
    created: str = getattr(line, "created_at", "")
    for field, at in later:
        if at is not None and at < created:
            yield number, f"`{field}` is {at}, before `created_at` ({created}); make it later"


def _check_doubles(lines: Numbered) -> Iterator[Problem]:
    """One account has one live reaction of a kind on a post: the forge would not take a second."""
    spans: dict[tuple[str, int, str], list[Span]] = {}
    for number, line in lines:
        if isinstance(line, ReactionLine) and line.user is not None:
            key = (line.on, line.user, line.content)
            spans.setdefault(key, []).append((line.created_at, line.removed_at or FOREVER, number))
    for (on, user, content), taken in spans.items():
        for before, after in _overlaps(taken):
            yield after, f"user {user} has {content} on {on} already, by line {before}; a forge keeps one"


def _check_logins(lines: Numbered) -> Iterator[Problem]:
    """A login belongs to one account at a time."""
    spans: dict[str, list[Span]] = {}
    for number, line in lines:
        if isinstance(line, UserLine):
            names = [(line.created_at, line.login), *sorted((one.at, one.login) for one in line.renamed)]
            ends = [*(at for at, _ in names[1:]), line.deleted_at or FOREVER]
            for (begins, login), until in zip(names, ends, strict=True):
                spans.setdefault(login.lower(), []).append((begins, until, number))
    for login, taken in spans.items():
        for before, after in _overlaps(taken):
            yield after, f"the login {login} is taken by line {before} at that time; choose another one"


def _check_editors(lines: Numbered) -> Iterator[Problem]:
    """Who may write is somebody whom the seed knows."""
    logins = {line.login.lower() for _, line in lines if isinstance(line, UserLine)}
    for number, line in lines:
        if isinstance(line, RepositoryLine):
            for login in line.editors:
                if login.lower() not in logins:
                    yield number, f"`editors`: there is no user with the login {login}; add one or mend the login"


def _overlaps(spans: list[Span]) -> Iterator[tuple[int, int]]:
    """Line numbers of neighbours of which the second begins before the first ends."""
    for before, after in pairwise(sorted(spans)):
        if after[0] < before[1]:
            yield before[2], after[2]
