"""The pull request that makes an issue a proposal, as an editor reads it. Values in, Markdown out; no I/O.

Everything that a citizen wrote stands in it as code, so that nothing in it works.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from civicgen.desk.doubts import Doubt
from civicgen.desk.inert import inert_line, inert_words, link, literal
from civicgen.desk.words import DeskWords
from civicgen.model.findings import Finding

TITLE_LIMIT = 120


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal that is there already and says something alike: how much, from 0 to 1, and by which words."""

    title: str
    address: str
    score: Fraction
    words: tuple[str, ...]


class IntakeReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an editor should know. `author` is who is named below the proposal, '' where nobody wants to be.

    `question` and `consultation` are the editors' own words.
    """

    thread: int
    title: str
    consultation: str
    question: str
    author: str
    doubts: tuple[Doubt, ...]
    alike: tuple[Likeness, ...]
    findings: tuple[Finding, ...]


def pull_title(report: IntakeReport, words: DeskWords) -> str:
    """Plain words on one line."""
    return words.text("desk.intake.title", title=inert_words(report.title, TITLE_LIMIT), thread=str(report.thread))


def commit_message(report: IntakeReport) -> str:
    """Names the issue, not what it says: what is merged by mistake cannot be taken out of the history."""
    return f"Take up issue {report.thread} as a proposal\n"


def pull_body(report: IntakeReport, words: DeskWords) -> str:
    """The text of the pull request."""
    return "\n".join(_lines(report, words)).rstrip("\n") + "\n"


def _lines(report: IntakeReport, words: DeskWords) -> Iterator[str]:
    def said(key: str, **values: str) -> str:
        return words.text(f"desk.intake.{key}", **values)

    thread, consultation = f"#{report.thread}", literal(report.consultation)
    yield said("lead", thread=thread, consultation=consultation)
    yield ""
    yield f"### {said('look')}"
    yield f"- [ ] {said('fits', question=literal(report.question))}"
    yield f"- [ ] {said('private')}"
    yield f"- [ ] {said('once')}"
    yield f"- [ ] {said('named', name=inert_line(report.author)) if report.author else said('unnamed')}"
    if report.doubts:
        yield from _section(said("doubts"), [doubt.say(words) for doubt in report.doubts])
    if report.findings:
        yield from _section(said("findings"), [_finding(finding) for finding in report.findings])
    yield from _section(said("alike"), list(_alike(report.alike, words)) or [said("alone")])
    yield ""
    yield f"### {said('otherwise')}"
    yield said("otherwise_how")
    yield ""
    yield said("again", thread=thread)


def _section(title: str, items: Sequence[str]) -> Iterator[str]:
    yield ""
    yield f"### {title}"
    yield from (f"- {item}" for item in items)


def _finding(finding: Finding) -> str:
    return f"{inert_line(finding.message)} {inert_line(finding.hint)}"


def _alike(found: Sequence[Likeness], words: DeskWords) -> Iterator[str]:
    for each in found:
        yield words.text(
            "desk.intake.like",
            title=link(inert_line(each.title), each.address),
            percent=str(round(each.score * 100)),
            words=inert_line(", ".join(each.words)),
        )
