"""Front matter of the plainest form -> a sheet, without a YAML parser; None for any other. No I/O.

Nearly all front matter of proposals is lines of `key: words`, `key: "words"` and `key: [words, words]`, of which YAML
makes nothing but these words. Reading these alone takes a fifth of the parser's time; what is the least bit special (a
character with a meaning in YAML, a second line, a comment, a double key) is the parser's business.
"""

import re

from civicgen.content.sheet import Path, Sheet, Value, is_empty_word

_SAFE = r"\w\-.,;!?()/+%&'’‘“”„«»–—…·°§€¿¡"
_ITEM = r"\w(?:[\w\-./ ]*\w)?"
_LINE = re.compile(
    rf'([a-z_]+): (?:(\w(?:[{_SAFE} ]*[{_SAFE}])?)|"([{_SAFE}:#=*@ ]*)"|\[((?:{_ITEM}(?:, {_ITEM})*)?)\])'
)


def read_plain_sheet(text: str, *, first_line: int) -> Sheet | None:
    """What `read_sheet` would make of front matter, if it is plain; None if it is not, or has no keys."""
    values: dict[str, Value] = {}
    lines: dict[Path, int] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        if not line:
            continue
        found = _LINE.fullmatch(line)
        if found is None or found[1] in values:
            return None
        key, words, quoted, items = found.groups()
        lines[(key,)] = number
        if words is not None:
            values[key] = None if is_empty_word(words) else words
        elif quoted is not None:
            values[key] = quoted
        else:
            entries = items.split(", ") if items else []
            values[key] = [None if is_empty_word(entry) else entry for entry in entries]
            lines.update(((key, at), number) for at in range(len(entries)))
    if not lines:
        return None
    lines[()] = next(iter(lines.values()))
    return Sheet(value=values, lines=lines)
