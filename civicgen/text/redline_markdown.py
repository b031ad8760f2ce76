"""A redline as Markdown that the forge shows: a block of code, in which no text can be anything but text. No I/O.

Lines begin with `-` and `+`, and words that went or came stand in `[-...-]` and `{+...+}`, as `git diff` writes them:
it reads without colours. A text that holds such marks itself gets longer ones.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from civicgen.text.redline import Fate, Part, Redline
from civicgen.text.terminal import show_controls

MOST_LINES = 120
WIDTH = 120

_LINE_END = re.compile(r"\r\n|\r|\n")
_PIECE = re.compile(rf"\S{{1,{WIDTH}}}\s{{0,8}}|\s{{1,8}}")
_LONGEST_MARK = 8
_AROUND = 3
_FEWEST = 10
_NEAR = 200
_SIDES = (("-", Fate.ADDED), ("+", Fate.REMOVED))

_Marks = Mapping[Fate, tuple[str, str]]


def redline_as_markdown(difference: Redline, *, lines: int = MOST_LINES) -> str:
    """The changed blocks, each with a look at the one before and after it, in at most about that many lines.

    '' where nothing changed, not even spaces.
    """
    if all(part.is_kept for part in difference.parts):
        return ""
    shown = _lines(difference, lines) if difference.changed else ["@@ only spaces and line ends changed @@"]
    fence = "`" * max(3, 1 + max((len(run) for line in shown for run in re.findall("`+", line)), default=0))
    return "\n".join((f"{fence}diff", *shown, fence))


def _lines(difference: Redline, most: int) -> list[str]:
    marks = _marks(difference)
    is_changed = [part.differs_in_words for part in difference.parts]
    untold, passed_over = sum(is_changed), 0
    lines: list[str] = []
    for number, part in enumerate(difference.parts):
        if not any(is_changed[max(0, number - 1) : number + 2]):
            passed_over += 1
            continue
        if untold and len(lines) >= most:
            lines.append(f"@@ and {_counted(untold, 'more changed part')} @@")
            return lines
        if passed_over:
            lines.append(f"@@ {_counted(passed_over, 'part')} unchanged @@")
            passed_over = 0
        if is_changed[number]:
            untold -= 1
            lines += _of_changed(part, marks, max(min(most - len(lines), most // 2 if untold else most), _FEWEST))
        else:
            lines += _shortened(_signed(" ", _text(part, Fate.REMOVED, None)), _AROUND)
    if passed_over:
        lines.append(f"@@ {_counted(passed_over, 'part')} unchanged @@")
    return lines


def _of_changed(part: Part, marks: _Marks | None, most: int) -> Iterator[str]:
    """A block as it was and as it is; where both are long, half of the lines for each."""
    fates = {run.fate for run in part.runs}
    sides = [(sign, without) for sign, without in _SIDES if fates != {without}]
    for sign, without in sides:
        text = _text(part, without, marks if len(sides) > 1 else None)
        yield from _shortened(_signed(sign, text), most // len(sides))


def _text(part: Part, without: Fate, marks: _Marks | None) -> str:
    """One of the two versions of a block, with the words marked that the other does not have."""
    pieces = []
    for run in part.runs:
        words = run.text.rstrip()
        if run.fate is without:
            continue
        if marks is None or not words:
            pieces.append(run.text)
        elif run.fate is Fate.KEPT:
            pieces.append(_around(run.text))
        else:
            beginning, end = marks[run.fate]
            pieces.append(f"{beginning}{words}{end}{run.text[len(words) :]}")
    return "".join(pieces)


def _around(kept: str) -> str:
    """Of a long text between two changes its beginning and its end, so that a change deep within a block is seen."""
    return kept if len(kept) <= 3 * _NEAR else f"{kept[:_NEAR]} (…) {kept[-_NEAR:]}"


def _marks(difference: Redline) -> _Marks | None:
    """Beginning and end of words that went, and of words that came, as no text has them; None where texts have all."""
    texts = (difference.before, difference.after)
    for length in range(1, _LONGEST_MARK + 1):
        minus, plus = "-" * length, "+" * length
        removed, added = (f"[{minus}", f"{minus}]"), (f"{{{plus}", f"{plus}}}")
        if not any(mark in text for mark in (*removed, *added) for text in texts):
            return {Fate.REMOVED: removed, Fate.ADDED: added}
    return None


def _signed(sign: str, text: str) -> Iterator[str]:
    for line in _LINE_END.split(text.rstrip()):
        for piece in _wrapped(show_controls(line.replace("\t", "    "))):
            yield f"{sign} {piece}".rstrip()


def _wrapped(line: str) -> Iterator[str]:
    """A line in pieces of a width that can be read without scrolling sideways; cut between words where that goes."""
    current = ""
    for piece in _PIECE.findall(line):
        if current and len(current) + len(piece.rstrip()) > WIDTH:
            yield current
            current = ""
        current += piece
    yield current


def _shortened(lines: Iterable[str], most: int) -> Iterator[str]:
    kept = list(lines)
    yield from kept[:most]
    if len(kept) > most:
        yield f"@@ and {_counted(len(kept) - most, 'more line')} @@"


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
