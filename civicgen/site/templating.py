"""Templates: page data in, safe HTML out. Reads template files, and keeps compiled ones in a folder that it is given.

Templates hold no logic beyond if and for. They get one page's frozen data as `page`, the way to the site's root as
`root`, and these functions: `t` and `tn` (words of the catalogue), `figure` (a named number), `when`, `day`, `size`.

They are not sandboxed: they come from the package or from the portal's own `site_overrides/civic/`, next to which
MkDocs runs the theme's overrides as they are. What citizens write is a value, never a template, and is escaped
wherever it is shown; the output policy looks at the result (decision 0008).
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from keyword import iskeyword
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from civicgen.errors import ConfigurationError
from civicgen.site.catalogue import Catalogue
from civicgen.site.template_functions import Numbers, Times, cost_words, size_words

OVERRIDES = "site_overrides/civic"
COMPILED = ".civicgen/templates"
"""Where a portal may keep its compiled templates; the folder may be deleted at any time."""


class Templates:
    """The templates of one build; those in `site_overrides/civic/` win over ours."""

    def __init__(self, root: Path, catalogue: Catalogue, *, compiled: Path | None = None) -> None:
        """`compiled` is a folder to keep compiled templates in; they are the slowest part of a small build."""
        self._numbers = Numbers(catalogue)
        self._environment = _environment(root, catalogue, self._numbers, compiled)

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
            return self._environment.get_template(name).render(values)
        except jinja2.TemplateError as problem:
            place = f"line {problem.lineno}: " if isinstance(problem, jinja2.TemplateSyntaxError) else ""
            raise ConfigurationError(
                f"template {name} failed on {address}: {place}{problem}; mend it in site_overrides/civic"
            ) from problem

    def make_ready(self, *names: str) -> None:
        """Compile these templates, or all, so that copies of this process need not each do so.

        One that is wrong is told of by the page that needs it.
        """
        for name in names or self._environment.list_templates(extensions=["html"]):
            with suppress(jinja2.TemplateError):
                self._environment.get_template(name)


def _environment(root: Path, catalogue: Catalogue, numbers: Numbers, compiled: Path | None) -> "_Environment":
    made = _Environment(
        loader=ChoiceLoader([FileSystemLoader(root / OVERRIDES), PackageLoader("civicgen.site", "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a build reads each template once
        bytecode_cache=_Compiled(compiled, catalogue) if compiled else None,
    )
    times = Times(catalogue)
    made.catalogue = catalogue
    made.globals |= {
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
    return made


def escape(value: object) -> Markup:
    """What markupsafe makes of a value, without a copy of what is safe already: that is every second thing shown."""
    return value if type(value) is Markup else markupsafe.escape(value)


class _Words(NodeTransformer):
    """Replaces `t("key")` without values by the words: they are the same on every page."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  # jinja2 finds it by this name
        self.generic_visit(node)
        has_values = node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None
        match node.node, node.args:
            case nodes.Name(name="t"), [nodes.Const(value=str(key))] if not has_values and self._catalogue.has(key):
                return nodes.MarkSafe(nodes.Const(str(self._catalogue.text(key))), lineno=node.lineno)
        return node


class _Calls(CodeGenerator):
    """Writes calls as plain calls: jinja2 asks at each one whether the function wants its context, and none does."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802  # as above
        is_plain = (
            node.dyn_args is None and node.dyn_kwargs is None and not any(iskeyword(each.key) for each in node.kwargs)
        )
        if forward_caller or not is_plain:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write(")")


class _Environment(Environment):
    """Jinja2, with less to do for each page."""

    code_generator_class = _Calls
    catalogue: Catalogue

    def make_globals(self, d: Any) -> Any:
        """Our functions themselves: jinja2 would look them up through a chain for each page."""
        return self.globals if d is None else super().make_globals(d)

    def _generate(self, source: nodes.Template, *names: Any, **options: Any) -> str:
        code = super()._generate(_Words(self.catalogue).visit(source), *names, **options)
        # Behind jinja2's own import, so that the lines of its code stay where its messages look for them.
        return f"{code}\nfrom {escape.__module__} import {escape.__name__}"


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, valid for the words, the program and the jinja2 that they were made with."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        super().__init__(str(folder), f"{catalogue.language}-%s.compiled")
        made_with = [
            jinja2.__version__,
            Path(__file__).read_text(encoding="utf-8"),
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
