"""Files with places, `@@name:form@@`, and values for them. Text in, text out; nothing in a value is ever carried out.

A form says how a value is written where it stands: `yaml` as a value behind a key, `quoted` the same for readers that
would take `2027` for a number, `line` within an indented block of YAML, `markdown` in Markdown, `plain` as it is, for
values of which the form was checked. Places in values are not filled again. No I/O.
"""

import re
from collections.abc import Callable, Mapping

from civicgen.starting.written import quoted, scalar

_PLACE = re.compile(r"@@([a-z_]+):([a-z]+)@@")
_MEANING = re.compile(r"[\\`*_{}\[\]#|~]")


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with a value in each place. A place without a value or with an unknown form is a bug of ours."""
    return _PLACE.sub(lambda place: FORMS[place[2]](values[place[1]]), text)


def _line(text: str) -> str:
    """On one line, with nothing unprintable; a block of YAML takes all else literally."""
    return " ".join(word for word in text.split() if word.isprintable())


def _markdown(text: str) -> str:
    """Words that mean nothing to Python-Markdown, nor to HTML."""
    plain = _line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MEANING.sub(lambda sign: f"&#{ord(sign[0])};", plain)


FORMS: Mapping[str, Callable[[str], str]] = {
    "yaml": scalar,
    "quoted": quoted,
    "line": _line,
    "markdown": _markdown,
    "plain": str,
}
