"""`edition.json`: what an edition of the site was made from, so that the next one knows whether it says more. Pure."""

import msgspec

from civicgen.exports.json_text import json_document
from civicgen.model.edition import Edition

EDITION = "edition.json"

_DECODER = msgspec.json.Decoder(Edition)


def edition_json(edition: Edition) -> bytes:
    """The file of an edition."""
    head = {name: getattr(edition, name) for name in Edition.__struct_fields__ if name != "consultations"}
    return json_document(head, "consultations", edition.consultations)


def read_edition(data: bytes) -> Edition | None:
    """The edition that a file describes; None where it describes none that this civicgen knows."""
    try:
        return _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeError):
        return None
