"""Text -> findings about characters that deceive: hidden directions, invisible letters, mixed alphabets.

Ordinary Arabic, Hebrew, joiners in Indic scripts and in emoji pass. Reads nothing, writes nothing.
"""

import re
from collections.abc import Iterator

from civicgen.model.findings import Finding, Place, Severity

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_TAG = re.compile("[\U000e0000-\U000e007f]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u180e]|(?<=[0-9A-Za-z])[\u200c\u200d](?=[0-9A-Za-z])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LATIN = "A-Za-z\u00c0-\u024f"
_LOOKALIKE = "\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u13a0-\u13ff"
_MIXED = re.compile(f"[{_LATIN}][{_LOOKALIKE}]|[{_LOOKALIKE}][{_LATIN}]")
_PERHAPS = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200d\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    f"\U000e0000-\U000e007f{_LOOKALIKE}]"
)
"""Any character that a finding below could be about: most texts have none."""
_HARMLESS_IN_LATIN = bytes(byte for byte in range(256) if _PERHAPS.search(chr(byte)) is None)
_LETTER = re.compile(f"[{_LATIN}{_LOOKALIKE}]")


def check_characters(text: str, *, file: str, line: int, what: str, is_short: bool) -> Iterator[Finding]:
    """Findings for a text that begins on a line. `is_short`: a title, in which invisible characters are wrong too."""
    if _is_harmless(text):
        return
    visible = _FLAG.sub("", text)
    for pattern, code, problem, hint in _errors(is_short):
        found = pattern.search(visible)
        if found is not None:
            yield Finding(
                code=code,
                place=Place(file=file, line=line + visible.count("\n", 0, found.start())),
                message=f"{what} holds {problem}: {_code_point(found[0][0])}",
                hint=hint,
            )
    mixed = _MIXED.search(visible)
    if mixed is not None:
        word = _word_around(visible, mixed.start())
        points = ", ".join(f"{letter} {_code_point(letter)}" for letter in dict.fromkeys(word))
        yield Finding(
            code="mixed-alphabets",
            place=Place(file=file, line=line + visible.count("\n", 0, mixed.start())),
            message=f"{what} mixes alphabets in the word {word!r}: {points}",
            hint="If a letter only looks like the one that is meant, type it again.",
            severity=Severity.WARNING,
        )


def _is_harmless(text: str) -> bool:
    """Whether no finding can be about a text. Bytes tell that of Western languages, much faster than a search."""
    try:
        return not text.encode("latin-1").translate(None, _HARMLESS_IN_LATIN)
    except UnicodeEncodeError:
        return _PERHAPS.search(text) is None


def _errors(is_short: bool) -> Iterator[tuple[re.Pattern[str], str, str, str]]:
    delete = "Delete the invisible character; typing the text again does it."
    yield _BIDI, "bidi-override", "a character that overrides the writing direction", delete
    yield _TAG, "tag-characters", "invisible tag characters", delete
    yield _CONTROL, "control-character", "a control character", delete
    if is_short:
        yield _INVISIBLE, "invisible-character", "an invisible character", delete


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _word_around(text: str, position: int) -> str:
    """The word at a position, cut where it is longer than any word."""
    start, end = position, position
    while start > max(0, position - 20) and _LETTER.match(text[start - 1]):
        start -= 1
    while end < min(len(text), position + 20) and _LETTER.match(text[end]):
        end += 1
    return text[start:end]
