"""An issue whose proposal goes into one that is published already. Values in, file out; no I/O."""

from civicgen.model.desk import DeskFile
from civicgen.model.times import Instant
from civicgen.starting.inputs import Button, Input, Values
from civicgen.starting.issues import issue_number
from civicgen.starting.named import dossier_named, proposals_named, text_of
from civicgen.starting.plans import Plan, Standing, doubt
from civicgen.starting.surgery import SurgeryError, add_entry

INPUTS = (
    Input(name="issue", question="Address of the issue, or its number", is_required=True),
    Input(name="consultation", question="Name of the consultation's folder", is_required=True),
    Input(
        name="proposal",
        question="Id of the proposal that says the same",
        is_required=True,
        hint="The id is the name of the proposal's file without `.md`.",
    ),
)


def make(values: Values, standing: Standing, at: Instant) -> Plan:
    """The proposal with one more issue that it took in. Raises DoubtError where the issue belongs to one already."""
    number = issue_number("issue", values["issue"])
    dossier = dossier_named(values["consultation"], standing)
    (proposal,) = proposals_named((values["proposal"],), dossier, name="proposal")
    taken = [
        each.file
        for other in standing.content.dossiers
        for each in other.proposals
        if number in (each.thread, *each.joined)
    ]
    if taken:
        hint = "Two proposals that are published are joined by `merged_into`."
        raise doubt("issue", f"issue {number} belongs to {taken[0]}", hint)
    try:
        text = add_entry(text_of(proposal.file, standing, name="proposal"), "joined", str(number))
    except SurgeryError as problem:
        raise doubt("proposal", f"{proposal.file}: {problem}", f"Add {number} to its `joined` by hand.") from None
    return Plan(
        files=(DeskFile(path=proposal.file, text=text),),
        title=f"Join issue {number} with {proposal.id}",
        summary=(
            f"Issue #{number} proposes what `{proposal.id}` says already. When this is merged, the register of what "
            "came in says so, and the person is told in the issue where to support it. No support is moved."
        ),
        branch_hint=f"join-{number}",
    )


BUTTON = Button(does="Join what came in with a proposal that says the same.", inputs=INPUTS, make=make)
