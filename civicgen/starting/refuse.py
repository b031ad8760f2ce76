"""What came in and becomes no proposal: an entry in the record of moderation. Values in, file out; no I/O."""

from civicgen.model.desk import DeskFile
from civicgen.model.times import Instant
from civicgen.starting.inputs import Button, Input, Values
from civicgen.starting.issues import issue_number
from civicgen.starting.moments import day_of
from civicgen.starting.named import dossier_named, text_of
from civicgen.starting.plans import Plan, Standing, doubt
from civicgen.starting.surgery import SurgeryError, add_to_document

MODERATION = "content/moderation.yml"

INPUTS = (
    Input(name="issue", question="Address of the issue, or its number", is_required=True),
    Input(name="consultation", question="Name of the consultation's folder", is_required=True),
    Input(
        name="rule",
        question="Id of the rule under which it is refused",
        is_required=True,
        hint="The rules stand in content/moderation.yml.",
    ),
    Input(name="role", question="Who decides: a role, no name", hint="Left out, editor."),
)


def make(values: Values, standing: Standing, at: Instant) -> Plan:
    """The record with one more entry. Raises DoubtError where there is no such rule, or the issue is a proposal."""
    number = issue_number("issue", values["issue"])
    dossier = dossier_named(values["consultation"], standing)
    slug = dossier.consultation.slug
    rules = {rule.id: rule for rule in standing.content.moderation.rules}
    if values["rule"] not in rules:
        hint = f"Write one of: {', '.join(rules)}." if rules else f"Write the rules into {MODERATION} first."
        raise doubt("rule", f"there is no rule `{values['rule'][:80]}`", hint)
    taken = [each.file for each in dossier.proposals if number in (each.thread, *each.joined)]
    if taken:
        raise doubt("issue", f"issue {number} belongs to {taken[0]}", "A proposal that is published is not refused.")
    item = f"thread:{number}"
    if any(each.item == item and each.outcome == "refused" for each in standing.content.moderation.record):
        raise doubt("issue", f"issue {number} is refused already", "Nothing is to be done.")
    record = {
        "date": day_of(at, standing.content.portal.timezone),
        "item": item,
        "rule": values["rule"],
        "role": values["role"] or "editor",
        "outcome": "refused",
        "consultation": slug,
    }
    try:
        text = add_to_document(text_of(MODERATION, standing, name="rule"), "record", record)
    except SurgeryError as problem:
        raise doubt("", f"{MODERATION}: {problem}", "Add the entry to its `record` by hand.") from None
    return Plan(
        files=(DeskFile(path=MODERATION, text=text),),
        title=f"Refuse issue {number} under the rule {values['rule']}",
        summary=(
            f"Issue #{number} becomes no proposal. The rule is `{values['rule']}`. When this is merged, the "
            "[record of moderation](content/moderation.yml) and the register of what came in say so, and the person is "
            "told in the issue, with the way to object."
        ),
        branch_hint=f"refuse-{number}",
    )


BUTTON = Button(does="Refuse a proposal that came in, under a rule.", inputs=INPUTS, make=make)
