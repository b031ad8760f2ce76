"""Issue forms at the forge: one for the proposals of each consultation that takes them, one for reports, in every
language of the portal; and what stands beside them. Content and words in, files out; no I/O.

GitHub passes over a form silently where a name or description is empty, too long or not its own, so none here is.
"""

from collections.abc import Iterator, Mapping

from civicgen.desk.addresses import page_address
from civicgen.desk.form_fields import Field, FieldKind, proposal_form
from civicgen.desk.form_notice import proposal_notice, question_in, title_in
from civicgen.desk.labels import REPORT, consultation_label
from civicgen.desk.report_form import report_fields, report_notice
from civicgen.desk.words import DeskWords
from civicgen.desk.yaml_text import Value, write_yaml
from civicgen.errors import ConfigurationError
from civicgen.model.consultation import Consultation, Phase
from civicgen.model.content import Content
from civicgen.model.desk import PROPOSAL, DeskFile
from civicgen.model.names import ConsultationSlug, PhaseKind, State
from civicgen.model.times import Instant

FOLDER = ".github/ISSUE_TEMPLATE"
MARKER = "# Made by civicgen from content/."
"""How the first line of every file begins that is civicgen's own; what begins otherwise is somebody else's."""

LONGEST_NAME = 100
LONGEST_DESCRIPTION = 200

_PROPOSING = (PhaseKind.PROPOSE, PhaseKind.PROPOSE_AND_SUPPORT)
_NOBODY_IS_ASKED = (State.PAUSED, State.CANCELLED, State.CLOSED, State.ANSWERED)


def issue_forms(content: Content, words: Mapping[str, DeskWords], at: Instant) -> tuple[DeskFile, ...]:
    """All files of the forms that are due at a moment, in the order of their paths.

    `words` are those of the portal's languages by language, in its order, the default first.
    """
    names = _Names()
    files = [
        _file(form_name(consultation.slug, language), _proposal(content, consultation, phase, said, names), said)
        for consultation, phase in taking_proposals(content, at)
        for language, said in words.items()
    ]
    files += [_file(f"report.{language}.yml", _report(content, said, names), said) for language, said in words.items()]
    files.append(_file("config.yml", _config(content, words), next(iter(words.values()))))
    return tuple(sorted(files, key=lambda file: file.path))


def form_name(slug: ConsultationSlug, language: str) -> str:
    """The name of the file of a form for proposals, as it stands in the addresses of new issues."""
    return f"propose-{slug}.{language}.yml"


def taking_proposals(content: Content, at: Instant) -> Iterator[tuple[Consultation, Phase]]:
    """The consultations that take proposals at a moment or will, each with the phase in which it does next."""
    for dossier in content.dossiers:
        consultation = dossier.consultation
        phase = next((p for p in consultation.phases if p.kind in _PROPOSING and p.closes >= at), None)
        if phase is not None and not consultation.is_broken and consultation.state_at(at) not in _NOBODY_IS_ASKED:
            yield consultation, phase


class _Names:
    """Names of forms, of which no two may be the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def own(self, name: str, *differences: str) -> str:
        """The name, with what tells it apart where that is needed."""
        name = shortened(name, LONGEST_NAME)
        for number in range(len(differences) + 1):
            addition = "".join(f" ({difference})" for difference in differences[:number])
            tried = shortened(name, LONGEST_NAME - len(addition)) + addition
            if tried.casefold() not in self._taken:
                break
        self._taken.add(tried.casefold())
        return tried


def shortened(text: str, limit: int) -> str:
    """A text on one line without characters that nobody sees, cut with an ellipsis where it is too long."""
    words = " ".join("".join(c if c.isprintable() or c == "\u200d" else " " for c in text).split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def _proposal(
    content: Content, consultation: Consultation, phase: Phase, words: DeskWords, names: _Names
) -> Mapping[str, Value]:
    title, question = title_in(consultation, words.language), question_in(consultation, words.language)
    name = words.text("desk.propose.name", title=title)
    form = proposal_form(consultation, content.portal, words)
    return {
        "name": names.own(name, words.language, consultation.slug),
        "description": shortened(words.text("desk.propose.description", question=question), LONGEST_DESCRIPTION),
        "title": form.title,
        "labels": [PROPOSAL, consultation_label(consultation.slug)],
        "body": [_markdown(proposal_notice(content, consultation, phase, words)), *map(_element, form.fields)],
    }


def _report(content: Content, words: DeskWords, names: _Names) -> Mapping[str, Value]:
    return {
        "name": names.own(words.text("desk.reporting.name"), words.language),
        "description": shortened(words.text("desk.reporting.description"), LONGEST_DESCRIPTION),
        "title": words.text("desk.reporting.title").strip() + " ",
        "labels": [REPORT],
        "body": [_markdown(report_notice(content, words)), *map(_element, report_fields(words))],
    }


def _config(content: Content, words: Mapping[str, DeskWords]) -> Mapping[str, Value]:
    """No issue without a form; ways that need no account, in each language that has words of its own."""
    links: list[Value] = []
    own = [said for language, said in words.items() if said.text("desk.language") == language]
    for said in own or list(words.values())[:1]:
        for key, page in (("no_account", "take-part"), ("personal_data", "privacy")):
            address = page_address(content, page)
            if address:
                name = shortened(said.text(f"desk.form.{key}"), LONGEST_NAME)
                about = shortened(said.text(f"desk.form.{key}_about"), LONGEST_DESCRIPTION)
                links.append({"name": name, "url": address, "about": about})
    config: dict[str, Value] = {"blank_issues_enabled": False}
    return config | ({"contact_links": links} if links else {})


def _markdown(text: str) -> Value:
    return {"type": "markdown", "attributes": {"value": text}}


def _element(field: Field) -> Value:
    """A field as the forge wants it; what would be empty is left out."""
    attributes: dict[str, Value] = {"label": field.label}
    if field.help:
        attributes["description"] = field.help
    if field.example:
        attributes["placeholder"] = field.example
    if field.kind is FieldKind.CHECKBOXES:
        attributes["options"] = [{"label": option, "required": True} for option in field.options]
        return {"type": field.kind.value, "id": field.id, "attributes": attributes}
    if field.options:
        attributes["options"] = field.options
    required: Value = {"required": field.is_required}
    return {"type": field.kind.value, "id": field.id, "attributes": attributes, "validations": required}


def _file(name: str, form: Mapping[str, Value], words: DeskWords) -> DeskFile:
    _refuse_empty(form, name)
    first_line = shortened(f"{MARKER} {words.text('desk.form.marker')}", 1_000)
    return DeskFile(path=f"{FOLDER}/{name}", text=f"{first_line}\n{write_yaml(form)}")


def _refuse_empty(value: Value, name: str) -> None:
    """GitHub takes no form in which a text is empty. Raises ConfigurationError."""
    if isinstance(value, str):
        if not value.strip():
            raise ConfigurationError(f"the form {name} would have an empty text; give the portal's own catalogue words")
    elif isinstance(value, Mapping):
        for inner in value.values():
            _refuse_empty(inner, name)
    elif not isinstance(value, int):
        for inner in value:
            _refuse_empty(inner, name)
