"""What makes a submission need somebody's look. Values in, words out; no I/O."""

from collections.abc import Mapping

import msgspec

from civicgen.desk.inert import inert_line
from civicgen.desk.words import DeskWords

_VALUE_LIMIT = 100


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """Something that civicgen did not decide, or did and says so. `values` may be citizens' words."""

    key: str
    values: Mapping[str, str] = {}

    def say(self, words: DeskWords) -> str:
        """The doubt as a sentence of Markdown; what citizens wrote stands in it as code."""
        values = {name: inert_line(value, _VALUE_LIMIT) for name, value in self.values.items()}
        return words.text(f"desk.doubt.{self.key}", **values)
