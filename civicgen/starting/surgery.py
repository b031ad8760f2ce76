"""Front matter with one thing changed and every other byte kept: comments, order, quotes, line ends. Text in, text out.

Where a value stands is told by a YAML parser, so nothing is guessed from the look of a line. After every cut the front
matter is read again: holds it anything but the old values and the change, the cut is refused. No I/O.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from civicgen.starting.written import entry as written_entry
from civicgen.starting.written import quoted, scalar

Path: TypeAlias = tuple[str | int, ...]

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_SPACE = " \t\n"


class SurgeryError(Exception):
    """This front matter cannot be changed by a machine; the message says why. Never leaves this room."""


def value_at(text: str, path: Path) -> str | None:
    """The words that stand at a path in a file's front matter; None where there are none."""
    node = _node_at(_Front.of(text).root, path)
    return node.value if isinstance(node, yaml.ScalarNode) else None


def length_at(text: str, path: Path) -> int:
    """The number of entries of the list at a path; 0 where there is none."""
    node = _node_at(_Front.of(text).root, path)
    return len(node.value) if isinstance(node, yaml.SequenceNode) else 0


def set_value(text: str, path: Path, value: str) -> str:
    """The file with the words at a path replaced, in the quotes that they had; a top key that is missing is added.

    Raises:
        SurgeryError: there is something else than words, or the front matter has an unusual form.
    """
    front = _Front.of(text)
    node = _node_at(front.root, path)
    expected = _changed(_plain(front.root), path, value)
    if node is None:
        if len(path) != 1:
            raise SurgeryError(f"there is no {_named(path)}")
        cut = _new_key(front, f"{path[0]}: {scalar(value)}")
    elif isinstance(node, yaml.ScalarNode):
        cut = _replacement(front, node, path, value)
    else:
        raise SurgeryError(f"{_named(path)} is a list or has keys below it")
    return front.operated(cut, expected)


Entry: TypeAlias = "Mapping[str, str] | str"
"""What a list holds: words by their keys, or words alone."""


def add_entry(text: str, key: str, entry: Entry) -> str:
    """The file with an entry of words added at the end of the list below a top key, which is made where it is missing.

    Raises:
        SurgeryError: there is something else than a list, or the front matter has an unusual form.
    """
    front = _Front.of(text)
    node = _node_at(front.root, (key,))
    before = _plain(front.root)
    entries = before.get(key)
    added = entry if isinstance(entry, str) else dict(entry)
    expected = {**before, key: [*(entries if isinstance(entries, list) else ()), added]}
    if node is None:
        indent = front.root.start_mark.column + 2
        cut = _new_key(front, f"{key}:\n{written_entry(entry, indent=indent)}")
    elif isinstance(node, yaml.SequenceNode):
        cut = _in_brackets(node, entry) if node.flow_style else _below(front, node, entry)
    elif not isinstance(node, yaml.ScalarNode):
        raise SurgeryError(f"`{key}` has keys below it and is no list")
    elif not node.value:
        end = front.line_end(node.end_mark.index)
        indent = front.root.start_mark.column + 2
        cut = _Cut(end, end, "\n" + written_entry(entry, indent=indent))
    elif node.style is None and node.value.lower() in ("~", "null"):
        cut = _Cut(node.start_mark.index, node.end_mark.index, f"[{_bracketed(entry)}]")
    else:
        raise SurgeryError(f"`{key}` is no list")
    return front.operated(cut, expected)


