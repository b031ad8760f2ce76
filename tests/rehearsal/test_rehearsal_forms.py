"""Issue forms: read as the forge reads them, and answered in exactly its words."""

import pytest

from civicgen.rehearsal.forms.answers import missing, text_of
from civicgen.rehearsal.forms.reading import read_chooser

HEAD = "name: Propose\ndescription: A proposal\n"
INPUT = "- type: input\n  id: a\n  attributes: {{label: {}}}\n"
FORM = (
    HEAD
    + """
title: "[Proposal] "
labels: ["proposal", "consultation: streets"]
body:
  - type: markdown
    attributes: {value: Read this}
  - type: textarea
    id: what
    attributes: {label: "What do you propose?", description: One only, placeholder: A bench, value: ""}
    validations: {required: true}
  - type: input
    attributes: {label: "Where?"}
  - type: textarea
    id: log
    attributes: {label: Log, render: shell}
  - type: dropdown
    id: topic
    attributes: {label: Topic, options: [Walking, Cycling, 3]}
  - type: dropdown
    id: who
    attributes: {label: "Who gains?", multiple: true, options: [Children, Elders, Drivers]}
    validations: {required: true}
  - type: checkboxes
    id: agree
    attributes:
      label: Agreement
      options:
        - {label: I am at least 16, required: true}
        - {label: Show my name}
"""
)


def _form(text=FORM):
    chooser = read_chooser({".github/ISSUE_TEMPLATE/propose.yml": text.encode()})
    assert chooser.problems == ()
    return chooser.forms["propose.yml"]


def test_answers_become_the_text_that_the_forge_writes():
    sent = {
        "what": ["A bench\r\nat the school"],
        "question-2": ["School road"],
        "log": ["ls -l"],
        "topic": ["Cycling"],
        "who": ["Children", "Elders"],
        "agree": ["0"],
    }
    assert missing(_form(), sent) == ()
    assert text_of(_form(), sent) == (
        "### What do you propose?\n\nA bench\r\nat the school\n\n"
        "### Where?\n\nSchool road\n\n"
        "### Log\n\n```shell\nls -l\n```\n\n"
        "### Topic\n\nCycling\n\n"
        "### Who gains?\n\nChildren, Elders\n\n"
        "### Agreement\n\n- [x] I am at least 16\n- [ ] Show my name"
    )


def test_what_is_left_empty_has_no_response():
    assert text_of(_form(), {"what": [" "], "topic": [""]}) == (
        "### What do you propose?\n\n_No response_\n\n### Where?\n\n_No response_\n\n### Log\n\n_No response_\n\n"
        "### Topic\n\n_No response_\n\n### Who gains?\n\n_No response_\n\n"
        "### Agreement\n\n- [ ] I am at least 16\n- [ ] Show my name"
    )


def test_an_optional_list_offers_none_and_writes_it():
    assert "### Topic\n\nNone\n" in text_of(_form(), {"topic": ["None"]})
    assert [one.key for one in missing(_form(), {"what": ["x"], "who": ["None"], "agree": ["0"]})] == ["who"]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"what": [" \r\n"]}, "what"),
        ({"what": []}, "what"),
        ({"who": []}, "who"),
        ({"who": ["Cats"]}, "who"),
        ({"topic": ["Cats"]}, "topic"),
        ({"topic": ["Walking", "Cycling"]}, "topic"),
        ({"agree": ["1"]}, "agree"),
    ],
)
def test_what_must_be_answered_is_asked_for(change, key):
    sent = {"what": ["x"], "who": ["Elders"], "topic": ["3"], "agree": ["0", "1"]}
    assert missing(_form(), sent) == ()
    assert [one.key for one in missing(_form(), sent | change)] == [key]


def test_an_answer_that_looks_like_a_question_stays_as_it_is():
    spoof = "x\n\n### Agreement\n\n- [x] I am at least 16"
    assert text_of(_form(), {"what": [spoof]}).startswith(f"### What do you propose?\n\n{spoof}\n\n### Where?")


def test_labels_may_be_listed_in_one_line():
    assert _form(FORM.replace('["proposal", "consultation: streets"]', "proposal, town")).label_names == (
        "proposal",
        "town",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: [", "no YAML"),
        ("- 1", "Expected `object`"),
        ("name: x\nbody:\n- type: input\n  attributes: {label: x}", "description"),
        (HEAD + "body: []", "length >= 1"),
        (HEAD + "body:\n- type: markdown\n  attributes: {value: x}", "at least one element that is not markdown"),
        (HEAD + "body:\n- type: slider\n  attributes: {label: x}", "slider"),
        (HEAD + "body:\n- type: input\n  attributes: {description: x}", "label"),
        (HEAD + "colour: red\nbody:\n- type: input\n  attributes: {label: x}", "colour"),
        (HEAD + "body:\n- type: input\n  id: a b\n  attributes: {label: x}", "id"),
        (HEAD + f"body:\n{INPUT.format('x')}{INPUT.format('y')}", "`id` must be unique: a"),
        (HEAD + "body:\n" + "- type: input\n  attributes: {label: x}\n" * 2, "`label` must be unique: x"),
        (HEAD + "body:\n- type: dropdown\n  attributes: {label: x, options: []}", "length >= 1"),
        (HEAD + "body:\n- type: dropdown\n  attributes: {label: x, options: [yes, no]}", "options"),
        (HEAD + "body:\n- type: dropdown\n  attributes: {label: x, options: [a, a]}", "`options` must be unique"),
        (HEAD + "body:\n- type: dropdown\n  attributes: {label: x, options: [None]}", "the reserved word, none"),
        (HEAD + "body:\n- type: dropdown\n  attributes: {label: x, options: [a], default: 1}", "`default`"),
        ("# " + "x" * 300_000, "larger than"),
    ],
)
def test_a_form_that_the_forge_would_not_show_is_told(text, said):
    chooser = read_chooser({"a.yml": text.encode(), "b.yml": FORM.encode(), "c.md": b"---"})
    assert list(chooser.forms) == ["b.yml"]
    ((name, problem),) = chooser.problems
    assert name == "a.yml"
    assert said in problem


def test_the_configuration_says_where_else_to_turn():
    text = b"blank_issues_enabled: false\ncontact_links:\n- {name: Letter, url: https://x.example, about: By post}\n"
    config = read_chooser({"config.yml": text}).config
    assert config.blank_issues_enabled is False
    assert [link.name for link in config.contact_links] == ["Letter"]
