"""Every step of the guides is gone, in the browser and with the workflows, and shows what the guide shows."""

from collections.abc import Iterator
from itertools import groupby

import pytest
from guide_stage import Stage, stage
from guide_walk import WALK, Step
from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser


class Walk:
    """The stage, the pictures that the step of now has asked for, and whether an earlier step failed."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.stage: Stage | None = None
        self.stuck = ""

    def take(self, name: str, of: Locator, height: int | None) -> None:
        self.taken.append(name)


@pytest.fixture(scope="module")
def walk(chromium: Browser) -> Iterator[Walk]:
    walk = Walk()
    with stage(chromium, walk.take) as walk.stage:
        yield walk


@pytest.mark.parametrize("step", WALK, ids=lambda step: f"{step.guide.removesuffix('.md')}: {step.heading}")
def test_a_step_can_be_gone_and_shows_its_pictures(walk: Walk, step: Step) -> None:
    if walk.stuck:
        pytest.fail(f"nobody came here: {walk.stuck}")
    assert walk.stage is not None
    walk.taken.clear()
    walk.stuck = step.heading
    step.act(walk.stage)
    assert tuple(walk.taken) == step.pictures
    walk.stuck = ""


def test_the_walk_goes_through_one_guide_after_the_other() -> None:
    assert [guide for guide, _ in groupby(step.guide for step in WALK)] == [
        "first-consultation.md",
        "take-part.md",
        "keep-it-running.md",
    ]
