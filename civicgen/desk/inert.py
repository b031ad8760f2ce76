"""Untrusted text for titles, comments, commit messages and pull requests at the forge: it stays text. No I/O.

What the forge makes of a text (mentions, references, links, HTML, formulas, pictures) it does not make within code, so
citizens' words stand in code, where they also look like a quotation and not like words of ours. Commit messages and
mails know no code: so the signs that do something are kept apart by a space of no width as well.
"""

import re
import unicodedata

LINE_LIMIT = 200
BLOCK_LIMIT = 10_000
ELLIPSIS = "…"

_APART = "\u200b"
_JOINERS = "\u200c\u200d"  # of Persian, Indian scripts and emoji
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
_SMUGGLED = re.compile("[\U000e0000-\U000e0fff]")
_ACTIVE = re.compile(
    r"@(?=\w)"  # @name, @team/name, name@example.org
    r"|#(?=[0-9])"  # #12, owner/repository#12
    r"|\bGH-(?=[0-9])"
    r"|[0-9a-f]{6}(?=[0-9a-f])"  # a commit is known by seven digits or more
    r"|:(?=//)"
    r"|\bwww(?=\.)"
    r"|\b(?:mailto|xmpp|javascript|data)(?=:)"
    r"|<(?=[!?/a-z])"  # HTML and its comments, ours too
    r"|\[(?=\s*(?:skip|ci|no|actions)\b)"  # [skip ci] in a commit's message
    r"|\b(?:skip-checks|co-authored-by|signed-off-by)(?=\s*:)",
    re.IGNORECASE,
)


def inert_words(text: str, limit: int = LINE_LIMIT) -> str:
    """The text as plain words on one line, for titles and commit messages; cut with an ellipsis beyond `limit`.

    Not for Markdown: there `inert_line` makes code of it.
    """
    words = _on_one_line(text)
    if len(words) > limit:
        words = words[: limit - 1].rstrip() + ELLIPSIS
    return _kept_apart(words)


def inert_line(text: str, limit: int = LINE_LIMIT) -> str:
    """The text as code within a sentence, a list or a table's cell of Markdown."""
    words = inert_words(text, limit).replace("|", "¦")  # which would end a table's cell, even within code
    if not words:
        return "` `"
    fence = "`" * (_longest_run(words) + 1)
    space = " " if words[0] == "`" or words[-1] == "`" else ""
    return f"{fence}{space}{words}{space}{fence}"


def quoted(text: str, limit: int = BLOCK_LIMIT) -> str:
    """The text as a block of code, line by line, for the top level of a Markdown text; cut beyond `limit`."""
    lines = "\n".join(_visible(line) for line in text.splitlines()).strip("\n")
    if len(lines) > limit:
        lines = lines[: limit - 1].rstrip() + ELLIPSIS
    fence = "`" * max(3, _longest_run(lines) + 1)
    return f"{fence}text\n{_kept_apart(lines)}\n{fence}"


def literal(text: str) -> str:
    """An editor's text on one line of Markdown, with every sign as it stands there. Not for citizens' text.

    Addresses in it become links and names are mentioned, as an editor would expect.
    """
    words = re.sub(r"([\\`*_\[\]<>&|~$])", r"\\\1", _on_one_line(text))
    words = re.sub(r"^([#+\-=:])", r"\\\1", words)
    return re.sub(r"^([0-9]+)([.)])", r"\1\\\2", words)


def link(words: str, address: str) -> str:
    """A link in Markdown; `words` are Markdown already, the address is one that content accepted."""
    return f"[{words}](<{address}>)" if re.search(r"[()\\]", address) else f"[{words}]({address})"


def _kept_apart(text: str) -> str:
    return _ACTIVE.sub(lambda found: f"{found[0]}{_APART}", text)


def _on_one_line(text: str) -> str:
    return " ".join(_visible(" ".join(text.split())).split())


def _visible(text: str) -> str:
    """Without characters that nobody sees, or that turn the direction of writing; tabs become spaces."""
    text = _SMUGGLED.sub("", text.replace("\t", "    "))
    return "".join(c for c in text if c in _JOINERS or unicodedata.category(c) not in _INVISIBLE)


def _longest_run(text: str) -> int:
    return max(map(len, re.findall(r"`+", text)), default=0)
