"""Intake: issues that an editor accepted become proposals, each by a pull request of its own.

Running it again follows what changed in an issue, and makes nothing twice. No I/O but through the ports.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction

import msgspec

from civicgen.app.delivering import HandedIn, Handing, Letter, hand_in
from civicgen.app.desk_ports import Branches, ForgeDesk
from civicgen.app.ports import ContentFiles
from civicgen.app.pressing import new_findings, overlaid
from civicgen.app.progress import Progress
from civicgen.content.memory import DraftMemory
from civicgen.content.read import read_content
from civicgen.desk.addresses import site_address
from civicgen.desk.doubts import Doubt
from civicgen.desk.form_answers import FormAnswers, read_answers
from civicgen.desk.form_fields import ProposalForm, proposal_form
from civicgen.desk.intake_pull import IntakeReport, Likeness, commit_message, pull_body, pull_title
from civicgen.desk.labels import ACCEPTED, JOINED, NEEDS_A_LOOK, PUBLISHED, consultations_of
from civicgen.desk.proposal_file import ProposalFile, proposal_file
from civicgen.desk.words import DeskWords
from civicgen.model.content import Content, Dossier, SourceFile
from civicgen.model.desk import DeskFile, ThreadText
from civicgen.model.findings import Finding
from civicgen.model.portal import Portal
from civicgen.model.times import Instant
from civicgen.text.similar import similar_to
from civicgen.views.addresses import proposal_page

MOST_ALIKE = 5
LEAST_ALIKE = Fraction(1, 5)
"""Of the weight of what both texts say; less says nothing."""


class Became(StrEnum):
    """What became of an issue: see HandedIn, and besides

    `published`, `joined`: it belongs to a proposal already. `unclear`: somebody has to look at it. `not-there`: there
    is no such issue.
    """

    HANDED_IN = "handed-in"
    PUBLISHED = "published"
    JOINED = "joined"
    UNCLEAR = "unclear"
    NOT_THERE = "not-there"


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """One issue: what became of it, what is doubtful in it, and the pull request."""

    thread: int
    became: Became
    doubts: tuple[Doubt, ...] = ()
    handing: Handing | None = None


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What intake works with. `words_of` gives the words of a language."""

    forge: ForgeDesk
    branches: Branches
    words_of: Callable[[str], DeskWords]
    progress: Progress


def take_in(files: ContentFiles, desk: Desk, *, only: int | None, at: Instant) -> tuple[Taken, ...]:
    """Take up the issues that carry the label for it, or `only` the one with this number.

    Raises:
        ConfigurationError, TemporaryError: the forge or the repository cannot be reached, or the token is too weak.
    """
    portal = _Portal.read(files, at)
    threads = desk.forge.threads(label=ACCEPTED) if only is None else _one(desk.forge.thread(only))
    if only is not None and not threads:
        return (Taken(thread=only, became=Became.NOT_THERE),)
    taken = []
    for done, thread in enumerate(threads):
        desk.progress("issues", done, len(threads))
        taken.append(_take(thread, portal, desk))
    return tuple(taken)


class _Portal(msgspec.Struct, frozen=True, kw_only=True):
    """The portal as it is on the base branch."""

    sources: tuple[SourceFile, ...]
    content: Content
    memory: DraftMemory
    at: Instant

    @classmethod
    def read(cls, files: ContentFiles, at: Instant) -> "_Portal":
        memory, sources = DraftMemory(), tuple(files.read())
        return cls(sources=sources, content=read_content(sources, at=at, memory=memory), memory=memory, at=at)

    def findings_with(self, file: DeskFile) -> tuple[Finding, ...]:
        """What the check would say of the portal with one more file, and does not say now."""
        after = read_content(overlaid(self.sources, (file,)), at=self.at, memory=self.memory)
        return new_findings(after.findings, self.content)


def _one(thread: ThreadText | None) -> tuple[ThreadText, ...]:
    return () if thread is None or thread.is_pull_request else (thread,)


