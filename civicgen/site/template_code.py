"""The Python code that templates become: what jinja2 writes, less what ours do not need. Template in, code out; no I/O.

Jinja2 compiles a template to a Python module. For each value its code asks what to do if it is a mapping, for each
call whether the function wants the context, for each text whether it must be escaped in this place. None of that varies
here: values are frozen types, functions take plain values, everything is escaped. So that code is written shorter:

- `page.title` becomes the attribute `page.title`;
- a call becomes a call, and a macro is called with its values one by one;
- words of the catalogue become part of the template: `{{ t("home.asks", authority=name) }}` becomes a piece of text,
  the escaped name, and another piece of text;
- what is shown is escaped without being marked as safe, because it is joined at once.

Jinja2's own code is the definition. Where the shorter code misses an attribute, the page is made again by jinja2's
(see `Templates.render`), which finds it in a mapping or says what is missing.
"""

from keyword import iskeyword
from typing import Any

import jinja2.runtime
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer

from civicgen.site.catalogue import Catalogue
from civicgen.site.escaping import escaped, safe

_INSTEAD = f"""
from {escaped.__module__} import {escaped.__name__} as escape
from {__name__} import joined as markup_join, Macro"""
"""Gives names that jinja2's code uses their meaning in ours. It stands behind jinja2's own import, at the end, so that
the lines of its code stay where its messages look for them."""


def joined(parts: tuple[Any, ...]) -> str:
    """What `~` makes of its parts. Nearly always they are plain text, such as the parts of a figure's name."""
    for part in parts:
        if type(part) is not str:
            return jinja2.runtime.markup_join(parts)
    return "".join(parts)


class Macro(jinja2.runtime.Macro):
    """A macro that takes its values one by one, as nearly all calls give them."""

    def __init__(self, *made_of: Any) -> None:
        super().__init__(*made_of)
        takes_more = self.catch_kwargs or self.catch_varargs or self.caller
        self._is_simple = self._default_autoescape and not takes_more

    def __call__(self, *values: Any, **named: Any) -> str:
        left_out = self._argument_count - len(values)
        if named or left_out < 0 or not self._is_simple:
            return super().__call__(*values, **named)
        return safe(self._func(*values, *[missing] * left_out) if left_out else self._func(*values))


class Words(NodeTransformer):
    """Puts the words of the catalogue into a template: they are the same on every page."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:  # noqa: N802  # jinja2 finds it by this name
        """`t("key", who=name)` becomes words and values in turn, `a if b` becomes `{% if b %}{{ a }}{% endif %}`."""
        made: list[nodes.Node] = []
        for each in node.nodes:
            shown = _choice_first(each)
            if isinstance(shown, nodes.CondExpr):
                either, other = self._shown(shown.expr1), self._shown(shown.expr2)
                made.append(nodes.If(shown.test, either, [], other, lineno=node.lineno))
            elif made and isinstance(made[-1], nodes.Output):
                made[-1].nodes += self._words_and_values(shown)
            else:
                made.append(nodes.Output(self._words_and_values(shown), lineno=node.lineno))
        return made

    def _shown(self, value: nodes.Expr | None) -> list[nodes.Node]:
        return [] if value is None else self.visit_Output(nodes.Output([value], lineno=value.lineno))

    def _words_and_values(self, node: nodes.Expr) -> list[nodes.Expr]:
        match node:
            case nodes.Call(
                node=nodes.Name(name="t"), args=[nodes.Const(value=str(key))], dyn_args=None, dyn_kwargs=None
            ) if self._catalogue.has(key):
                words = self._catalogue.words(key)
                values = {each.key: each.value for each in node.kwargs}
                if sorted(values) == sorted(place for place, _ in words.rest):  # otherwise `t` says what is missing
                    made: list[nodes.Expr] = [nodes.TemplateData(words.first)]
                    for place, following in words.rest:
                        made += [values[place], nodes.TemplateData(following)]
                    return made
        return [node]


def _choice_first(node: nodes.Expr) -> nodes.Expr:
    """`t("a" if b else "c")` as `t("a") if b else t("c")`, both of which may be words; anything else as it is."""
    match node:
        case nodes.Call(args=[nodes.CondExpr(expr2=nodes.Expr()) as key], dyn_args=None, dyn_kwargs=None):
            either, other = (
                nodes.Call(node.node, [each], node.kwargs, None, None, lineno=node.lineno)
                for each in (key.expr1, key.expr2)
            )
            return nodes.CondExpr(key.test, either, other, lineno=node.lineno)
    return node


class Code(CodeGenerator):
    """Writes attributes and calls as they are."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # as above
        is_number = isinstance(node.node, nodes.Const)
        if is_number or iskeyword(node.attr) or not node.attr.isascii():  # Python would read it differently
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

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


class _Template(Template):
    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Its macros, for templates that import them. All see the same functions, so that they are made once."""
        return self._module or super()._get_default_module(ctx)


class ShortEnvironment(Environment):
    """Jinja2, with shorter code and less to do for each page."""

    code_generator_class = Code
    template_class = _Template

    def __init__(self, catalogue: Catalogue, **options: Any) -> None:
        super().__init__(**options)
        self._words = Words(catalogue)
        self._loaded: dict[str, Template] = {}

    def get_template(self, name: Any, *others: Any, **more: Any) -> Template:
        """The template of that name, which a build loads once."""
        loaded = self._loaded.get(name)
        if loaded is None:
            loaded = self._loaded[name] = super().get_template(name, *others, **more)
        return loaded

    def make_globals(self, d: Any) -> Any:
        """Our functions themselves: jinja2 would look them up through a chain for each page."""
        return self.globals if d is None else super().make_globals(d)

    def _generate(self, source: nodes.Template, *names: Any, **options: Any) -> str:
        code = super()._generate(self._words.visit(source), *names, **options)
        return code + _INSTEAD
