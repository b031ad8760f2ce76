"""Ids and slugs: which are allowed, and a safe one in place of one that is not. Reads nothing, writes nothing."""

import hashlib
import re
import unicodedata

from civicgen.model.findings import Finding, Place

LONGEST_ID = 80

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))))
_PAGES = frozenset(("index", "404"))
_NO_IDS = _DEVICES | _PAGES
_FOLDERS = frozenset(("ledger", "texts"))


def is_reserved(name: str) -> bool:
    """Whether Windows keeps this name (in small letters, without an ending) for a device."""
    return name in _DEVICES


def is_id(text: str) -> bool:
    """Whether a text may be an id: it is safe in addresses, in file names everywhere and in HTML."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None and text not in _NO_IDS


def safe_id(text: str) -> str:
    """The text itself where it is an id; otherwise an id made from it, different for different texts."""
    if is_id(text):
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(("x", *words))[:60].rstrip("-") + f"-{digest}"


def safe_slug(text: str) -> str:
    """The same for a consultation, beside whose folders the public record has some of its own."""
    return safe_id(f"{text} ") if text in _FOLDERS else safe_id(text)


def sameness(text: str) -> str:
    """What two ids have in common that people, or file systems, take for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())


def slug_finding(text: str, place: Place) -> Finding | None:
    """The finding for the name of a folder that may not be a consultation's."""
    if text not in _FOLDERS:
        return id_finding(text, place, "the folder's name")
    hint = f"The public record has a folder of its own of this name; add another word, such as `{text}-2027`."
    return Finding(code="wrong-id", place=place, message=f"the folder's name `{text}` is not allowed", hint=hint)


def id_finding(text: str, place: Place, what: str) -> Finding | None:
    """The finding for a text that may not be an id; `what` names it, such as 'id' or 'file name'."""
    if is_id(text):
        return None
    if text in _PAGES:
        hint = "The site has a page of its own of this name; add another word, such as `index-of-lamps`."
    elif text in _DEVICES:
        hint = "Windows reserves this word; add another one, such as `con-1`."
    elif len(text) > LONGEST_ID:
        hint = f"Use at most {LONGEST_ID} characters."
    else:
        hint = "Use small letters a-z, digits and single hyphens, such as `lamps-in-mill-lane`."
    shown = ascii(text[:80])[1:-1]
    return Finding(code="wrong-id", place=place, message=f"{what} `{shown}` is not allowed", hint=hint)
