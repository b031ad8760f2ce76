"""Templates: page data in, safe HTML out. Reads template files, and keeps compiled ones in a folder that it is given.

Templates hold no logic beyond if and for. They get one page's frozen data as `page`, the way to the site's root as
`root`, and these functions: `t` and `tn` (words of the catalogue), `figure` (a named number), `when`, `day`, `size`.

They are not sandboxed: they come from the package or from the portal's own `site_overrides/civic/`, next to which
MkDocs runs the theme's overrides as they are. What citizens write is a value, never a template, and is escaped
wherever it is shown; the output policy looks at the result (decision 0008).
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from civicgen.errors import ConfigurationError
from civicgen.site import template_code
from civicgen.site.catalogue import Catalogue
from civicgen.site.template_code import ShortEnvironment
from civicgen.site.template_functions import Numbers, Times, cost_words, size_words

OVERRIDES = "site_overrides/civic"
COMPILED = ".civicgen/templates"
"""Where a portal may keep its compiled templates; the folder may be deleted at any time."""


class Templates:
    """The templates of one build; those in `site_overrides/civic/` win over ours."""

    def __init__(self, root: Path, catalogue: Catalogue, *, compiled: Path | None = None) -> None:
        """`compiled` is a folder to keep compiled templates in; they are the slowest part of a small build."""
        self._root = root
        self._numbers = Numbers(catalogue)
        self._functions = _functions(catalogue, self._numbers)
        self._short = ShortEnvironment(
            catalogue,
            **_settings(root),
            autoescape=True,
            bytecode_cache=_Compiled(compiled, catalogue) if compiled else None,
        )
        self._short.globals |= self._functions

    @cached_property
    def definition(self) -> Environment:
        """Templates as jinja2 itself compiles them, which is what the shorter code must amount to."""
        made = Environment(**_settings(self._root), autoescape=True)
        made.globals |= self._functions
        return made

    def render(
        self, name: str, *, address: str, figures: Mapping[str, int], own_prefix: str = "", **values: object
    ) -> str:
        """What the template `name` makes of `values`, for the page at `address`.

        It may name those of the `figures` whose names begin with `own_prefix`.

        Raises:
            ConfigurationError: the template is missing or wrong, or names what it is not given.
        """
        self._numbers.turn_to(figures, own_prefix)
        try:
            try:
                return self._short.get_template(name).render(values)
            except AttributeError:  # in a mapping, or missing: jinja2's own code looks there, or says so
                return self.definition.get_template(name).render(values)
        except jinja2.TemplateError as problem:
            place = f"line {problem.lineno}: " if isinstance(problem, jinja2.TemplateSyntaxError) else ""
            raise ConfigurationError(
                f"template {name} failed on {address}: {place}{problem}; mend it in site_overrides/civic"
            ) from problem

    def make_ready(self, *names: str) -> None:
        """Compile these templates, or all, so that copies of this process need not each do so.

        One that is wrong is told of by the page that needs it.
        """
        for name in names or self._short.list_templates(extensions=["html"]):
            with suppress(jinja2.TemplateError):
                self._short.get_template(name)


def _settings(root: Path) -> dict[str, Any]:
    return {
        "loader": ChoiceLoader([FileSystemLoader(root / OVERRIDES), PackageLoader("civicgen.site", "templates")]),
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": False,  # a build reads each template once
    }


def _functions(catalogue: Catalogue, numbers: Numbers) -> dict[str, Callable[..., Any]]:
    times = Times(catalogue)
    return {
        "t": catalogue.text,
        "has_words": catalogue.has,
        "figure": numbers.figure,
        "number": numbers.number,
        "tn": numbers.plural,
        "tn_plain": numbers.plural_plain,
        "once": lru_cache(256)(numbers.without),
        "when": times.when,
        "day": times.day,
        "cost": lambda cost: cost_words(cost, catalogue),
        "size": lambda octets: size_words(octets, catalogue),
    }


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, valid for the words, the program and the jinja2 that they were made with."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        super().__init__(str(folder), f"{catalogue.language}-%s.compiled")
        made_with = [
            jinja2.__version__,
            *(Path(each).read_text(encoding="utf-8") for each in (__file__, template_code.__file__)),
            repr(sorted(catalogue.entries.items())),
        ]
        self._made_with = hashlib.sha256("\0".join(made_with).encode()).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(self._made_with + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # what lies there is not what was kept, so it is made anew
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a folder that cannot be written costs time, nothing else
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
