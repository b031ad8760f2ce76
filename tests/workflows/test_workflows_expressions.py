"""The small evaluator of GitHub's expressions says what GitHub says, or refuses."""

from typing import Any

import pytest
from workflow_expressions import UnknownError, evaluate, fill, is_true

CONTEXT = {
    "github": {"event_name": "push", "event": {"issue": {"number": 7}, "label": {"name": "Accepted"}}},
    "inputs": {"now": False, "issue": ""},
    "needs": {"collect": {"result": "success", "outputs": {"is_due": "true"}}},
}
FINE = {"success": lambda: True, "failure": lambda: False, "cancelled": lambda: False, "always": lambda: True}
BAD = {**FINE, "success": lambda: False, "failure": lambda: True}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("github.event_name == 'push'", True),
        ("github.event_name != 'PUSH'", False),
        ("github.event.label.name == 'accepted'", True),
        ("inputs.issue || github.event.issue.number", 7),
        ("inputs.now || needs.collect.outputs.is_due == 'true'", True),
        ("inputs.now && github.event_name", False),
        ("github.event.nothing.at.all", None),
        ("!(inputs.now) && !cancelled()", True),
        ("'it''s'", "it's"),
    ],
)
def test_values(expression: str, value: Any) -> None:
    assert evaluate(expression, CONTEXT, FINE) == value


@pytest.mark.parametrize(
    "expression",
    [
        "secrets.KEY",
        "hashFiles('x')",
        "github.event_name ==",
        "a b",
        "1 == 'x'",
        "github['event']",
        "toJSON(github)",
        "x > 1",
    ],
)
def test_what_is_not_known_is_refused(expression: str) -> None:
    with pytest.raises(UnknownError):
        evaluate(expression, CONTEXT, FINE)


def test_holes_in_a_text() -> None:
    assert fill("a-${{ github.event_name }}-${{ inputs.now }}-${{ github.nothing }}", CONTEXT, FINE) == "a-push-false-"


def test_a_condition_that_asks_for_no_status_asks_for_success() -> None:
    assert is_true("github.event_name == 'push'", CONTEXT, FINE)
    assert not is_true("github.event_name == 'push'", CONTEXT, BAD)
    assert is_true("${{ !cancelled() }}", CONTEXT, BAD)
    assert is_true("failure() && github.event_name", CONTEXT, BAD)
    with pytest.raises(UnknownError):
        is_true("${{ false }} or so", CONTEXT, FINE)
