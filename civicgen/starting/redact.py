"""A text taken out on request: nothing but its address in, the entry in `moderation.yml` out. No I/O.

Pull requests and logs are public, so nothing that is said here repeats what was given or tells what the text is about.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from civicgen.model.content import Content
from civicgen.model.desk import DeskFile
from civicgen.model.moderation import Redaction
from civicgen.model.names import ConsultationSlug
from civicgen.model.portal import Portal
from civicgen.model.times import Instant
from civicgen.starting.inputs import Button, Input, Values
from civicgen.starting.moments import day_of
from civicgen.starting.named import dossier_in, text_of
from civicgen.starting.plans import Doubt, Plan, Standing, doubt
from civicgen.starting.surgery import SurgeryError, add_to_document
from civicgen.starting.written import block

FILE = "content/moderation.yml"
BASES = ("erasure", "objection", "order", "other")
"""Each has its words in the catalogue, `desk.redact.<basis>`, which tell nothing of the text."""

Meant = tuple[str, ConsultationSlug | None]
"""An item, and its consultation; None for comments, whose numbers the forge gives once."""

_COMMENT = re.compile(r"issuecomment-([1-9][0-9]{0,17})", re.ASCII)
_REVIEW = re.compile(r"discussion_r([1-9][0-9]{0,17})", re.ASCII)
_RECEIPT = re.compile(r"receipt-([A-Za-z0-9][A-Za-z0-9._/-]{0,79})", re.ASCII)
_LETTERS = re.compile(r"(?:.*/)?consultations/([^/]+)/receipts(?:\.[0-9]+)?\.html", re.ASCII)
_HINT = (
    "Copy the address of one comment (its menu has `Copy link`) or of one number on the page of letters: it ends in "
    "#issuecomment-..., #discussion_r... or #receipt-..."
)

INPUTS = (
    Input(name="link", question="Address of the comment or letter", is_required=True, hint=_HINT),
    Input(
        name="basis",
        question="Legal basis",
        hint="erasure (Article 17 GDPR), objection (Article 21), order of a court or authority, other law. Left out, "
        "erasure. Say nothing about the text anywhere: what you write is public.",
        choices=BASES,
    ),
)


def make(values: Values, standing: Standing, at: Instant) -> Plan:
    """The entry in the list. Raises DoubtError where the address is not that of a comment or letter of this portal."""
    item, consultation = _meant(values["link"], standing.content)
    if _is_listed(item, consultation, standing.content):
        raise doubt("link", "this is in the list of what is taken out already", "The next collection carries it out.")
    entry = {
        "date": day_of(at, standing.content.portal.timezone),
        "item": item,
        "basis": standing.words[f"desk.redact.{values['basis'] or BASES[0]}"],
        "role": standing.words["desk.redact.role"],
        **({"consultation": consultation} if consultation else {}),
    }
    return Plan(
        files=(DeskFile(path=FILE, text=_with_entry(entry, standing)),),
        title="Take out personal data",
        summary="When this is merged, the next collection takes a text out of pages, data and record. **That can't be "
        "undone:** compare the number in the file with that in the address. Write nothing here that tells what the "
        "text is about: this page is public.\n\nAt GitHub, and in a letter's table, the text stays until you delete "
        "it there.",
        branch_hint="redact-" + re.sub("[^a-z0-9]+", "-", item.lower()).strip("-"),
    )


def confirm(values: Values, before: Content, after: Content, at: Instant) -> Iterator[Doubt]:
    """The strict reader finds the entry."""
    if not _is_listed(*_meant(values["link"], before), after):
        hint = f"See what `civicgen check` says of {FILE}, and write the entry by hand."
        yield Doubt(input="link", message=f"the entry in {FILE} would not be read as it is meant", hint=hint)


def _meant(link: str, content: Content) -> Meant:
    """What an address leads to. Raises DoubtError."""
    try:
        address = urlsplit(link)
        place, path, mark = address.netloc.lower(), unquote(address.path), unquote(address.fragment)
    except ValueError:
        place, path, mark = "", "", ""
    for kind, pattern in (("comment", _COMMENT), ("review", _REVIEW)):
        if comment := pattern.fullmatch(mark):
            if not _is_ours(place, path, content.portal):
                hint = "The record has comments of the portal's own repository."
                raise doubt("link", "this is a comment in another repository", hint)
            return f"{kind}:{comment[1]}", None
    if receipt := _RECEIPT.fullmatch(mark):
        return _letter(receipt[1], path, content)
    if _is_ours(place, path, content.portal):
        raise doubt("link", "this is no single comment", f"What the issue itself says is not in the record. {_HINT}")
    raise doubt("link", "this is not the address of a comment, nor of a number on the page of letters", _HINT)


def _letter(receipt: str, path: str, content: Content) -> Meant:
    page = _LETTERS.fullmatch(path)
    dossier = dossier_in(content, page[1]) if page else None
    if dossier is None:
        raise doubt("link", "this is not the page of letters of a consultation", _HINT)
    if all(letter.receipt != receipt for letter in dossier.contributions):
        hint = "If it was there once, write the entry by hand, see docs/redaction.md of civicgen."
        raise doubt("link", "there is no letter of this number in the consultation's tables", hint)
    return f"receipt:{receipt}", dossier.consultation.slug


def _is_ours(place: str, path: str, portal: Portal) -> bool:
    forge = urlsplit(portal.forge_url)
    return place == forge.netloc.lower() and path.lower().startswith(
        f"{forge.path.rstrip('/')}/{portal.repository}/".lower()
    )


def _is_listed(item: str, consultation: ConsultationSlug | None, content: Content) -> bool:
    def is_meant(each: Redaction) -> bool:
        return each.item == item and (consultation is None or each.consultation == consultation)

    return any(map(is_meant, content.moderation.redactions))


def _with_entry(entry: dict[str, str], standing: Standing) -> str:
    if FILE not in standing.sources:
        return f"redactions:{block([entry])}\n"
    try:
        return add_to_document(text_of(FILE, standing, name="link"), "redactions", entry)
    except SurgeryError as problem:
        raise doubt("", f"{FILE}: {problem}", "Add the entry to its `redactions` by hand.") from None


BUTTON = Button(
    does="Take the text of a comment or letter out for good, on request.", inputs=INPUTS, make=make, confirm=confirm
)
