"""The generated forms at the practice server: filled in on its pages, read by civicgen again."""

import json
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from desk_samples import AT, content_with, english, german

from civicgen.desk.form_answers import read_answers
from civicgen.desk.form_fields import FieldKind, proposal_form
from civicgen.desk.issue_forms import issue_forms
from civicgen.rehearsal.server import RehearsalServer

SEED = (
    {"type": "repository", "owner": "oakford", "name": "consultations", "id": 1, "created_at": AT, "now": AT},
    {"type": "user", "id": 2, "login": "ada", "created_at": "2020-01-01T00:00:00Z"},
    {"type": "label", "name": "proposal"},
)
ANSWERS = {FieldKind.INPUT: "A lamp, at last", FieldKind.TEXTAREA: "It is dark.\n\nA lamp would help."}


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_a_citizen_fills_in_is_what_civicgen_reads(tmp_path: Path, language: str) -> None:
    content, words = content_with(), {"en": english(), "de": german()}
    for file in issue_forms(content, words, AT):
        path = tmp_path / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text or "", encoding="utf-8")
    assert content.portal is not None
    form = proposal_form(content.dossiers[0].consultation, content.portal, words[language])
    sent = [("as", "ada"), ("template", f"propose-bright-streets.{language}.yml"), ("title", "Lamps")]
    wanted = {}
    for field in form.fields:
        if field.kind is FieldKind.CHECKBOXES:
            sent += [(f"answer:{field.id}", str(place)) for place in range(len(field.options))]
            continue
        wanted[field.id] = ANSWERS[field.kind] if field.kind in ANSWERS else field.options[0]
        sent.append((f"answer:{field.id}", wanted[field.id].replace("\n", "\r\n")))
    with RehearsalServer([json.dumps(line) for line in SEED], root=tmp_path) as server:
        with urlopen(f"{server.url}/oakford/consultations/issues/new/choose", timeout=10) as page:
            assert "is not shown" not in page.read().decode()
        with urlopen(
            Request(f"{server.url}/oakford/consultations/issues", data=urlencode(sent).encode()), timeout=10
        ) as page:
            assert page.status == 200
        with urlopen(f"{server.url}/repos/oakford/consultations/issues/1", timeout=10) as answer:
            made = json.load(answer)
    assert [label["name"] for label in made["labels"]] == ["proposal"]
    read = read_answers(made["body"], [form])
    assert {name: read.answers[name] for name in wanted} == wanted
    assert read.doubts == ()
