"""JSON for people and programs: one item a line, keys in the order that explains them best, no mark-up. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder(order=None)


def json_value(value: Any) -> bytes:
    """A value on one line; `<`, `>` and `&` are written as escapes, so that no reader takes a text for mark-up."""
    data = _ENCODER.encode(value)
    return data.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026")


def json_document(head: Mapping[str, Any], name: str, items: Iterable[Any] | Mapping[str, Any]) -> bytes:
    """An object of the entries of `head` and, as `name`, a list or an object with one item a line."""
    lines = [b"%b: %b,\n" % (json_value(key), json_value(value)) for key, value in head.items()]
    if isinstance(items, Mapping):
        opening, closing = b"{", b"}"
        entries = [b"%b: %b" % (json_value(key), json_value(value)) for key, value in items.items()]
    else:
        opening, closing = b"[", b"]"
        entries = [json_value(item) for item in items]
    body = b"\n" + b",\n".join(entries) + b"\n" if entries else b""
    return b"{\n%b%b: %b%b%b\n}\n" % (b"".join(lines), json_value(name), opening, body, closing)
