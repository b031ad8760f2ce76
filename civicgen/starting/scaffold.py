"""The files of a new portal: the package's own files and the answers in, files to write out. No I/O."""

import re
from collections.abc import Iterator, Mapping

import msgspec

from civicgen.model.desk import DeskFile
from civicgen.starting.placeholders import filled
from civicgen.starting.setup import Setup

_IN_LANGUAGE = re.compile(r"in-([a-z]{2,3}(?:-[A-Z][A-Za-z]{1,3})?)/(.+)")
_DEFAULT = "en"
_HIDDEN = {"gitignore": ".gitignore"}
"""Files that must not do in civicgen's own folders what they are there for."""
_WORKFLOWS = ".github/workflows/"
_NAME = re.compile(r"(?m)^name:[ \t]*(.+?)[ \t]*$")
_OWN_ACTION = re.compile(r"(?m)(uses: )\./(\.github/actions/civicgen)[ \t]*$")


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """Which civicgen the workflows run: `source` is its repository (owner/name), `commit` 40 hexadecimal digits."""

    source: str
    commit: str


def portal_files(scaffold: Mapping[str, str], setup: Setup, release: Release) -> tuple[DeskFile, ...]:
    """All files, in the order of their paths; those that exist in languages, in the portal's own or in English."""
    return tuple(sorted(_made(scaffold, setup, release), key=lambda file: file.path))


def _made(scaffold: Mapping[str, str], setup: Setup, release: Release) -> Iterator[DeskFile]:
    language = _language(scaffold, setup)
    values = {
        "name": setup.name,
        "authority": setup.authority,
        "authority_id": setup.authority_id,
        "email": setup.email,
        "repository": setup.repository,
        "owner": setup.owner,
        "site_url": setup.site_url,
        "languages": ", ".join(setup.languages),
        "timezone": setup.timezone,
        "source": release.source,
        "buttons": "\n".join(f"- **{name}**" for name in _buttons(scaffold)),
    }
    for name, text in scaffold.items():
        in_language = _IN_LANGUAGE.fullmatch(name)
        if in_language is not None and in_language[1] != language:
            continue
        path = in_language[2] if in_language else _HIDDEN.get(name, name)
        if path.startswith(_WORKFLOWS):
            pinned = rf"\g<1>{release.source}/\g<2>@{release.commit}"
            yield DeskFile(path=path, text=_OWN_ACTION.sub(pinned, text))
        else:
            yield DeskFile(path=path, text=filled(text, values))


def _buttons(scaffold: Mapping[str, str]) -> Iterator[str]:
    """The names of the workflows that somebody can run from the forge's page."""
    for path, text in sorted(scaffold.items()):
        name = _NAME.search(text)
        if path.startswith(_WORKFLOWS) and "workflow_dispatch:" in text and name is not None:
            yield name[1].strip("\"'")


def _language(scaffold: Mapping[str, str], setup: Setup) -> str:
    """The portal's language, or without its region, as far as there are files in it."""
    known = {found[1] for name in scaffold if (found := _IN_LANGUAGE.fullmatch(name))}
    wanted = setup.languages[0]
    return next((each for each in (wanted, wanted.partition("-")[0]) if each in known), _DEFAULT)
