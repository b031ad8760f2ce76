"""GitHub's expressions, as far as our workflows use them. What is not known is refused, never guessed.

https://docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>\d+)|(?P<name>[A-Za-z_][\w-]*)|(?P<sign>&&|\|\||==|!=|[!().]))"
)
_WORDS = {"true": True, "false": False, "null": None}
_HOLE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
STATUS = ("success", "failure", "cancelled", "always")

Functions = Mapping[str, Callable[[], bool]]


class UnknownError(Exception):
    """An expression that this small evaluator does not know."""


def evaluate(expression: str, context: Mapping[str, Any], functions: Functions) -> Any:
    """The value of what stands between `${{` and `}}`."""
    parser = _Parser(_tokens(expression), context, functions)
    value = parser.either()
    if parser.rest:
        raise UnknownError(f"{expression!r}: not known from {parser.rest[0][1]!r} on")
    return value


def fill(text: str, context: Mapping[str, Any], functions: Functions) -> str:
    """A text with its holes filled."""
    return _HOLE.sub(lambda hole: as_text(evaluate(hole[1], context, functions)), text)


def is_true(condition: str, context: Mapping[str, Any], functions: Functions) -> bool:
    """An `if:`. One that asks for no status asks for success."""
    inner = _HOLE.fullmatch(condition.strip())
    expression = inner[1] if inner else condition
    if "${{" in expression:
        raise UnknownError(f"an `if` that is partly a text is always true: {condition!r}")
    asks = any(re.search(rf"\b{name}\(", expression) for name in STATUS)
    return (asks or functions["success"]()) and bool(evaluate(expression, context, functions))


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        raise UnknownError(f"an object where a text is wanted: {sorted(value)}")
    return str(value)


def _tokens(expression: str) -> list[tuple[str, str]]:
    found, at = [], 0
    expression = expression.rstrip()
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        if match is None or match.lastgroup is None:
            raise UnknownError(f"{expression!r}: not known from {expression[at:]!r} on")
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return found


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]], context: Mapping[str, Any], functions: Functions) -> None:
        self.rest = tokens
        self._context = context
        self._functions = functions

    def either(self) -> Any:
        value = self._both()
        while self._take("||"):
            other = self._both()
            value = value or other
        return value

    def _both(self) -> Any:
        value = self._equal()
        while self._take("&&"):
            other = self._equal()
            value = value and other
        return value

    def _equal(self) -> Any:
        value = self._one()
        for sign in ("==", "!="):
            if self._take(sign):
                return _are_equal(value, self._one()) is (sign == "==")
        return value

    def _one(self) -> Any:
        if self._take("!"):
            return not self._one()
        if self._take("("):
            value = self.either()
            self._want(")")
            return value
        kind, token = self.rest.pop(0) if self.rest else ("", "")
        if kind == "text":
            return token[1:-1].replace("''", "'")
        if kind == "number":
            return int(token)
        if kind == "name":
            return self._named(token)
        raise UnknownError(f"{token!r} where a value is wanted")

    def _named(self, name: str) -> Any:
        if name in _WORDS:
            return _WORDS[name]
        if self._take("("):
            self._want(")")
            if name not in self._functions:
                raise UnknownError(f"function {name}()")
            return self._functions[name]()
        if name not in self._context:
            raise UnknownError(f"context {name!r}")
        value = self._context[name]
        while self._take("."):
            kind, key = self.rest.pop(0)
            if kind != "name":
                raise UnknownError(f"{key!r} behind a dot")
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def _take(self, sign: str) -> bool:
        if self.rest and self.rest[0] == ("sign", sign):
            self.rest.pop(0)
            return True
        return False

    def _want(self, sign: str) -> None:
        if not self._take(sign):
            raise UnknownError(f"{sign!r} is missing")


def _are_equal(one: Any, other: Any) -> bool:
    """Texts are the same whatever their case; between kinds GitHub compares numbers, which ours never do."""
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() == other.casefold()
    if type(one) is not type(other) and None not in (one, other):
        raise UnknownError(f"{one!r} compared with {other!r}")
    return bool(one == other)
