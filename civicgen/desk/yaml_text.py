"""Plain values -> YAML that every reader takes for the same values, whatever people wrote in them. No I/O.

Texts stand in double quotes, or over several lines as a block where nothing needs an escape: so nothing is taken
for a number, a truth, a key or a comment. What no file can hold (half a character) becomes U+FFFD.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | bool | int | Sequence[Value] | Mapping[str, Value]"

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_RAW = "\u200c\u200d"  # the joiners of Persian, Indian scripts and emoji
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Zl", "Zp")
_KEY = re.compile(r"[a-z_]+")
_INDENT = "  "


def quoted_yaml(text: str) -> str:
    """The text in double quotes on one line; read again it is the same, but for halves of characters."""
    return '"' + "".join(map(_quoted, text)) + '"'


def write_yaml(value: Mapping[str, Value]) -> str:
    """A mapping as a document; lists and mappings in it must not be empty."""
    return "".join(f"{line}\n" for line in _mapping(value, ""))


def _quoted(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    if character in _RAW or unicodedata.category(character) not in _UNSEEN:
        return character
    point = ord(character)
    return f"\\x{point:02x}" if point <= 0xFF else f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def _mapping(value: Mapping[str, Value], indent: str) -> list[str]:
    lines: list[str] = []
    for key, item in value.items():
        assert _KEY.fullmatch(key), key
        lines += _item(f"{indent}{key}:", item, indent)
    return lines


def _item(head: str, item: Value, indent: str) -> list[str]:
    """What stands at a key or a dash, which `head` is."""
    inner = indent + _INDENT
    if isinstance(item, bool):
        return [f"{head} {'true' if item else 'false'}"]
    if isinstance(item, int):
        return [f"{head} {item}"]
    if isinstance(item, str):
        if not _is_block(item):
            return [f"{head} {quoted_yaml(item)}"]
        return [f"{head} |-", *(f"{inner}{line}" if line else "" for line in item.split("\n"))]
    assert item, head
    if isinstance(item, Mapping):
        return [head, *_mapping(item, inner)]
    return [head, *(line for entry in item for line in _entry(entry, inner))]


def _entry(entry: Value, indent: str) -> list[str]:
    """An entry of a list: of a mapping the first key stands behind the dash."""
    if not isinstance(entry, Mapping):
        return _item(f"{indent}-", entry, indent)
    first, *rest = _mapping(entry, indent + _INDENT)
    return [f"{indent}- {first.lstrip()}", *rest]


def _is_block(text: str) -> bool:
    """Whether a text reads well, and the same, as a block: some lines, no blanks at their ends, nothing to escape."""
    lines = text.split("\n")
    is_plain = all(line == line.rstrip() and all(map(_is_raw, line)) for line in lines)
    return len(lines) > 1 and is_plain and lines[0] != "" and lines[-1] != "" and not lines[0].startswith(" ")


def _is_raw(character: str) -> bool:
    return character in ('"', "\\") or _quoted(character) == character
