"""The desk's words in one language, from its catalogue. Entries in, texts out; no I/O.

The texts are Markdown or plain words as the entry has them; values stand in them as they were given. Whoever fills in
what citizens wrote makes it inert first (`civicgen.desk.inert`).
"""

import re
from collections.abc import Callable, Mapping

import msgspec

from civicgen.errors import ConfigurationError

_PLACE = re.compile(r"\{(\w+)\}")


def one_or_other(number: int) -> str:
    """The plural form of English, German and many others."""
    return "one" if number == 1 else "other"


class DeskWords(msgspec.Struct, frozen=True, kw_only=True):
    """Texts by dotted key. `plural_form` names the form that goes with a number, such as `one` or `other`."""

    language: str
    entries: Mapping[str, str]
    plural_form: Callable[[int], str] = one_or_other

    def text(self, key: str, **values: object) -> str:
        """The words of `key`, with values in their `{places}`.

        Raises:
            ConfigurationError: no catalogue has these words, or a place in them has no value.
        """
        if key not in self.entries:
            raise ConfigurationError(f"no catalogue has the words {key!r}; add them to the portal's own catalogue")

        def filled(place: re.Match[str]) -> str:
            if place[1] not in values:
                raise ConfigurationError(
                    f"the words {key!r} name {place[0]}, which is not given here; mend the portal's own catalogue"
                )
            return str(values[place[1]])

        return _PLACE.sub(filled, self.entries[key])

    def plural(self, key: str, number: int, **values: object) -> str:
        """The words of `key` that go with `number`, which takes the place `{n}`."""
        name = f"{key}.{self.plural_form(number)}"
        return self.text(name if name in self.entries else f"{key}.other", n=number, **values)

    def has(self, key: str) -> bool:
        return key in self.entries
