"""How views get Markdown as safe HTML: by an object they are given, because siblings do not import each other."""

from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeText:
    """A text ready for a page. `html` is empty where the text `is_too_complex` to be shown."""

    html: Markup
    is_too_complex: bool = False


class Texts(Protocol):
    """Renders untrusted Markdown."""

    def document(self, text: str, *, file: str, page: str) -> SafeText:
        """A text out of Git: `file` is where it lies, `page` the address of the page that will show it."""
        ...

    def comment(self, text: str) -> SafeText:
        """A text from the forge or from a letter; a line break is one."""
        ...
