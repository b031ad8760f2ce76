"""What a citizen's text may become on a page, written down a second time, and a reader that finds everything else."""

from html.parser import HTMLParser

BLOCKS = {"p", "hr", "blockquote", "pre", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
HEADINGS = {"h3", "h4", "h5", "h6"}
ELEMENTS = BLOCKS | HEADINGS | {"br", "code", "em", "strong", "del", "a", "img"}
ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
    **{heading: {"id"} for heading in HEADINGS},
}
VOID = {"br", "hr", "img"}


class Reader(HTMLParser):
    """Reads HTML; `foreign` holds what is outside the allow-list, `open` the elements that were never closed."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.open: list[str] = []
        self.unclosed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.foreign.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.foreign.append(f"<{tag} {name}>")
            if name in ("href", "src") and not (value or "").startswith(
                ("http://", "https://", "mailto:", "own/", "#t-")
            ):
                self.foreign.append(f"<{tag} {name}={value}>")
            if name == "src" and not (value or "").startswith("own/"):
                self.foreign.append(f"<{tag} {name}={value}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unclosed.append(tag)

    def handle_comment(self, data: str) -> None:
        self.foreign.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.foreign.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.foreign.append(f"<?{data}>")


def outside(html: str) -> list[str]:
    """Everything in `html` that the allow-list does not name, and every element that is not closed in its place."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.foreign + reader.unclosed + reader.open
