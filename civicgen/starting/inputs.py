"""What a button asks for, and reading what was given: texts by name in, sound texts out, or doubts. No I/O."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from civicgen.model.content import Content
from civicgen.model.times import Instant
from civicgen.starting.plans import Doubt, DoubtError, Plan, Refused, Standing

Values = Mapping[str, str]
"""Every input of a button by its name; '' where nothing was given."""

_LONGEST_LINE = 1_000
_LONGEST_TEXT = 100_000
_KEPT = frozenset("\n\t")


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a button asks for.

    `question` is asked at a terminal and labels a field; `hint` says what to write, or what holds where it is left out.
    `is_long`: a text of several lines. `choices` are the only words allowed, where there are any.
    """

    name: str
    question: str
    hint: str = ""
    is_required: bool = False
    is_long: bool = False
    choices: tuple[str, ...] = ()


Make = Callable[[Values, Standing, Instant], Plan]
Confirm = Callable[[Values, Content, Content, Instant], Iterator[Doubt]]


def nothing_to_confirm(values: Values, before: Content, after: Content, at: Instant) -> Iterator[Doubt]:
    """The checks of content say all there is to say."""
    yield from ()


class Button(msgspec.Struct, frozen=True, kw_only=True):
    """What an editor can do in one step.

    `make` makes a plan of sound values, or raises DoubtError. `confirm` compares content as it was with content as the
    strict reader reads it after the plan, and doubts what was not meant.
    """

    does: str
    inputs: tuple[Input, ...]
    make: Make
    confirm: Confirm = nothing_to_confirm

    def plan(self, inputs: Mapping[str, str], standing: Standing, at: Instant) -> Plan | Refused:
        """What to write for these inputs, at a moment; or all that is doubtful about them."""
        try:
            return self.make(read_inputs(self.inputs, inputs), standing, at)
        except DoubtError as problem:
            return Refused(doubts=problem.doubts)

    def doubts(self, inputs: Mapping[str, str], before: Content, after: Content, at: Instant) -> Iterator[Doubt]:
        """What the plan for these inputs, made at a moment, did to content that was not meant."""
        return self.confirm(read_inputs(self.inputs, inputs), before, after, at)


def read_inputs(inputs: Sequence[Input], given: Mapping[str, str]) -> Values:
    """The values by name, without space around them and with plain line ends.

    Raises:
        DoubtError: with everything that is missing, unknown or cannot be written down.
    """
    values = {asked.name: _tidied(given.get(asked.name, "")) for asked in inputs}
    doubts = [*_unknown(inputs, given)]
    for asked in inputs:
        doubts.extend(_doubts_about(asked, values[asked.name]))
    if doubts:
        raise DoubtError(*doubts)
    return values


def words_in(text: str) -> tuple[str, ...]:
    """The entries of a list that was written on one line, separated by commas; each once."""
    return tuple(dict.fromkeys(entry for part in text.split(",") if (entry := part.strip())))


def _tidied(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _unknown(inputs: Sequence[Input], given: Mapping[str, str]) -> Iterator[Doubt]:
    known = [asked.name for asked in inputs]
    for name in given:
        if name not in known:
            yield Doubt(input=name, message=f"there is no input `{name[:60]}`", hint=f"There are {', '.join(known)}.")


def _doubts_about(asked: Input, text: str) -> Iterator[Doubt]:
    def said(message: str, hint: str) -> Doubt:
        return Doubt(input=asked.name, message=message, hint=hint)

    if not text:
        if asked.is_required:
            yield said(f"missing: {asked.question}", asked.hint or "Write it.")
        return
    if asked.choices and text not in asked.choices:
        yield said(f"`{asked.name}` is `{text[:60]}`", f"Write one of: {', '.join(asked.choices)}.")
    limit = _LONGEST_TEXT if asked.is_long else _LONGEST_LINE
    if len(text) > limit:
        yield said(f"`{asked.name}` has {len(text):,} characters; at most {limit:,} are taken", "Shorten it.")
    if "\n" in text and not asked.is_long:
        yield said(f"`{asked.name}` has more than one line", "Write it on one line.")
    strange = next((c for c in text if c not in _KEPT and unicodedata.category(c) in ("Cc", "Cs")), None)
    if strange is not None:
        yield said(f"`{asked.name}` holds an invisible control character", "Type the text again.")
