"""Was something left as it was when the portal was begun? No I/O."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from civicgen.app.doctoring.diagnosis import Verdict, fine, listed, problem, warning
from civicgen.app.doctoring.evidence import Evidence
from civicgen.app.doctoring.web import Web
from civicgen.content.portal import PORTAL_FILE
from civicgen.model.content import SourceFile
from civicgen.model.findings import Place
from civicgen.starting.setup import PLACEHOLDER

_BINARY = (".pdf", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".zip")
_INVENTED = re.compile(r"(?:^|\.)(?:example|invalid|test|localhost|example\.(?:com|net|org))$")
_ADDRESS = re.compile(r"[^\s@<>]+@([\w.-]+\w)")


def check_placeholders(seen: Evidence) -> Verdict:
    """Nothing says CHANGE-ME any more."""
    places = list(_marks(seen.sources)) + list(_marks(seen.settings))
    if not places:
        return fine("No placeholder is left.")
    return problem(
        f"{len(places):,} lines still have the mark {PLACEHOLDER}, where only you know what belongs there: "
        f"{listed([str(place) for place in places], most=5)}.",
        f"Open {Web(seen).file(places[0].file)}, press the pencil, write what is true in place of {PLACEHOLDER}, press "
        "`Commit changes`; the others likewise.",
    )


def check_invented(seen: Evidence) -> Verdict:
    """No address leads to a place that exists only in examples."""
    found = [f"{name}: {address}" for name, address, host in _addresses(seen) if _INVENTED.search(host.lower())]
    if not found:
        return fine("No address of an example is left.")
    return warning(
        f"These addresses are those of an example, and lead nowhere: {listed(found)}.",
        f"If this portal is for real people, correct them; those of the portal stand in {PORTAL_FILE}: "
        f"{Web(seen).file(PORTAL_FILE)}.",
    )


def _marks(files: tuple[SourceFile, ...]) -> Iterator[Place]:
    mark = PLACEHOLDER.encode()
    for file in files:
        if mark in file.data and not file.path.lower().endswith(_BINARY):
            for number, line in enumerate(file.data.splitlines(), start=1):
                if mark in line:
                    yield Place(file=file.path, line=number)


def _addresses(seen: Evidence) -> Iterator[tuple[str, str, str]]:
    """What it is, the address, and its host."""
    portal = seen.content.portal
    if portal.site_url:
        yield "site_url", portal.site_url, urlsplit(portal.site_url).hostname or ""
    texts = [("contact", dossier.consultation.contact) for dossier in seen.content.dossiers]
    for authority in portal.authorities.values():
        texts += [("email", authority.email), ("data_protection_officer", authority.data_protection_officer)]
    for name, text in dict.fromkeys(texts):
        for address in _ADDRESS.finditer(text):
            yield name, address[0], address[1]
