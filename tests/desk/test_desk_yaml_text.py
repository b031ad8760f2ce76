"""Whatever people write comes back from YAML as they wrote it, for the forge and for the strict reader of content."""

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from civicgen.content.frontmatter import split_front_matter
from civicgen.desk.yaml_text import quoted_yaml, write_yaml

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers(0, 10**6),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "attributes", "value", "label"]), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(value=st.dictionaries(st.sampled_from(["name", "body"]), VALUES, min_size=1))
@example({"body": [{"type": "a\n\n  b\nc", "label": ["x", "y"]}, [["z"]]]})
@example({"name": "two\nlines ", "body": "# no\n--- comment\n\tx"})
def test_a_document_reads_back_as_it_was(value: dict[str, Any]) -> None:
    text = write_yaml(value)
    assert yaml.safe_load(text) == value
    assert yaml.load(text, Loader=yaml.CSafeLoader) == value


@given(text=TEXTS)
@example("no")
@example("~")
@example("nULL")
@example('a: "b" # c\n---\n\x00\x85\u2028\ufeff\U0001f333\u202e')
def test_front_matter_reads_back_as_it_was(text: str) -> None:
    written = f"---\ntitle: {quoted_yaml(text)}\n---\nThe body."
    assert split_front_matter(written).sheet.value == {"title": text}


def test_half_a_character_is_replaced() -> None:
    assert yaml.safe_load(quoted_yaml("a\ud800b")) == "a\ufffdb"


@pytest.mark.parametrize("text", ["one line", "two\nlines", "with 🌳 and ü"])
def test_ordinary_texts_stay_readable(text: str) -> None:
    assert all(line in write_yaml({"value": text}) for line in text.split("\n"))
