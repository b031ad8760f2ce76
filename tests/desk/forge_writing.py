"""What GitHub makes of a form that somebody filled in: the text of an issue."""

from collections.abc import Mapping

from civicgen.desk.form_fields import FieldKind, ProposalForm
from civicgen.model.desk import Poster, ThreadText
from civicgen.model.times import Instant


def written(form: ProposalForm, answers: Mapping[str, str], *, ticked: bool = True) -> str:
    """The body of the issue; what is not answered is written as GitHub writes it."""
    parts = []
    for field in form.fields:
        if field.kind is FieldKind.CHECKBOXES:
            value = "\n".join(f"- [{'X' if ticked else ' '}] {option}" for option in field.options)
        else:
            value = answers.get(field.id, "") or "_No response_"
        parts.append(f"### {field.label}\n\n{value}")
    return "\n\n".join(parts)


def thread(
    body: str = "", *, number: int = 12, title: str = "Proposal: ", login: str = "ada", account: int | None = 7
) -> ThreadText:
    return ThreadText(
        number=number,
        title=title,
        body=body,
        poster=Poster(login=login, id=account),
        labels=("proposal", "consultation: bright-streets"),
        is_open=True,
        is_locked=False,
        is_pull_request=False,
        made_at=Instant("2026-09-12T08:00:00Z"),
        changed_at=Instant("2026-09-12T08:00:00Z"),
        address=f"https://github.com/oakford/consultations/issues/{number}",
    )
