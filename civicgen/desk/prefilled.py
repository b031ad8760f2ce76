"""Addresses at the forge that begin something: an issue in a form, a file in the editor. Values in, addresses out.

The forge takes no address of more than ADDRESS_LIMIT bytes; what does not fit is left out or cut. No I/O.
"""

from collections.abc import Mapping
from urllib.parse import quote

from civicgen.desk.addresses import forge_address
from civicgen.desk.issue_forms import form_name
from civicgen.desk.skeletons import Skeleton
from civicgen.model.names import ConsultationSlug
from civicgen.model.portal import Portal

ADDRESS_LIMIT = 8_191


def proposal_address(
    portal: Portal, slug: ConsultationSlug, language: str, answers: Mapping[str, str] | None = None
) -> str:
    """A new proposal in the form of a consultation; `answers`, by the field's id, stand in it already.

    Labels are not in it: the form sets them, and the forge refuses them from citizens. '' where the portal names no
    repository.
    """
    base = forge_address(portal, f"/issues/new?template={_encoded(form_name(slug, language))}")
    return _with(base, answers or {}, is_cut=True) if base else ""


def new_file_address(portal: Portal, branch: str, skeleton: Skeleton) -> str:
    """A new file in the forge's editor; the forge asks whoever may not write for a pull request."""
    path = f"/new/{_encoded(branch, '/')}/{_encoded(skeleton.folder, '/')}?filename={_encoded(skeleton.name)}"
    base = forge_address(portal, path)
    return _with(base, {"value": skeleton.text}, is_cut=False) if base else ""


def _with(base: str, values: Mapping[str, str], *, is_cut: bool) -> str:
    """An address with as many of the values as fit, the first ones first."""
    address = base
    for name, value in values.items():
        head = f"{address}&{_encoded(name)}="
        room = ADDRESS_LIMIT - len(head)
        encoded = _encoded(value)
        if len(encoded) <= room:
            address = head + encoded
        elif is_cut and (kept := _beginning(value, room)):
            address = head + kept
    return address


def _beginning(text: str, room: int) -> str:
    """The encoded beginning of a text that has room, with an ellipsis; '' where there is hardly any."""
    ellipsis = _encoded("…")
    length, kept = 0, 0
    for character in text:
        length += len(_encoded(character))
        if length > room - len(ellipsis):
            break
        kept += 1
    return _encoded(text[:kept]) + ellipsis if kept else ""


def _encoded(text: str, safe: str = "") -> str:
    return quote(text, safe=safe, errors="replace")
