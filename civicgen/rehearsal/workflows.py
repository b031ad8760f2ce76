"""Which workflows of Actions there are: the files on the default branch, and what the settings say of them."""

import yaml

from civicgen.rehearsal.acts import Workflow
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.entities import Repository

FOLDER = ".github/workflows"


def workflows_of(place: Repository, commits: Commits) -> list[Workflow]:
    """By their paths. What the settings name is there also without a file; a file without settings is active."""
    found = {
        path: Workflow(path=path, name=_name(text))
        for path, text in commits.files(FOLDER).items()
        if path.endswith((".yml", ".yaml"))
    }
    for path, told in place.workflows.items():
        known = found.get(path, told)
        found[path] = Workflow(path=path, state=told.state, name=told.name or known.name)
    return [found[path] for path in sorted(found)]


def _name(text: bytes) -> str | None:
    """The name that a workflow's file gives itself."""
    try:
        told = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    name = told.get("name") if isinstance(told, dict) else None
    return name if isinstance(name, str) else None
