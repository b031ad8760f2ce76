"""What must be known to begin a portal: answers by name in, checked answers out. No I/O."""

import re
from collections.abc import Mapping

import msgspec

from civicgen.starting.inputs import Input, Values, read_inputs, words_in
from civicgen.starting.moments import is_zone
from civicgen.starting.names import slug_of
from civicgen.starting.plans import Doubt, DoubtError, Refused

INPUTS = (
    Input(name="name", question="Name of the portal", is_required=True, hint="Such as: Oakford takes part."),
    Input(
        name="authority",
        question="Who asks and must answer: the authority's full name",
        is_required=True,
        hint="Such as: Oakford Town Council.",
    ),
    Input(
        name="email",
        question="E-mail address of the authority, for citizens",
        is_required=True,
        hint="Such as: council@oakford.example.",
    ),
    Input(
        name="repository",
        question="The repository at GitHub, as owner/name",
        is_required=True,
        hint="Such as: oakford/consultations.",
    ),
    Input(
        name="site_url",
        question="Address of the site",
        hint="Left out, GitHub Pages' own: https://owner.github.io/name/.",
    ),
    Input(
        name="language",
        question="Language of the texts",
        is_required=True,
        hint="A code such as en, de or pt-BR; several, separated by commas, the main one first.",
    ),
    Input(
        name="timezone",
        question="Time zone, which says when a day ends",
        is_required=True,
        hint="Such as: Europe/Berlin.",
    ),
)

PLACEHOLDER = "CHANGE-ME"
"""Stands in new files where only the authority can know what belongs there."""

_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}", re.ASCII)
_SITE = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*/?", re.ASCII)
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?")


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """The beginnings of a portal. `languages[0]` is the default; `authority_id` is what consultations name."""

    name: str
    authority: str
    authority_id: str
    email: str
    repository: str
    site_url: str
    languages: tuple[str, ...]
    timezone: str

    @property
    def owner(self) -> str:
        return self.repository.partition("/")[0]


def setup_from(inputs: Mapping[str, str]) -> Setup | Refused:
    """The answers by the names of INPUTS, each of its own form; or all that is doubtful about them."""
    try:
        return _setup(read_inputs(INPUTS, inputs))
    except DoubtError as problem:
        return Refused(doubts=problem.doubts)


def _setup(values: Values) -> Setup:
    languages = words_in(values["language"])
    doubts = [
        *_doubts_about_names(values),
        *_unless(
            _EMAIL.fullmatch(values["email"]), "email", values, "Write one address, such as council@oakford.example."
        ),
        *_unless(is_repository(values["repository"]), "repository", values, "Write owner/name, as in its address."),
        *_unless(
            not values["site_url"] or _SITE.fullmatch(values["site_url"]),
            "site_url",
            values,
            "Write the whole address, such as https://takepart.oakford.example/.",
        ),
        *_unless(
            languages and all(map(_LANGUAGE.fullmatch, languages)), "language", values, "Write codes such as en, pt-BR."
        ),
        *_unless(is_zone(values["timezone"]), "timezone", values, "Write a zone such as Europe/Berlin or UTC."),
    ]
    if doubts:
        raise DoubtError(*doubts)
    return Setup(
        name=values["name"],
        authority=values["authority"],
        authority_id=slug_of(values["authority"]) or "authority",
        email=values["email"],
        repository=values["repository"],
        site_url=_with_slash(values["site_url"] or usual_site(values["repository"])),
        languages=languages,
        timezone=values["timezone"],
    )


def is_repository(text: str) -> bool:
    """Whether a text is the name of a repository with its owner's, as `owner/name`."""
    return _REPOSITORY.fullmatch(text) is not None and text.partition("/")[2] not in (".", "..")


def usual_site(repository: str) -> str:
    """The address at which GitHub Pages publishes a repository."""
    owner, _, name = repository.partition("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def _with_slash(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


def _unless(is_fine: object, name: str, values: Values, hint: str) -> list[Doubt]:
    return [] if is_fine else [Doubt(input=name, message=f"`{values[name][:80]}` is not of the right form", hint=hint)]


def _doubts_about_names(values: Values) -> list[Doubt]:
    return [
        Doubt(input=name, message="it holds `<` or `>`", hint="Write it in words.")
        for name in ("name", "authority")
        if set("<>") & set(values[name])
    ]
