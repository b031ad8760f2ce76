"""The authority's answer: outcome and reason in, its file and the proposals with `status: answered` out. No I/O."""

from collections.abc import Iterator

from civicgen.model.desk import DeskFile
from civicgen.model.names import Outcome, Status
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant
from civicgen.starting.inputs import Button, Input, Values, words_in
from civicgen.starting.moments import day_of
from civicgen.starting.named import dossier_named, folder_of, new_file, proposals_named, text_of
from civicgen.starting.names import chosen_slug
from civicgen.starting.plans import Doubt, DoubtError, Plan, Standing, doubt
from civicgen.starting.surgery import SurgeryError, set_value
from civicgen.starting.written import Value, document

INPUTS = (
    Input(name="consultation", question="Name of the consultation's folder", is_required=True),
    Input(
        name="proposals",
        question="Ids of the proposals that are answered, separated by commas",
        is_required=True,
        hint="The id is the name of the proposal's file without `.md`.",
    ),
    Input(
        name="outcome",
        question="What is decided",
        is_required=True,
        choices=tuple(outcome.value for outcome in Outcome),
    ),
    Input(name="reason", question="The reason, in Markdown", is_required=True, is_long=True),
    Input(name="answered_by", question="Who answers: a body or a role", hint="Left out, who decides the consultation."),
    Input(name="answered_on", question="Day of the answer", hint="Left out, today."),
    Input(name="title", question="Title of the answer", hint="Left out, it names the first proposal."),
    Input(name="slug", question="Name of its file", hint="Left out, that of the first proposal."),
)


def make(values: Values, standing: Standing, at: Instant) -> Plan:
    """The answer's file, and the proposals that it answers. Raises DoubtError where they cannot be answered."""
    dossier = dossier_named(values["consultation"], standing)
    proposals = proposals_named(words_in(values["proposals"]), dossier)
    if not proposals:
        raise doubt("proposals", "no proposal is named", "Write the id of at least one.")
    slug = chosen_slug("slug", values["slug"], str(proposals[0].id))
    front: dict[str, Value] = {
        "title": values["title"] or standing.words["desk.starting.answer_title"].replace("{title}", proposals[0].title),
        "proposals": [str(proposal.id) for proposal in proposals],
        "outcome": values["outcome"],
        "answered_by": values["answered_by"] or dossier.consultation.decided_by,
        "answered_on": values["answered_on"] or day_of(at, standing.content.portal.timezone),
    }
    path = f"{folder_of(dossier)}/answers/{slug}.md"
    answer = new_file(path, document(front, values["reason"]), standing)
    ids = ", ".join(f"`{proposal.id}`" for proposal in proposals)
    return Plan(
        files=(answer, *_answered(proposals, standing)),
        title=f"Answer ({values['outcome']}): {', '.join(str(proposal.id) for proposal in proposals)}"[:200],
        summary=f"The answer to {ids}: **{values['outcome']}**. When it is merged, their threads are told.",
        branch_hint=f"answer-{slug}",
    )


def _answered(proposals: tuple[Proposal, ...], standing: Standing) -> Iterator[DeskFile]:
    """The proposals whose status says so now; one that was withdrawn or merged keeps what it is."""
    drafts = [proposal for proposal in proposals if proposal.status is Status.DRAFT]
    if drafts:
        hint = "Publish it first, with a thread and without `status: draft`."
        raise DoubtError(*(Doubt(input="proposals", message=f"`{p.id}` is a draft", hint=hint) for p in drafts))
    for proposal in proposals:
        if proposal.status is not Status.OPEN:
            continue
        text = text_of(proposal.file, standing, name="proposals")
        try:
            yield DeskFile(path=proposal.file, text=set_value(text, ("status",), Status.ANSWERED))
        except SurgeryError as problem:
            hint = "Write `status: answered` there by hand, and answer it then."
            raise doubt("proposals", f"{proposal.file}: {problem}", hint) from None


BUTTON = Button(does="Answer proposals.", inputs=INPUTS, make=make)
