"""How GitHub judges issue forms: the published schema, and the rules of its documentation that no schema says."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import check_jsonschema
import jsonschema
import yaml

from civicgen.model.desk import DeskFile

SCHEMAS = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor"


@cache
def schema(name: str) -> dict[str, Any]:
    return json.loads((SCHEMAS / f"github-issue-{name}.json").read_text(encoding="utf-8"))


def accepted(files: tuple[DeskFile, ...]) -> dict[str, dict[str, Any]]:
    """The files by name, as GitHub reads them; fails where it would refuse one, or pass over it."""
    read = {}
    names = []
    for file in files:
        folder, name = file.path.rsplit("/", 1)
        assert folder == ".github/ISSUE_TEMPLATE"
        assert file.text is not None
        form = read[name] = yaml.safe_load(file.text)
        jsonschema.validate(form, schema("config" if name == "config.yml" else "forms"))
        if name == "config.yml":
            for link in form.get("contact_links", ()):
                assert 3 <= len(link["name"]) <= 100
                assert 3 <= len(link["about"]) <= 200
        else:
            names.append(form["name"].casefold())
            judge(form)
    assert len(set(names)) == len(names), "names of forms are their own"
    return read


def judge(form: dict[str, Any]) -> None:
    assert 3 <= len(form["name"]) <= 200
    assert 3 <= len(form["description"]) <= 200
    for label in form["labels"]:
        assert len(label) <= 50
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    labels = [field["attributes"]["label"] for field in fields]
    boxes = [field for field in fields if field["type"] == "checkboxes"]
    labels += [option["label"] for field in boxes for option in field["attributes"]["options"]]
    assert len(set(labels)) == len(labels)
    assert len({field["id"] for field in fields}) == len(fields) > 0
    for field in fields:
        options = [str(option) for option in field["attributes"].get("options", ())]
        assert len(set(options)) == len(options)
        assert "none" not in {option.strip().lower() for option in options}
    refuse_blank(form)


def refuse_blank(value: Any) -> None:
    if isinstance(value, str):
        assert value.strip()
    elif isinstance(value, dict):
        for inner in value.values():
            refuse_blank(inner)
    elif isinstance(value, list):
        for inner in value:
            refuse_blank(inner)