def _take(thread: ThreadText, portal: _Portal, desk: Desk) -> Taken:
    owned = _owned(thread.number, portal.content)
    if owned is not None:
        _relabel(thread, desk.forge, add=owned.value, remove=(ACCEPTED, NEEDS_A_LOOK))
        return Taken(thread=thread.number, became=owned)
    dossiers = {dossier.consultation.slug: dossier for dossier in portal.content.dossiers}
    slugs = consultations_of(thread.labels, dossiers)
    if len(slugs) != 1:
        doubt = Doubt(key="several_consultations" if slugs else "no_consultation")
        return _unclear(thread, desk.forge, (doubt,))
    dossier = dossiers[slugs[0]]
    answers = _read(thread, dossier, portal.content, desk)
    if answers.form is None:
        return _unclear(thread, desk.forge, answers.doubts)
    branch = f"civicgen/intake-{thread.number}"
    file = proposal_file(
        answers,
        thread,
        dossier.consultation,
        taken=_taken_names(dossier),
        slug=_slug_on(branch, dossier, portal, desk.branches),
    )
    handing = _hand_in(branch, file, thread, dossier, portal, desk)
    if handing.outcome is not HandedIn.FOREIGN:
        _relabel(thread, desk.forge, remove=(NEEDS_A_LOOK,))
    return Taken(thread=thread.number, became=Became.HANDED_IN, doubts=file.doubts, handing=handing)


def _owned(number: int, content: Content) -> Became | None:
    """Whether the issue belongs to a proposal that is there."""
    proposals = [proposal for dossier in content.dossiers for proposal in dossier.proposals]
    if any(proposal.thread == number for proposal in proposals):
        return Became.PUBLISHED
    return Became.JOINED if any(number in proposal.joined for proposal in proposals) else None


assert {Became.PUBLISHED.value, Became.JOINED.value} == {PUBLISHED, JOINED}, "labels say what became of an issue"


def _read(thread: ThreadText, dossier: Dossier, content: Content, desk: Desk) -> FormAnswers[ProposalForm]:
    """What was answered, whichever of the portal's languages the form had."""
    languages = dict.fromkeys((dossier.consultation.language, *content.portal.languages))
    forms = [proposal_form(dossier.consultation, content.portal, desk.words_of(language)) for language in languages]
    return read_answers(thread.body, forms)


def _taken_names(dossier: Dossier) -> Iterator[str]:
    for proposal in dossier.proposals:
        yield str(proposal.id)
        yield proposal.file.rpartition("/")[2].removesuffix(".md")


def _slug_on(branch: str, dossier: Dossier, portal: _Portal, branches: Branches) -> str:
    """The name of the file that an earlier run made; '' where there was none."""
    folder = f"content/consultations/{dossier.consultation.slug}/proposals/"
    known = {source.path for source in portal.sources}
    new = [path for path in branches.files(branch) if path.startswith(folder) and path not in known]
    return new[0].removeprefix(folder).removesuffix(".md") if len(new) == 1 else ""


def _hand_in(
    branch: str, file: ProposalFile, thread: ThreadText, dossier: Dossier, portal: _Portal, desk: Desk
) -> Handing:
    consultation, settings = dossier.consultation, portal.content.portal
    written = DeskFile(path=file.path, text=file.text)
    report = IntakeReport(
        thread=thread.number,
        title=file.title,
        consultation=consultation.title,
        question=consultation.question,
        author=file.author,
        doubts=file.doubts,
        alike=tuple(_alike(file, dossier, settings)),
        findings=portal.findings_with(written),
    )
    words = desk.words_of(settings.languages[0])
    letter = Letter(
        branch=branch,
        files=(written,),
        title=pull_title(report, words),
        body=pull_body(report, words),
        message=commit_message(report),
    )
    return hand_in(letter, desk.forge, desk.branches, forge_url=settings.forge_url)


def _alike(file: ProposalFile, dossier: Dossier, portal: Portal) -> Iterator[Likeness]:
    """The proposals of the consultation that come nearest."""
    texts = {
        str(proposal.id): f"{proposal.title}\n{proposal.summary}\n{proposal.body}" for proposal in dossier.proposals
    }
    proposals = {str(proposal.id): proposal for proposal in dossier.proposals}
    for found in similar_to(f"{file.title}\n{file.summary}\n{file.body}", texts, limit=MOST_ALIKE):
        if found.score >= LEAST_ALIKE:
            like = proposals[found.key]
            yield Likeness(
                title=like.title,
                address=site_address(portal, proposal_page(like.consultation, like.id)),
                score=found.score,
                words=found.words,
            )


def _unclear(thread: ThreadText, forge: ForgeDesk, doubts: Sequence[Doubt]) -> Taken:
    _relabel(thread, forge, add=NEEDS_A_LOOK)
    return Taken(thread=thread.number, became=Became.UNCLEAR, doubts=tuple(doubts))


def _relabel(thread: ThreadText, forge: ForgeDesk, *, add: str = "", remove: Iterable[str] = ()) -> None:
    """Ask the forge only for what is not so already."""
    worn = {label.casefold() for label in thread.labels}
    missing = [add] if add and add.casefold() not in worn else []
    surplus = [label for label in remove if label.casefold() in worn]
    if missing or surplus:
        forge.tag(thread.number, add=missing, remove=surplus)
