"""Press a button: plan its files, then judge them by the checks of content, as if they were there. Writes nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from civicgen.app.ports import ContentFiles
from civicgen.content.against_base import check_against_base
from civicgen.content.memory import DraftMemory
from civicgen.content.read import read_content, worst_first
from civicgen.model.consultation import Consultation
from civicgen.model.content import Content, SourceFile
from civicgen.model.desk import DeskFile
from civicgen.model.findings import Finding, Severity
from civicgen.model.times import Instant
from civicgen.starting.inputs import Button
from civicgen.starting.plans import Plan, Refused, Standing

WordsOf = Callable[[str], Mapping[str, str]]
"""The catalogue's entries in a language, by key."""


FormsOf = Callable[[Content], Sequence[DeskFile]]
"""What must change so that the forms at the forge fit a content."""


class Pressed(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that does what was asked for, and the findings that content has because of it.

    `begun` are the consultations that were not there before.
    """

    plan: Plan
    begun: tuple[Consultation, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def press(
    button: Button,
    inputs: Mapping[str, str],
    files: ContentFiles,
    *,
    words_of: WordsOf,
    at: Instant,
    forms_of: FormsOf = lambda content: (),
) -> Pressed | Refused:
    """What a button would write into a portal at a moment, and whether it may be written.

    `forms_of` gives the changes that make the forms at the forge say what the content will say: they go with the plan
    where it changes a consultation.
    """
    memory = DraftMemory()
    sources = tuple(files.read())
    before = read_content(sources, at=at, memory=memory)
    standing = Standing(
        content=before,
        sources={source.path: source.data for source in sources},
        words=words_of(before.portal.languages[0]),
    )
    plan = button.plan(inputs, standing, at)
    if isinstance(plan, Refused):
        return plan
    after = read_content(overlaid(sources, plan.files), at=at, memory=memory)
    doubts = tuple(button.doubts(inputs, before, after, at))
    if doubts:
        return Refused(doubts=doubts)
    findings = [*after.findings, *check_against_base(after, before, at)]
    if any(file.path.endswith("/consultation.md") for file in plan.files):
        plan = replace(plan, files=(*plan.files, *forms_of(after)))
    known = {dossier.consultation.slug for dossier in before.dossiers}
    begun = [each.consultation for each in after.dossiers if each.consultation.slug not in known]
    return Pressed(plan=plan, begun=tuple(begun), findings=new_findings(findings, before))


def overlaid(sources: Iterable[SourceFile], files: Sequence[DeskFile]) -> tuple[SourceFile, ...]:
    """The files below `content/`, in the order of their paths, as they are with some written or removed."""
    by_path = {source.path: source for source in sources}
    for file in files:
        if file.text is None:
            by_path.pop(file.path, None)
        elif file.path.startswith("content/"):
            by_path[file.path] = SourceFile(path=file.path, data=file.text.encode("utf-8"))
    return tuple(source for _, source in sorted(by_path.items()))


def new_findings(findings: Iterable[Finding], before: Content) -> tuple[Finding, ...]:
    """Findings that were not there before; a change may have moved the others to another line."""
    known = {(finding.code, finding.place.file, finding.message) for finding in before.findings}
    return worst_first(
        finding for finding in findings if (finding.code, finding.place.file, finding.message) not in known
    )