def add_to_document(text: str, key: str, entry: Entry) -> str:
    """The same for a file that is YAML from its first line to its last, such as `moderation.yml`."""
    newline = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
    opening, closing = f"---{newline}", f"---{newline}"
    ended = text if not text or text.endswith(newline) else text + newline
    after = add_entry(f"{opening}{ended}{closing}", key, entry)
    return after[len(opening) : -len(closing)]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Characters from `start` to before `end` of the front matter give way to `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class _Front:
    """A file's text, its front matter with plain line ends, and where in the text each character of that stands."""

    text: str
    yaml: str
    offsets: Sequence[int]
    root: Any

    @classmethod
    def of(cls, text: str) -> "_Front":
        mark = len(text) - len(text.removeprefix("\ufeff"))
        whole = text[mark:].replace("\r\n", "\n").replace("\r", "\n")
        leading = len(whole) - len(whole.lstrip())
        opening = _FENCE.match(whole, leading)
        closing = opening and _FENCE.search(whole, opening.end())
        if opening is None or closing is None:
            raise SurgeryError("the file has no front matter")
        begins, ends = opening.end() + 1, closing.start()
        if ends < begins:
            raise SurgeryError("the front matter is empty")
        offsets = _raw_offsets(text, mark)
        return cls(text, whole[begins:ends], offsets[begins : ends + 1], _composed(whole[begins:ends]))

    def operated(self, cut: _Cut, expected: object) -> str:
        """The whole text after a cut, with the line ends that it has."""
        after = self.yaml[: cut.start] + cut.new + self.yaml[cut.end :]
        if _FENCE.search(after) is not None or _plain(_composed(after)) != expected:
            raise SurgeryError("its front matter has a form in which more would change than was meant")
        newline = next((end for end in ("\r\n", "\n", "\r") if end in self.text), "\n")
        start, end = self.offsets[cut.start], self.offsets[cut.end]
        return self.text[:start] + cut.new.replace("\n", newline) + self.text[end:]

    def line_end(self, position: int) -> int:
        """The end of the line on which a position is, without its line end."""
        end = self.yaml.find("\n", position)
        return len(self.yaml) if end < 0 else end


def _raw_offsets(text: str, start: int) -> list[int]:
    if "\r" not in text:
        return list(range(start, len(text) + 1))
    offsets, position = [], start
    while position < len(text):
        offsets.append(position)
        position += 2 if text.startswith("\r\n", position) else 1
    return [*offsets, len(text)]


def _composed(text: str) -> Any:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as problem:
        raise SurgeryError("its front matter cannot be read") from problem
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise SurgeryError("its front matter is not written as one key a line")
    return root


def _plain(node: Any) -> Any:
    """What a node holds: words, lists and keys."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    return node.value


def _node_at(node: Any, path: Path) -> Any:
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _changed(value: Any, path: Path, new: str) -> Any:
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, list):
        return [_changed(old, rest, new) if at == step else old for at, old in enumerate(value)]
    return {**value, step: _changed(value.get(step), rest, new)}


def _new_key(front: _Front, lines: str) -> _Cut:
    margin = " " * front.root.start_mark.column
    missing_end = "" if not front.yaml or front.yaml.endswith("\n") else "\n"
    return _Cut(len(front.yaml), len(front.yaml), f"{missing_end}{margin}{lines}\n")


def _replacement(front: _Front, node: Any, path: Path, value: str) -> _Cut:
    start, end = node.start_mark.index, node.end_mark.index
    end = start + len(front.yaml[start:end].rstrip(_SPACE))  # a block of lines ends where the next key begins
    if node.style == '"':
        new = quoted(value)
    elif node.style == "'" and value.isprintable():
        new = "'" + value.replace("'", "''") + "'"
    else:
        new = scalar(value, in_flow=_is_in_brackets(front.root, path))
    gap = " " if start == end and front.yaml[start - 1] not in _SPACE else ""
    return _Cut(start, end, gap + new)


def _is_in_brackets(root: Any, path: Path) -> bool:
    return any(getattr(_node_at(root, path[:length]), "flow_style", False) for length in range(len(path)))


def _in_brackets(node: Any, entry: Entry) -> _Cut:
    """At the end of a list in brackets: behind its last entry, or right behind the opening bracket."""
    new = _bracketed(entry)
    if not node.value:
        return _Cut(node.start_mark.index + 1, node.start_mark.index + 1, new)
    end = node.value[-1].end_mark.index
    return _Cut(end, end, f", {new}")


def _bracketed(entry: Entry) -> str:
    if isinstance(entry, str):
        return scalar(entry, in_flow=True)
    return "{" + ", ".join(f"{key}: {scalar(words, in_flow=True)}" for key, words in entry.items()) + "}"


def _below(front: _Front, node: Any, entry: Entry) -> _Cut:
    """Below the last line of a list with dashes, at their column."""
    last = node
    while not isinstance(last, yaml.ScalarNode) and not last.flow_style and last.value:
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    end = last.end_mark.index
    while isinstance(last, yaml.ScalarNode) and last.style in ("|", ">") and end and front.yaml[end - 1] == "\n":
        end -= 1
    end = front.line_end(end)
    return _Cut(end, end, "\n" + written_entry(entry, indent=node.start_mark.column))


def _named(path: Path) -> str:
    return "`" + ".".join(str(step + 1) if isinstance(step, int) else step for step in path) + "`"
