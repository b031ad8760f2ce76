"""A consultation that begins: eight answers in, `consultation.md` out; all else has its default. No I/O."""

from collections.abc import Mapping

from civicgen.model.names import Influence
from civicgen.model.times import Instant
from civicgen.starting.inputs import Button, Input, Values, words_in
from civicgen.starting.moments import following
from civicgen.starting.named import new_file
from civicgen.starting.names import chosen_slug, slug_of
from civicgen.starting.plans import Plan, Standing, doubt
from civicgen.starting.written import Value, document

_DAY = "A day such as 2027-03-01, or 2027-03-01 08:00."

INPUTS = (
    Input(name="title", question="Title of the consultation", is_required=True, hint="Such as: Bright streets."),
    Input(name="summary", question="What it is about, in at most 100 words", is_required=True, is_long=True),
    Input(name="question", question="The question that you put to the public", is_required=True),
    Input(
        name="contact",
        question="Whom people ask about it: a role, an e-mail address, a telephone number",
        is_required=True,
        hint="Such as: works@oakford.example.",
    ),
    Input(
        name="influence",
        question="How much influence people have",
        hint="inform, consult (we listen), involve (we work it in and say how), collaborate or empower.",
        is_required=True,
        choices=tuple(level.value for level in Influence),
    ),
    Input(name="opens", question="First day on which people can take part", is_required=True, hint=_DAY),
    Input(name="closes", question="Last day on which people can take part", is_required=True, hint=_DAY),
    Input(name="decided_by", question="Who decides in the end", is_required=True, hint="Such as: Works Committee."),
    Input(
        name="authority",
        question="Who asks: the id of an authority in portal.yml",
        hint="Left out, it is the portal's only one.",
    ),
    Input(
        name="propose_until",
        question="Last day for proposals, if support goes on after it",
        hint="Left out, people propose and support until the closing.",
    ),
    Input(name="promise", question="What you promise to do with the result", is_long=True),
    Input(name="open_to_change", question="What can still change, separated by commas"),
    Input(name="fixed", question="What is fixed, separated by commas"),
    Input(name="decision_date", question="Day of the decision", hint="Such as 2027-06-15."),
    Input(name="answer_by", question="Day by which you answer", hint="Left out, twelve weeks after the closing."),
    Input(name="text", question="Introduction, in Markdown", is_long=True),
    Input(name="slug", question="Name of its folder", hint="Left out, it is made of the title."),
)


def path_of(inputs: Mapping[str, str]) -> str:
    """Where the file of a consultation with these inputs goes; '' where they give it no name."""
    slug = inputs.get("slug", "").strip() or slug_of(inputs.get("title", ""))
    return f"content/consultations/{slug}/consultation.md" if slug else ""


def make(values: Values, standing: Standing, at: Instant) -> Plan:
    """The consultation's file. Raises DoubtError where the name is taken or it is not clear who asks."""
    slug = chosen_slug("slug", values["slug"], values["title"])
    folder = f"content/consultations/{slug}"
    if any(path.startswith(f"{folder}/") for path in standing.sources):
        raise doubt("slug", f"there is a consultation `{slug}` already", "Choose another name for the new one.")
    front: dict[str, Value] = {
        "title": values["title"],
        "summary": values["summary"],
        "question": values["question"],
        "authority": _authority(values["authority"], standing),
        "contact": values["contact"],
        "influence": values["influence"],
        "promise": values["promise"],
        "decided_by": values["decided_by"],
        "decision_date": values["decision_date"],
        "open_to_change": words_in(values["open_to_change"]),
        "fixed": words_in(values["fixed"]),
        "zone": standing.content.portal.timezone,
        "phases": _phases(values, standing),
        "answer_by": values["answer_by"],
    }
    file = new_file(f"{folder}/consultation.md", document(front, values["text"]), standing)
    return Plan(
        files=(file,),
        title=f"New consultation: {values['title']}",
        summary=f"A new consultation, `{slug}`, open from {values['opens']} until {values['closes']}.\n\n"
        "Once it is open, its counting rule and its threshold cannot change any more, and its times only with a public "
        "reason. Read it once more before you merge.",
        branch_hint=f"new-consultation-{slug}",
    )


def _authority(given: str, standing: Standing) -> str:
    known = list(standing.content.portal.authorities)
    if given and given not in known:
        raise doubt("authority", f"portal.yml has no authority `{given[:60]}`", f"Write one of: {', '.join(known)}.")
    if not given and len(known) != 1:
        what = "several authorities" if known else "no authority"
        raise doubt(
            "authority", f"portal.yml has {what}", f"Write which one asks: {', '.join(known) or 'add it there'}."
        )
    return given or known[0]


def _phases(values: Values, standing: Standing) -> list[dict[str, Value]]:
    """One phase for both, or proposing first and supporting after it."""
    until = values["propose_until"]
    times = (
        [("propose-and-support", values["opens"], values["closes"])]
        if not until
        else [("propose", values["opens"], until), ("support", following(until), values["closes"])]
    )
    return [
        {
            "name": standing.words[f"desk.starting.phase_{kind.replace('-', '_')}"],
            "kind": kind,
            "opens": opens,
            "closes": closes,
        }
        for kind, opens, closes in times
    ]


BUTTON = Button(does="Begin a consultation.", inputs=INPUTS, make=make)
