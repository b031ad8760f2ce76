"""Untrusted text for a terminal: nothing in it can move the cursor, recolour, reorder or ring. Text in, text out."""

import re
import unicodedata

_ANSI = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # control sequences: colours, cursor
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)"  # strings that address the terminal: title, clipboard, links
    r"|\x9b[0-?]*[ -/]*[@-~]"
    r"|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
_KEPT = frozenset("\n\t\u200c\u200d")  # the joiners of Persian, Indian scripts and emoji reorder nothing


def strip_terminal(text: str) -> str:
    """The text with ANSI sequences removed and every other control or bidirectional mark written as `<U+202E>`.

    Line ends are `\\n`; a lone carriage return, which would overwrite the line, is shown.
    """
    return show_controls(_ANSI.sub("", text.replace("\r\n", "\n")))


def show_controls(text: str) -> str:
    """The text with every control or bidirectional mark written as `<U+202E>`: nothing steers or hides."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return character
    return f"<U+{ord(character):04X}>"
