"""Values -> YAML that content's strict reader gives back exactly as they were. Values in, text out; no I/O.

Any text may come in, a citizen's too: what could mean something in YAML stands in quotes or in an indented block.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"

WIDTH = 110
_PLAIN = re.compile(r"[^\W_](?:[\w .()/+%&@;'’‘“”„«»–—…°§€·!-]*[\w.()/+%;'’“”»…°€!])?")
_COMMAS = re.compile(rf"{_PLAIN.pattern}(?:, {_PLAIN.pattern})*\??")
"""What only brackets would take for something else."""
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:]+(?: ?(?:Z|[+-][0-9:]+))?)?", re.ASCII)
_PRINTABLE = re.compile("[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_LONGEST_FLOW = 80


def scalar(text: str, *, in_flow: bool = False) -> str:
    """A text on one line: plain where it means nothing else, otherwise in double quotes.

    `in_flow`: within brackets, where commas and colons have a meaning of their own.
    """
    if text.lower() == "null":  # which says that there is no value
        return quoted(text)
    is_plain = _PLAIN.fullmatch(text) or (not in_flow and (_TIME.fullmatch(text) or _COMMAS.fullmatch(text)))
    return text if is_plain else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, with everything escaped that cannot stand there."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _PRINTABLE.fullmatch(character):
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def block(value: Value, *, indent: int = 0) -> str:
    """What stands behind a key's colon: ` text`, or lines indented by more than `indent` spaces. Has no line end."""
    if isinstance(value, str):
        return _text(value, indent)
    if isinstance(value, Mapping):
        return "\n" + mapping(value, indent=indent + 2) if value else " {}"
    if all(isinstance(entry, str) for entry in value):
        flow = "[" + ", ".join(scalar(str(entry), in_flow=True) for entry in value) + "]"
        if len(flow) <= _LONGEST_FLOW:
            return f" {flow}"
    return "".join(f"\n{_entry(entry, indent + 2)}" for entry in value)


def mapping(values: Mapping[str, Value], *, indent: int = 0) -> str:
    """Keys and their values, one below the other, each line indented; keys are our own words."""
    return "\n".join(f"{' ' * indent}{key}:{block(value, indent=indent)}" for key, value in values.items())


def entry(values: Value, *, indent: int) -> str:
    """An entry of a list, words or keys below each other, with the dash at a column."""
    return _entry(values, indent)


def document(values: Mapping[str, Value], body: str) -> str:
    """A Markdown file: front matter of all keys that have a value, then the text."""
    kept = {key: value for key, value in values.items() if value}
    text = body.strip("\n")
    return f"---\n{mapping(kept)}\n---\n" + (f"\n{text}\n" if text else "")


def _entry(value: Value, column: int) -> str:
    dash = f"{' ' * column}- "
    if isinstance(value, Mapping):
        return dash + mapping(value, indent=column + 2).lstrip(" ")
    return f"{dash.rstrip()}{block(value, indent=column)}"


def _text(text: str, indent: int) -> str:
    """On the key's line where it fits and is plain; else folded or as it stands in a block below; else in quotes."""
    written = scalar(text)
    if "\n" not in text and len(written) + indent <= WIDTH - 20:
        return f" {written}"
    margin = " " * (indent + 2)
    if _can_fold(text):
        return " >-" + "".join(f"\n{margin}{line}" for line in _folded(text, WIDTH - len(margin)))
    if _can_stand(text):
        return " |-" + "".join(f"\n{margin}{line}" if line else "\n" for line in text.split("\n"))
    return f" {written}"


def _can_fold(text: str) -> bool:
    return _PRINTABLE.fullmatch(text) is not None and all(text.split(" "))


def _can_stand(text: str) -> bool:
    lines = text.split("\n")
    return (
        bool(lines[0])
        and bool(lines[-1])
        and not lines[0].startswith(" ")
        and all(_PRINTABLE.fullmatch(line) and line == line.rstrip() for line in lines)
    )


def _folded(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
