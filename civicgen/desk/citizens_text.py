"""Citizens' words -> title and body of a proposal that content accepts, with what was done to them. No I/O.

What content refuses in a file would stop the pull request of somebody who did nothing wrong: characters that nobody
sees, links that lead nowhere from the proposal's page, tables and texts beyond the limits. The words stay as they were.
"""

import re
from collections.abc import Iterator

from civicgen.desk.doubts import Doubt

LONGEST_TITLE = 150
LONGEST_SUMMARY = 2_000
LONGEST_TABLE = 1_000
LARGEST_BODY = 512 * 1024
LONGEST_LINE = 1_000

_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_NEVER = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f"
_IN_TEXT = re.compile(f"({_FLAG})|([{_NEVER}])")
_IN_LINE = re.compile(f"({_FLAG})|([{_NEVER}\u200b\u2060\ufeff\u00ad\u180e])")
_JOINER = re.compile(f"(?<=[0-9A-Za-z])((?:{_FLAG})*)[\u200c\u200d]((?:{_FLAG})*)(?=[0-9A-Za-z])")

_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_CODE = re.compile(r"`[^`\n]*`")
_INLINE = re.compile(r"\](?=\(\s*<?([^\s()<>]+))")
_REFERENCE = re.compile(r"^ {0,3}(?=\[[^\]\n]{1,200}\]:[ \t]*<?([^\s<>]+))", re.MULTILINE)
_PICTURE = re.compile(r"<img((?:\s+[A-Za-z-]+=\"[^\"<>\n]*\")+)\s*/?>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([A-Za-z-]+)=\"([^\"]*)\"")
_LEADS_OUT = re.compile(r"https?://|mailto:", re.IGNORECASE)
_ROW = re.compile(r" {0,3}\|")
_SHOWN_LINKS = 5


def clean_line(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """The text on one line, without characters that nobody sees."""
    cleaned, gone = _without(_IN_LINE, " ".join(text.split()))
    while (joined := _JOINER.sub(r"\1\2", cleaned)) != cleaned:
        cleaned = joined
    return " ".join(cleaned.split()), _about_characters(gone)


def clean_title(sentence: str) -> tuple[str, str, tuple[Doubt, ...]]:
    """A title, a summary and the doubts: a sentence longer than a title may be is cut, and stands in the summary."""
    line, doubts = clean_line(sentence)
    title = line
    if "<" in title or ">" in title:
        title = title.replace("<", "‹").replace(">", "›")
        doubts += (Doubt(key="title_signs"),)
    if len(title) <= LONGEST_TITLE:
        return title, "", doubts
    doubts += (Doubt(key="title_shortened"),)
    if len(line) > LONGEST_SUMMARY:
        line, doubts = line[: LONGEST_SUMMARY - 1] + "…", (*doubts, Doubt(key="cut"))
    return _shortened(title), line, doubts


def clean_body(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """Markdown for the body of a proposal. Its ends are trimmed, as readers of front matter do.

    A picture that the forge wrote as HTML becomes one of Markdown, which the site shows as a link.
    """
    lines = re.sub("\r\n|[\r\u2028\u2029]", "\n", text)
    for limit in (LARGEST_BODY, LARGEST_BODY * 3 // 5):  # links that become words grow by half at most
        body, doubts = _clean_text(_cut(lines, limit))
        if len(body.encode("utf-8")) <= LARGEST_BODY:
            break
    if len(lines.encode("utf-8", "surrogatepass")) > limit:
        doubts.append(Doubt(key="cut"))
    return body, tuple(doubts)


def _clean_text(text: str) -> tuple[str, list[Doubt]]:
    cleaned, gone = _without(_IN_TEXT, text)
    doubts = [*_about_characters(gone)]
    linked, links = _without_dead_links(_with_pictures(cleaned.strip()))
    if links:
        shown = ", ".join([*dict.fromkeys(links)][:_SHOWN_LINKS])
        doubts.append(Doubt(key="links", values={"links": shown}))
    parted = "\n".join(_parted(linked))
    if parted != linked:
        doubts.append(Doubt(key="table"))
    return parted, doubts


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]]:
    """The text without the characters of a pattern, flags apart, and these characters."""
    gone: list[str] = []

    def judged(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        gone.append(found[2])
        return ""

    return pattern.sub(judged, text), gone


def _about_characters(gone: list[str]) -> tuple[Doubt, ...]:
    if not gone:
        return ()
    points = ", ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(gone))
    return (Doubt(key="characters", values={"points": points}),)


def _shortened(title: str) -> str:
    """The beginning of a long title, to the end of a word where there is one."""
    beginning = title[: LONGEST_TITLE - 1]
    whole_words = beginning.rpartition(" ")[0] or beginning
    return _without(_IN_LINE, whole_words.rstrip(" ,;:.-–"))[0] + "…"


def _with_pictures(text: str) -> str:
    """The text with pictures of Markdown for those that the forge's editor writes as HTML, outside code."""
    searched = _without_code(text)
    pieces: list[str] = []
    before = 0
    for found in _PICTURE.finditer(searched):
        attributes = {name.lower(): value for name, value in _ATTRIBUTE.findall(found[1])}
        if re.fullmatch(r"https://[^\s<>()\"]+", attributes.get("src", "")):
            alternative = re.sub(r"[\[\]\\`]", " ", attributes.get("alt", ""))
            pieces += (text[before : found.start()], f"![{' '.join(alternative.split())}]({attributes['src']})")
            before = found.end()
    return "".join((*pieces, text[before:]))


def _without_dead_links(text: str) -> tuple[str, list[str]]:
    """The text with each link that leads nowhere from a page of the site as words, and where these would have led.

    What content takes for a link is a link here; a backslash before its bracket makes words of it.
    """
    searched = _without_code(text)
    found = [(m.end(), m[1]) for pattern in (_INLINE, _REFERENCE) for m in pattern.finditer(searched)]
    dead = sorted((at, target) for at, target in found if not _LEADS_OUT.match(target))
    pieces: list[str] = []
    before = 0
    for at, _ in dead:
        pieces += (text[before:at], "\\")
        before = at
    return "".join((*pieces, text[before:])), [target for _, target in dead]


def _without_code(text: str) -> str:
    """The text with code replaced by blanks, as content does it, so that positions stay."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        is_code = bool(fence) or mark is not None
        if mark is not None and not fence:
            fence = mark[1]
        elif mark is not None and mark[1].startswith(fence):
            fence = ""
        lines.append(" " * len(line) if is_code else line)
    return _CODE.sub(lambda code: " " * len(code[0]), "\n".join(lines))


def _parted(text: str) -> Iterator[str]:
    """The lines, with an empty one wherever a table becomes too long."""
    rows = 0
    for line in text.split("\n"):
        rows = rows + 1 if _ROW.match(line) else 0
        if rows > LONGEST_TABLE:
            yield ""
            rows = 1
        yield line


def _cut(text: str, limit: int) -> str:
    """The beginning of a text that has more than so many bytes, to the end of a line where there is one."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) <= limit:
        return text
    beginning = data[:limit].decode("utf-8", "ignore")
    return beginning.rpartition("\n")[0] or beginning
