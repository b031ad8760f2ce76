"""Set a portal up in a copy of civicgen's own repository: what the form answers takes the place of the example town.

In: an issue, what lies in the checkout. Out: files to write and to remove, or doubts. Writes nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from civicgen.app.beginning import Beginning, FormsOf, begin
from civicgen.app.pressing import WordsOf, overlaid
from civicgen.content.read import read_content
from civicgen.desk.doubts import Doubt as FormDoubt
from civicgen.desk.form_answers import read_answers
from civicgen.desk.form_fields import Field, FieldKind, Form
from civicgen.model.content import Content, SourceFile
from civicgen.model.desk import DeskFile, ThreadText
from civicgen.model.times import Instant
from civicgen.starting.inputs import Input
from civicgen.starting.plans import Refused
from civicgen.starting.setup import PLACEHOLDER, Setup, setup_from
from civicgen.starting.setup_form import FIELDS, answers_of

EXAMPLE = "lindenbrook/consultations"
"""The repository that the example town's portal.yml names."""

_FORMS = ".github/ISSUE_TEMPLATE/"
_OF_THE_EXAMPLE = ("content/", "docs/", "tests/", "site_overrides/", ".ci/", _FORMS)
_OF_THE_PROJECT = frozenset(("Makefile", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"))
_KEPT = ".github/workflows/"
"""A workflow's token may not write there, so a copy's workflows are those of the original."""


def _field(asked: Input) -> Field:
    kind = FieldKind.DROPDOWN if asked.choices else FieldKind.TEXTAREA if asked.is_long else FieldKind.INPUT
    return Field(id=asked.name, kind=kind, label=asked.question, options=asked.choices, is_required=asked.is_required)


SETUP_FORM = Form(language="en", fields=tuple(map(_field, FIELDS)))
"""What the form asks, as its answers are read."""


class SetUp(msgspec.Struct, frozen=True, kw_only=True):
    """A portal that can be handed in, and its content as it will be."""

    setup: Setup
    content: Content
    beginning: Beginning
    files: tuple[DeskFile, ...]


class Unclear(msgspec.Struct, frozen=True, kw_only=True):
    """The issue's text is not as the form made it."""

    doubts: tuple[FormDoubt, ...]


class _Nowhere:
    """A folder in which nothing is yet."""

    def has(self, path: str) -> bool:
        return False

    def text(self, path: str) -> str:
        raise AssertionError("nothing is there")

    def read(self) -> Sequence[SourceFile]:
        return ()


def set_up(
    issue: ThreadText,
    checkout: Iterable[str],
    *,
    repository: str,
    made_for: Callable[[Setup], Sequence[DeskFile]],
    forms_of: FormsOf,
    words_of: WordsOf,
    at: Instant,
) -> SetUp | Refused | Unclear:
    """The portal that an issue's answers describe, in `repository` (owner/name). `checkout` are the paths of all files.

    `made_for` gives the files of a new portal.
    """
    answers = read_answers(issue.body, [SETUP_FORM])
    if answers.form is None or answers.doubts:
        return Unclear(doubts=answers.doubts)
    given = answers_of(answers.answers, repository=repository)
    setup = setup_from(given.portal)
    if isinstance(setup, Refused):
        return setup
    made = [file for file in made_for(setup) if not file.path.startswith(_KEPT)]
    beginning = begin(made, _Nowhere(), _Nowhere(), first=given.first, forms_of=forms_of, words_of=words_of, at=at)
    if isinstance(beginning, Refused):
        return beginning
    written = {file.path: file for file in beginning.files}
    removed = [
        DeskFile(path=path, text=None)
        for path in sorted(checkout)
        if path not in written and (path.startswith(_OF_THE_EXAMPLE) or path in _OF_THE_PROJECT)
    ]
    content = read_content(overlaid((), beginning.files), at=at)
    return SetUp(setup=setup, content=content, beginning=beginning, files=(*beginning.files, *removed))


def placeholders(files: Iterable[DeskFile]) -> Mapping[str, int]:
    """How often each file still has the mark of what only the authority can know."""
    found = {file.path: (file.text or "").count(PLACEHOLDER) for file in files}
    # Forms repeat what stands in portal.yml, and are made again from it.
    return {path: number for path, number in found.items() if number and not path.startswith(_FORMS)}
