"""What is served has the keys of real answers, and of the same kinds of values."""

import gzip
import json

import pytest

NEWER = {"minimized"}
"""Keys that GitHub gives since the recording."""
NOBODY = {"NoneType"}
"""The description allows null for a deleted author; the recording has GitHub's ghost account there."""
NOT_NEEDED = {"_meta", "issue_dependencies_summary"}


def _kinds(objects):
    """The kinds of values that each key has in any of the objects; persons and the like by their keys."""
    kinds = {}
    for one in objects:
        for key, value in one.items():
            kinds.setdefault(key, set()).add(tuple(sorted(value)) if isinstance(value, dict) else type(value).__name__)
    return kinds


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("file", "path"), [("issues", "issues?state=all&per_page=100"), ("comments", "issues/comments")]
)
def test_the_keys_are_those_of_recorded_answers(running_town, real_data, file, path):
    with gzip.open(real_data / "github-rust-issues" / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        real = _kinds(json.loads(line) for line in lines)
    served = _kinds(running_town.get(f"/repos/town/ideas/{path}").json)
    assert set(served) - set(real) <= NEWER
    assert set(real) - set(served) <= NOT_NEEDED
    for key in set(served) & set(real):
        assert served[key] - NOBODY <= real[key], key
