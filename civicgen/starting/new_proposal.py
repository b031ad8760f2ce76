"""A proposal that an editor enters, such as one from a letter: its text in, its file out. No I/O."""

from civicgen.model.times import Instant
from civicgen.starting.inputs import Button, Input, Values, words_in
from civicgen.starting.named import dossier_named, folder_of, new_file
from civicgen.starting.names import chosen_slug
from civicgen.starting.plans import Plan, Standing
from civicgen.starting.written import Value, document

INPUTS = (
    Input(name="consultation", question="Name of the consultation's folder", is_required=True),
    Input(name="title", question="Title of the proposal", is_required=True, hint="Such as: Lamps in Mill Lane."),
    Input(name="text", question="The proposal, in Markdown", is_required=True, is_long=True),
    Input(
        name="thread",
        question="Number of its issue or pull request",
        hint="Needed once the consultation is open; an editor opens an issue for a letter.",
    ),
    Input(name="summary", question="The proposal in one or two sentences", is_long=True),
    Input(name="authors", question="Names of those who want to be named, separated by commas"),
    Input(name="cost", question="What it costs", hint="Such as 12000 EUR."),
    Input(name="address", question="Where it is", hint="Such as: Mill Lane, at the bridge."),
    Input(name="topics", question="Topics, separated by commas"),
    Input(
        name="status",
        question="Whether people can support it already",
        hint="open, or draft while it has no thread.",
        choices=("open", "draft"),
    ),
    Input(name="slug", question="Name of its file", hint="Left out, it is made of the title."),
)


def make(values: Values, standing: Standing, at: Instant) -> Plan:
    """The proposal's file. Raises DoubtError where the consultation is not there, or the name is taken."""
    dossier = dossier_named(values["consultation"], standing)
    slug = chosen_slug("slug", values["slug"], values["title"])
    front: dict[str, Value] = {
        "title": values["title"],
        "thread": values["thread"].removeprefix("#"),
        "summary": values["summary"],
        "authors": words_in(values["authors"]),
        "status": values["status"] if values["status"] != "open" else "",
        "cost": values["cost"],
        "place": {"address": values["address"]} if values["address"] else "",
        "topics": words_in(values["topics"]),
    }
    path = f"{folder_of(dossier)}/proposals/{slug}.md"
    return Plan(
        files=(new_file(path, document(front, values["text"]), standing),),
        title=f"New proposal: {values['title']}",
        summary=f"A new proposal, `{slug}`, in the consultation `{values['consultation']}`.",
        branch_hint=f"new-proposal-{slug}",
    )


BUTTON = Button(does="Enter a proposal, such as one from a letter.", inputs=INPUTS, make=make)
