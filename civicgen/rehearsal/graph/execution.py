"""Runs queries: parse and validate (both remembered), cost, resolve. A query comes in, data and errors go out; no I/O.

Queries are executed whatever their text: nothing is recognised.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    build_schema,
    execute_sync,
    is_abstract_type,
    parse,
    validate,
)
from graphql.utilities import value_from_ast_untyped

from civicgen.model.times import Instant
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.graph.cost import Cost, TooMuchError, connections_of, cost_of
from civicgen.rehearsal.graph.posts import POST_RESOLVERS, content_name
from civicgen.rehearsal.graph.roots import ROOT_RESOLVERS, type_of
from civicgen.rehearsal.graph.scene import Scene
from civicgen.rehearsal.limits import Limits
from civicgen.rehearsal.world import World

REMEMBERED = 64
RATE_LIMITED = "API rate limit already exceeded."


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a client sent."""

    text: str
    variables: Mapping[str, Any]
    operation: str | None
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The JSON of the answer, and the points that it cost."""

    answer: dict[str, Any]
    points: int


@cache
def schema(kinds: frozenset[str] = frozenset()) -> GraphQLSchema:
    """Our schema with its resolvers. `kinds` are reactions that the forge does not have yet, by GraphQL's names."""
    text = resources.files("civicgen.rehearsal.graph").joinpath("schema.graphql").read_text(encoding="utf-8")
    future = f"extend enum ReactionContent {{ {' '.join(sorted(kinds))} }}" if kinds else ""
    built = build_schema(text + future)
    for name, resolvers in (POST_RESOLVERS | ROOT_RESOLVERS).items():
        kind = built.type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        for field, resolver in resolvers.items():
            kind.fields[field].resolve = resolver
    for kind in built.type_map.values():
        if is_abstract_type(kind):
            kind.resolve_type = lambda source, info, kind: type_of(source)
    return built


def run(query: Query, world: World, limits: Limits, commits: Commits, *, now: Instant, site: str) -> Outcome:
    """Execute a query. What is wrong with it is told in the answer, as the forge tells it."""
    kinds = frozenset(content_name(content) for content in world.unknown_kinds)
    document, problems = _read(query.text, kinds)
    if document is None or problems:
        return Outcome(answer={"errors": list(problems)}, points=0)
    try:
        operation = _operation(document, query.operation)
        cost = _cost(document, operation, query)
    except TooMuchError as problem:
        told = {"type": problem.kind, "path": ["query", *problem.path], "message": str(problem)}
        return Outcome(answer={"errors": [told]}, points=0)
    except GraphQLError as problem:
        return Outcome(answer={"errors": [_told(problem)]}, points=0)
    if not limits.spend(query.token, "graphql", now, cost.points):
        return Outcome(answer={"errors": [{"type": "RATE_LIMITED", "message": RATE_LIMITED}]}, points=0)
    scene = Scene(
        world=world,
        commits=commits,
        site=site,
        viewer=world.asker(query.token) or world.owner,
        points=cost.points,
        nodes=cost.nodes,
        window=limits.window(query.token, "graphql", now),
    )
    return Outcome(answer=_execute(document, query, scene, kinds), points=cost.points)


def _execute(document: DocumentNode, query: Query, scene: Scene, kinds: frozenset[str]) -> dict[str, Any]:
    result = execute_sync(
        schema(kinds),
        document,
        context_value=scene,
        variable_values=dict(query.variables),
        operation_name=query.operation,
    )
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [_told(problem) for problem in result.errors]
    return answer


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, kinds: frozenset[str]) -> tuple[DocumentNode | None, tuple[dict[str, Any], ...]]:
    try:
        document = parse(text)
    except GraphQLError as problem:
        return None, (_told(problem),)
    return document, tuple(_told(problem) for problem in validate(schema(kinds), document))


def _cost(document: DocumentNode, operation: OperationDefinitionNode, query: Query) -> Cost:
    defaults = {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in operation.variable_definitions or ()
        if definition.default_value is not None
    }
    variables = {**defaults, **query.variables}
    return cost_of(document, operation, variables=variables, connections=connections_of(schema()))


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    found = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    if name is not None:
        found = [one for one in found if one.name is not None and one.name.value == name]
    if len(found) != 1:
        raise GraphQLError("An operation name is required" if name is None else f"No operation named {name!r}")
    if found[0].operation is not OperationType.QUERY:
        raise GraphQLError("Only queries are served here; change things by the REST API or the web page")
    return found[0]


def _told(problem: GraphQLError) -> dict[str, Any]:
    """An error as the forge tells it: its type beside its message."""
    told: dict[str, Any] = {**problem.formatted}
    extensions = dict(problem.extensions or {})
    told.pop("extensions", None)
    if (kind := extensions.pop("type", None)) is not None:
        told["type"] = kind
    if extensions:
        told["extensions"] = extensions
    return told
