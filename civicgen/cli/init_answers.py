"""The answers with which a portal begins: from a file, from what is there, from questions at a terminal."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from civicgen.cli.asking import ask, text_from
from civicgen.errors import CivicgenError, ConfigurationError
from civicgen.model.portal import Portal
from civicgen.starting.setup import INPUTS, usual_site
from civicgen.store.git import Git

_QUESTIONS = (("name",), ("authority", "email"), ("repository",), ("site_url",), ("language", "timezone"))
"""The five questions; of two that belong together the answers are separated by the last comma."""
_TOGETHER: Mapping[tuple[str, ...], tuple[str, str]] = {
    ("authority", "email"): (
        "Who asks and must answer, and its e-mail address for citizens",
        "Such as: Oakford Town Council, council@oakford.example.",
    ),
    ("language", "timezone"): (
        "Language of the texts, and time zone in which days end",
        "Such as: en, Europe/London. Several languages: en, de, Europe/London, the main one first.",
    ),
}
_REMOTE = re.compile(r"(?:https?://|ssh://|git@)[^/:]*[/:](?P<repository>[A-Za-z0-9-]+/[A-Za-z0-9._-]+?)(?:\.git)?/?")


def answers_in(file: str) -> tuple[dict[str, str], dict[str, str]]:
    """The answers about the portal, and those about its first consultation, which stand below `consultation`."""
    try:
        answers = json.loads(text_from(file))
    except ValueError as problem:
        raise ConfigurationError(f"{file} is no JSON: {problem}") from problem
    first = answers.pop("consultation", {}) if isinstance(answers, dict) else {}
    return _texts(answers, file), _texts(first, file)


def _texts(answers: object, file: str) -> dict[str, str]:
    if not isinstance(answers, dict) or not all(isinstance(text, str) for text in answers.values()):
        raise ConfigurationError(f"{file} does not hold texts by name; see docs/starting.md for an example")
    return answers


def known_from_git(folder: Path) -> dict[str, str]:
    """The repository from which a folder was cloned, where git knows it."""
    repository = _origin(folder)
    return {"repository": repository} if repository else {}


def known_from(portal: Portal) -> dict[str, str]:
    """What a portal's own settings say already."""
    authority = next(iter(portal.authorities.values()), None)
    known = {
        "name": portal.name,
        "repository": portal.repository,
        "site_url": portal.site_url,
        "language": ", ".join(portal.languages),
        "timezone": portal.timezone,
        "authority": authority.name if authority else "",
        "email": authority.email if authority else "",
    }
    return {name: text for name, text in known.items() if text}


def _origin(folder: Path) -> str:
    """owner/name of the remote `origin`; '' where there is none."""
    try:
        address = Git(folder).run("remote", "get-url", "origin", fine=(0, 1, 2, 128)) if folder.is_dir() else b""
    except CivicgenError:
        return ""
    found = _REMOTE.fullmatch(address.decode("utf-8", "replace").strip())
    return found["repository"] if found else ""


def ask_for_missing(inputs: dict[str, str]) -> None:
    about = {asked.name: asked for asked in INPUTS}
    defaults = {"language": "en", "timezone": _zone_here()}
    for group in _QUESTIONS:
        missing = [name for name in group if not inputs.get(name)]
        if not missing:
            continue
        if missing == ["site_url"]:
            defaults["site_url"] = usual_site(inputs["repository"])
        alone = about[missing[0]]
        question, hint = _TOGETHER.get(tuple(missing), (alone.question, alone.hint))
        default = ", ".join(text for name in missing if (text := defaults.get(name)))
        answer = ask(question, hint=hint, default=default)
        while len(missing) == 2 and not answer.rpartition(",")[0].strip():
            answer = ask(f"Both, with a comma between: {question}")
        inputs.update(zip(missing, answer.rsplit(",", len(missing) - 1), strict=True))


def _zone_here() -> str:
    """This computer's time zone, as far as it says; '' where it does not."""
    link = Path("/etc/localtime")
    zone = os.environ.get("TZ", "") or (str(link.resolve()).partition("zoneinfo/")[2] if link.is_symlink() else "")
    return zone.lstrip(":")
