"""News of a consultation: title and text in, its dated file out. No I/O."""

import re

from civicgen.model.times import Instant
from civicgen.starting.inputs import Button, Input, Values
from civicgen.starting.moments import day_of
from civicgen.starting.named import dossier_named, folder_of, new_file
from civicgen.starting.names import chosen_slug
from civicgen.starting.plans import Plan, Standing, doubt
from civicgen.starting.written import document

INPUTS = (
    Input(name="consultation", question="Name of the consultation's folder", is_required=True),
    Input(name="title", question="Title of the news", is_required=True, hint="Such as: Open one week longer."),
    Input(name="text", question="The news, in Markdown", is_required=True, is_long=True),
    Input(name="date", question="Its day", hint="Left out, today."),
    Input(name="slug", question="Name of its file, without the day", hint="Left out, it is made of the title."),
)


def make(values: Values, standing: Standing, at: Instant) -> Plan:
    """The update's file. Raises DoubtError where the consultation is not there, or the name is taken."""
    dossier = dossier_named(values["consultation"], standing)
    slug = chosen_slug("slug", values["slug"], values["title"])
    day = values["date"] or day_of(at, standing.content.portal.timezone)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        raise doubt("date", f"`{day[:40]}` is not a date", "Write year-month-day, such as 2027-03-01.")
    path = f"{folder_of(dossier)}/updates/{day}-{slug}.md"
    return Plan(
        files=(new_file(path, document({"title": values["title"]}, values["text"]), standing),),
        title=f"News: {values['title']}",
        summary=f"News of {day} in the consultation `{values['consultation']}`.",
        branch_hint=f"update-{slug}",
    )


BUTTON = Button(does="Publish news of a consultation.", inputs=INPUTS, make=make)
