"""docs/rehearsal/seed.md lists everything that a seed may hold, and its example works."""

import re
from pathlib import Path
from typing import get_args

import pytest

from civicgen.rehearsal.acts import AnyAct
from civicgen.rehearsal.faults import AnyFault
from civicgen.rehearsal.reading import read_seed
from civicgen.rehearsal.seed import AnyLine

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "rehearsal" / "seed.md").read_text(encoding="utf-8")
WITHOUT_CODE = re.sub(r"```.*?```", "", DOCUMENT, flags=re.DOTALL)
WORDS = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", WITHOUT_CODE))))
KINDS = (*get_args(AnyLine), *get_args(AnyAct), *get_args(AnyFault))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_line_action_and_fault_is_described_with_its_keys(kind):
    assert kind.__struct_config__.tag in WORDS
    assert set(kind.__struct_encode_fields__) - WORDS == set()


def test_the_example_of_a_conversion_makes_a_seed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (example,) = (code for code in re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL) if "json.dumps" in code)
    exec(compile(example, "seed.md", "exec"), {})
    assert read_seed((tmp_path / "town.jsonl").read_text(encoding="utf-8").splitlines()).repository.name == "ideas"
