"""What a query costs before it is run, by the forge's published formula, and the limits that it must keep. Pure.

Source: "Rate limits and query limits for the GraphQL API", docs.github.com. Each connection needs one request for every
thing that its parents give at their `first` or `last`; the sum of the requests, divided by 100 and rounded, is the
cost, at least 1. The nodes of all connections together must be at most 500,000.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

LARGEST_PAGE = 100
MOST_NODES = 500_000
_COUNT_ONLY = frozenset({"totalCount", "__typename"})


class TooMuchError(Exception):
    """The query breaks a limit. `kind` is the forge's name of the error, `path` the fields that lead to it."""

    def __init__(self, kind: str, message: str, path: tuple[str, ...]) -> None:
        super().__init__(message)
        self.kind = kind
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    points: int
    nodes: int


@dataclass(slots=True, kw_only=True)
class _Sum:
    """The walk through one operation: adds up requests and nodes."""

    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    connections: frozenset[str]
    requests: int = 0
    nodes: int = 0
    path: list[str] = field(default_factory=list)

    def walk(self, selections: SelectionSetNode | None, times: int) -> None:
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode):
                self._walk_field(selection, times)
            elif isinstance(selection, InlineFragmentNode):
                self.walk(selection.selection_set, times)
            elif isinstance(selection, FragmentSpreadNode):
                self.walk(self.fragments[selection.name.value].selection_set, times)

    def _walk_field(self, node: FieldNode, times: int) -> None:
        self.path.append(node.alias.value if node.alias else node.name.value)
        if node.name.value in self.connections:
            size = self._size(node)
            self.requests += times
            self.nodes += times * size
            times *= max(1, size)
        elif node.name.value == "nodes" and (ids := self._ids(node)) is not None:
            if ids > LARGEST_PAGE:
                message = f"You may not provide more than {LARGEST_PAGE} node ids; you provided {ids}."
                raise TooMuchError("ARGUMENT_LIMIT", message, tuple(self.path))
            self.nodes += ids
            times *= max(1, ids)
        self.walk(node.selection_set, times)
        self.path.pop()

    def _size(self, node: FieldNode) -> int:
        """The most that a connection gives, checked."""
        name = node.name.value
        given = {key: size for key in ("first", "last") if (size := self._argument(node, key)) is not None}
        if not given:
            asked = {
                selection.name.value if isinstance(selection, FieldNode) else ""
                for selection in (node.selection_set.selections if node.selection_set else ())
            }
            if asked <= _COUNT_ONLY:
                return 0
            message = f"You must provide a `first` or `last` value to properly paginate the `{name}` connection."
            raise TooMuchError("MISSING_PAGINATION_BOUNDARIES", message, tuple(self.path))
        if len(given) == 2:
            message = f"Passing both `first` and `last` to paginate the `{name}` connection is not supported."
            raise TooMuchError("UNPROCESSABLE", message, tuple(self.path))
        (key, size), *_ = given.items()
        if size < 1:
            message = f"Requesting {size} records on the `{name}` connection: `{key}` must be at least 1."
            raise TooMuchError("ARGUMENT_LIMIT", message, tuple(self.path))
        if size > LARGEST_PAGE:
            message = f"Requesting {size} records on the `{name}` connection exceeds the `{key}` limit of 100 records."
            raise TooMuchError("EXCESSIVE_PAGINATION", message, tuple(self.path))
        return size

    def _argument(self, node: FieldNode, name: str) -> int | None:
        """The number given; 1 for what is no number, which execution then refuses in its own words."""
        for argument in node.arguments or ():
            if argument.name.value == name:
                if isinstance(argument.value, VariableNode):
                    value = self.variables.get(argument.value.name.value)
                    return value if value is None or type(value) is int else 1
                return int(argument.value.value) if isinstance(argument.value, IntValueNode) else None
        return None

    def _ids(self, node: FieldNode) -> int | None:
        for argument in node.arguments or ():
            if argument.name.value == "ids":
                if isinstance(argument.value, VariableNode):
                    value = self.variables.get(argument.value.name.value)
                    return len(value) if isinstance(value, list) else 1
                return len(argument.value.values) if isinstance(argument.value, ListValueNode) else 1
        return None


def connections_of(schema: GraphQLSchema) -> frozenset[str]:
    """The names of the fields that give a list in pages."""
    kinds = (kind for kind in schema.type_map.values() if isinstance(kind, GraphQLObjectType))
    return frozenset(name for kind in kinds for name, field in kind.fields.items() if "first" in field.args)


def cost_of(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    *,
    variables: Mapping[str, Any],
    connections: frozenset[str],
) -> Cost:
    """Points and nodes of an operation of a valid document.

    `variables` are those sent with those left to their defaults, `connections` the names of the fields that page.

    Raises:
        TooMuchError: a connection without `first` or `last`, one that is too large, or too many nodes in all.
    """
    fragments = {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    walk = _Sum(fragments=fragments, variables=variables, connections=connections)
    walk.walk(operation.selection_set, 1)
    if walk.nodes > MOST_NODES:
        asked = f"This query requests up to {walk.nodes:,} possible nodes"
        message = f"{asked} which exceeds the maximum limit of {MOST_NODES:,}."
        raise TooMuchError("MAX_NODE_LIMIT_EXCEEDED", message, ())
    return Cost(points=max(1, (walk.requests + 50) // 100), nodes=walk.nodes)
