"""The files of `.github/ISSUE_TEMPLATE/` -> forms, and what is wrong with those that the forge would not show. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec
import yaml

from civicgen.rehearsal.forms.form import Config, Dropdown, Form, Markdown

FOLDER = ".github/ISSUE_TEMPLATE"
LARGEST = 256 * 1024
_CONFIG = ("config.yml", "config.yaml")
T = TypeVar("T")


class Chooser(msgspec.Struct, frozen=True, kw_only=True):
    """What a person can choose from. `forms` are by file name; `problems` are (file name, what is wrong)."""

    config: Config = Config()
    forms: dict[str, Form] = {}
    problems: tuple[tuple[str, str], ...] = ()


def read_chooser(files: Mapping[str, bytes]) -> Chooser:
    """What these files, named by their path or their name, give to choose from, in the order of their names."""
    config = Config()
    forms: dict[str, Form] = {}
    problems: list[tuple[str, str]] = []
    by_name = {path.rpartition("/")[2]: text for path, text in files.items()}
    for name in sorted(by_name):
        if not name.endswith((".yml", ".yaml")):
            continue
        try:
            if name in _CONFIG:
                config = _read(by_name[name], Config)
                continue
            form = _read(by_name[name], Form)
        except ValueError as problem:
            problems.append((name, str(problem)))
            continue
        found = [(name, said) for said in _problems(form)]
        problems += found
        if not found:
            forms[name] = form
    return Chooser(config=config, forms=forms, problems=tuple(problems))


def _read(text: bytes, kind: type[T]) -> T:
    """The file's content. Raises ValueError."""
    if len(text) > LARGEST:
        raise ValueError(f"it is larger than {LARGEST} bytes")
    try:
        told: Any = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as problem:
        raise ValueError(f"it is no YAML: {problem}") from None
    return msgspec.convert(told, kind)


def _problems(form: Form) -> Iterator[str]:
    """What the forge objects to besides the shape."""
    if all(isinstance(element, Markdown) for element in form.body):
        yield "`body` must contain at least one element that is not markdown"
    ids = [element.id for element in form.body if element.id is not None]
    for doubled in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        yield f"`id` must be unique: {doubled}"
    labels = [question.attributes.label for _, question in form.questions]
    for doubled in sorted({label for label in labels if labels.count(label) > 1}):
        yield f"`label` must be unique: {doubled}"
    for _, question in form.questions:
        if isinstance(question, Dropdown):
            yield from _problems_of_options(question)


def _problems_of_options(question: Dropdown) -> Iterator[str]:
    options, label = question.options, question.attributes.label
    if len(set(options)) < len(options):
        yield f"`options` must be unique: {label}"
    if any(option.lower() == "none" for option in options):
        yield f"`options` must not include the reserved word, none: {label}"
    default = question.attributes.default
    if default is not None and not 0 <= default < len(options):
        yield f"`default` must be the place of an option, counted from 0: {label}"
