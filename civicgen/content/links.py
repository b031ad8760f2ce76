"""Links in Markdown -> findings for those that lead nowhere, or where readers cannot follow. No I/O, no request.

Links to files below `content/` and to headings in them are checked. Addresses that end in `.html` are pages that the
site makes; the site's own build knows them.
"""

import ipaddress
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote, urlsplit

from civicgen.content.manuscript import LARGEST_BODY
from civicgen.model.findings import Finding, Place, Severity

_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_CODE = re.compile(r"`[^`\n]*`")
_INLINE = re.compile(r"\]\(\s*<?([^\s()<>]+)")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?([^\s<>]+)", re.MULTILINE)
_WEB = re.compile(r"https?://([^\s<>()\[\]\"'`/?#]+)[^\s<>()\[\]\"'`]*", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+([^\n]{1,500})", re.MULTILINE)
_NAMED = re.compile(r"(?:\{:?[^}\n]{0,200}#|\b(?:id|name)=[\"'])([A-Za-z][\w:.-]*)")
_MOST_FINDINGS = 50
_INTRANET = (".local", ".lan", ".intranet", ".internal", ".corp", ".home.arpa", ".localdomain")


@dataclass(slots=True)
class Library:
    """What links may lead to: the paths of all files, the bodies of the Markdown ones, and their anchors once asked."""

    paths: frozenset[str]
    bodies: Mapping[str, str]
    _anchors: dict[str, frozenset[str]] = field(default_factory=dict)

    def anchors(self, path: str) -> frozenset[str]:
        if path not in self._anchors:
            self._anchors[path] = frozenset(_anchors_of(self.bodies.get(path, "")))
        return self._anchors[path]


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one body that something may be wrong with, each with the number of lines above it.

    `targets` are those of Markdown links as written; `intranet` the web addresses that only one network knows.
    """

    targets: tuple[tuple[int, str], ...]
    intranet: tuple[tuple[int, str], ...]


NO_LINKS = Links((), ())


def check_links(file: str, links: Links, first_line: int, library: Library) -> Iterator[Finding]:
    """Findings for the links of one body, which begins on `first_line` of its file; the first of them, where many."""
    if links is not NO_LINKS:
        yield from islice(_check_all(file, links, first_line, library), _MOST_FINDINGS)


def find_links(body: str) -> Links:
    """The links of a body; what they lead to is another file's business."""
    if len(body) > LARGEST_BODY or not _may_have_links(body):
        return NO_LINKS
    text = _without_code(body)
    targets = sorted({(m.start(1), m[1]) for pattern in (_INLINE, _REFERENCE) for m in pattern.finditer(text)})
    intranet = [(m.start(), m[0]) for m in _WEB.finditer(text) if _is_intranet(m[1])]
    return Links(tuple(_with_lines(text, targets)), tuple(_with_lines(text, intranet)))


def _may_have_links(body: str) -> bool:
    # The single characters first: looking for one takes a tenth of the time of looking for two.
    return ("]" in body and ("](" in body or "]:" in body)) or ("/" in body and "://" in body)


def _with_lines(text: str, found: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Line numbers from 0 in place of positions, which come in their order."""
    line, before = 0, 0
    for position, written in found:
        line += text.count("\n", before, position)
        before = position
        yield line, written


def _check_all(file: str, links: Links, first_line: int, library: Library) -> Iterator[Finding]:
    for line, target in links.targets:
        problem = _problem_of(file, target, library)
        if problem is not None:
            code, message, hint, severity = problem
            place = Place(file=file, line=first_line + line)
            yield Finding(code=code, place=place, message=message, hint=hint, severity=severity)
    for line, address in links.intranet:
        yield Finding(
            code="intranet-link",
            place=Place(file=file, line=first_line + line),
            message=f"`{address[:80]}` can be opened within your own network only",
            hint="Put the document into `documents/`, or link to a public address.",
            severity=Severity.WARNING,
        )


def _problem_of(file: str, target: str, library: Library) -> tuple[str, str, str, Severity] | None:
    if _SCHEME.match(target) or target.startswith("//"):
        return _scheme_problem(target)
    path, _, anchor = target.partition("#")
    path = unquote(path.partition("?")[0])
    shown = f"`{target[:80]}`"
    if path.startswith("/"):
        hint = "Write it relative to this file, such as `documents/plan.pdf`."
        return (
            "absolute-link",
            f"{shown} breaks where the site is not at the root of its address",
            hint,
            Severity.WARNING,
        )
    if path.endswith(".html"):
        return None
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
    if resolved not in library.paths:
        hint = "Correct the path; it counts from the folder of this file."
        return "missing-page", f"{shown} leads to no file", hint, Severity.ERROR
    if anchor and resolved.endswith(".md") and unquote(anchor).lower() not in library.anchors(resolved):
        hint = "Write the heading in small letters with hyphens, such as `#how-it-works`."
        return "missing-anchor", f"{shown} leads to no heading", hint, Severity.ERROR
    return None


def _scheme_problem(target: str) -> tuple[str, str, str, Severity] | None:
    if target.lower().startswith(("http://", "https://", "mailto:")):
        return None
    hint = "Write an address that begins with https:// or mailto:."
    return "link-kind", f"`{target[:80]}` is not shown as a link", hint, Severity.WARNING


@lru_cache(maxsize=1024)
def _is_intranet(authority: str) -> bool:
    """Whether a host, as it stands in an address with user and port, is known within one network only."""
    try:
        host = (urlsplit(f"//{authority}").hostname or "").rstrip(".")
    except ValueError:
        return False
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return bool(host) and ("." not in host or host.endswith(_INTRANET))


def _without_code(body: str) -> str:
    """The body with code replaced by blanks, so that lines stay where they are."""
    if "```" in body or "~~~" in body:
        lines, fence = [], ""
        for line in body.split("\n"):
            mark = _FENCE.match(line)
            is_code = bool(fence) or mark is not None
            if mark is not None and not fence:
                fence = mark[1]
            elif mark is not None and mark[1].startswith(fence):
                fence = ""
            lines.append("" if is_code else line)
        body = "\n".join(lines)
    return _CODE.sub(lambda code: " " * len(code[0]), body) if "`" in body else body


def _anchors_of(body: str) -> Iterator[str]:
    """The anchors of headings, as the forge and as the engine would make them, and those given by hand."""
    seen: dict[str, int] = {}
    for heading in _HEADING.finditer(body):
        words = re.sub(r"\{[^}]*\}|[`*_]|\]\([^)]*\)", "", heading[1].rstrip(" \t#")).replace("[", "")
        for anchor in {_forge_anchor(words), _engine_anchor(words)}:
            count = seen.get(anchor, 0)
            seen[anchor] = count + 1
            yield anchor
            if count:
                yield f"{anchor}-{count}"
                yield f"{anchor}_{count}"
    for named in _NAMED.finditer(body):
        yield named[1].lower()


def _forge_anchor(words: str) -> str:
    return re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")


def _engine_anchor(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
