"""How views get Markdown as safe HTML: by an object they are given, because siblings do not import each other."""

from typing import Protocol

import msgspec
from markupsafe import Markup


class SafeText(msgspec.Struct, frozen=True, kw_only=True):
    """A text ready for a page. `html` is empty where the text `is_too_complex` to be shown."""

    html: Markup
    is_too_complex: bool = False


class Texts(Protocol):
    """Renders untrusted Markdown."""

    def document(self, text: str, *, file: str, page: str, has_anchors: bool = False) -> SafeText:
        """A text out of Git: `file` is where it lies, `page` the address of the page that will show it.

        `has_anchors` for the one text of a page to whose headings links may lead.
        """
        ...

    def comment(self, text: str, *, base_url: str = "") -> SafeText:
        """A text from the forge or from a letter; a line break is one.

        `base_url` is where it was written: relative links count from there, and are no links without it.
        """
        ...
