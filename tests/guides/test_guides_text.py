"""What the guides say holds together: steps, pictures, fields of buttons, length."""

import re
from pathlib import Path

import pytest
import yaml
from guide_stage import REPOSITORY
from guide_walk import GUIDES, PICTURES, WALK, guides, sections

LARGEST_PICTURE = 120_000
LARGEST_TOGETHER = 1_500_000
MOST_WORDS = 950
WITHOUT_STEPS = ("index.md", "what-it-costs.md", "data-protection.md")
WORKFLOWS = {
    content["name"]: content.get("on", content.get(True))
    for content in (
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (REPOSITORY / ".github" / "workflows").glob("*.yml")
    )
}


def test_every_step_of_a_guide_is_a_step_of_the_walk_and_the_other_way_round() -> None:
    for guide in guides():
        written = [section.heading for section in sections(guide) if section.is_step]
        assert written == [step.heading for step in WALK if step.guide == guide.name], guide.name
        assert bool(written) is (guide.name not in WITHOUT_STEPS), guide.name


@pytest.mark.parametrize("name", ["first-consultation.md", "take-part.md"])
def test_steps_are_numbered_without_a_gap(name: str) -> None:
    numbers = [section.heading.partition(".")[0] for section in sections(GUIDES / name) if section.is_step]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_a_step_shows_the_pictures_that_it_takes_with_an_alternative_text_each() -> None:
    taken = {(step.guide, step.heading): list(step.pictures) for step in WALK}
    for guide in guides():
        for section in sections(guide):
            shown = [name for name, _ in section.pictures]
            assert shown == taken.get((guide.name, section.heading), []), section.heading
            assert section.text.count("![") == len(shown), f"{section.heading}: a picture of another kind"
            for name, words in section.pictures:
                assert len(words.split()) >= 8, f"{name}: {words}"


def test_every_picture_is_there_is_shown_and_is_small() -> None:
    names = [name for step in WALK for name in step.pictures]
    assert sorted(path.name for path in PICTURES.iterdir()) == sorted(f"{name}.png" for name in names)
    sizes = {name: (PICTURES / f"{name}.png").stat().st_size for name in names}
    assert {name for name, size in sizes.items() if size > LARGEST_PICTURE} == set()
    assert sum(sizes.values()) < LARGEST_TOGETHER


def test_fields_of_a_button_are_called_as_on_its_form_and_none_that_is_required_is_missing() -> None:
    explained = 0
    for section in sections(GUIDES / "keep-it-running.md"):
        if not section.button:
            continue
        explained += 1
        asked = WORKFLOWS[section.button]["workflow_dispatch"]["inputs"].values()
        labels = [each["description"] for each in asked]
        for field in section.fields:
            assert [label for label in labels if label.startswith(field)], f"{section.button}: {field}"
        for each in asked:
            named = any(each["description"].startswith(field) for field in section.fields)
            assert named or not each["required"], f"{section.button}: {each['description']}"
    assert explained == 5


def test_workflows_that_are_named_exist() -> None:
    for guide in guides():
        text = guide.read_text(encoding="utf-8")
        named = set(re.findall(r"\*\*Actions\*\*[^.]*?\*\*([a-z ]+)\*\*", text)) | set(
            re.findall(r"(?:workflow|button) \*([a-z ]+)\*", text)
        )
        assert named <= set(WORKFLOWS), guide.name


@pytest.mark.parametrize("guide", guides(), ids=lambda guide: guide.stem)
def test_guides_are_short(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8").split("---\n", 2)[2]
    prose = re.sub(r"(?s)```.*?```|!\[.*?\]\(.*?\)|\]\([^)]*\)|[|-]", " ", text)
    assert len(prose.split()) <= MOST_WORDS
