"""Addresses that begin an issue or a file at the forge: never too long, and nothing in them is more than a value."""

from urllib.parse import parse_qs, urlsplit

import pytest
from desk_samples import AT, content_with, english
from hypothesis import example, given
from hypothesis import strategies as st

from civicgen.desk.issue_forms import issue_forms
from civicgen.desk.prefilled import new_file_address, proposal_address
from civicgen.desk.skeletons import OF_A_CONSULTATION, Place, Skeleton, new_consultation
from civicgen.model.names import ConsultationSlug

CONTENT = content_with()
PORTAL = CONTENT.portal
PLACE = Place(portal=PORTAL, consultation=CONTENT.dossiers[0].consultation, today="2026-09-15")
SLUG = ConsultationSlug("bright-streets")


def asked(address: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(address).query, errors="strict").items()}


def test_a_proposal_begins_in_its_own_form() -> None:
    address = proposal_address(PORTAL, SLUG, "de", {"place": "Mill Lane & Priory Street"})
    assert address.startswith("https://github.com/oakford/consultations/issues/new?")
    assert asked(address) == {"template": "propose-bright-streets.de.yml", "place": "Mill Lane & Priory Street"}
    forms = [file.path for file in issue_forms(CONTENT, {"de": english()}, AT)]
    assert f".github/ISSUE_TEMPLATE/{asked(address)['template']}" in forms


@given(text=st.text(), more=st.text())
@example(text="ü" * 9_000, more="x")
@example(text="&labels=accepted#x=%26\ud800\r\n", more="")
@example(text="x" * 8_060, more="")
def test_an_address_is_never_too_long_and_a_value_is_only_a_value(text: str, more: str) -> None:
    address = proposal_address(PORTAL, SLUG, "en", {"text": text, "summary": more})
    assert len(address.encode("ascii")) <= 8_191
    assert set(asked(address)) <= {"template", "text", "summary"}
    begun = asked(address).get("text", "").removesuffix("…")
    assert text.encode("utf-8", "replace").decode().startswith(begun)


def test_without_a_repository_there_is_no_address() -> None:
    portal = content_with(files={"content/portal.yml": "name: x\n"}).portal
    assert proposal_address(portal, SLUG, "en") == ""
    assert new_file_address(portal, "main", new_consultation(portal, english())) == ""


@pytest.mark.parametrize("kind", OF_A_CONSULTATION)
def test_a_file_begins_in_the_forge_s_editor(kind: str) -> None:
    skeleton = OF_A_CONSULTATION[kind](PLACE)
    assert skeleton is not None
    address = new_file_address(PORTAL, "main", skeleton)
    assert len(address) <= 8_191
    assert urlsplit(address).path == f"/oakford/consultations/new/main/{skeleton.folder}"
    assert asked(address) == {"filename": skeleton.name, "value": skeleton.text}


def test_a_text_that_does_not_fit_is_left_out_whole() -> None:
    skeleton = Skeleton(folder="content", name="x.md", text="long " * 2_000)
    assert asked(new_file_address(PORTAL, "a b/c", skeleton)) == {"filename": "x.md"}


WHAT_IS_MISSING = {
    "proposal": {"missing-key"},
    "answer": {"missing-key", "answer-without-reason"},
    "update": {"missing-key"},
    "contributions": set(),
    "translation": {"missing-key"},
}


@pytest.mark.parametrize("kind", OF_A_CONSULTATION)
def test_a_skeleton_lacks_only_what_its_writer_has_to_say(kind: str) -> None:
    skeleton = OF_A_CONSULTATION[kind](PLACE)
    assert skeleton is not None
    file = f"{skeleton.folder}/{skeleton.name}"
    findings = content_with(files={file: skeleton.text}).findings
    assert {finding.code for finding in findings if finding.place.file == file} == WHAT_IS_MISSING[kind]


def test_a_consultation_s_skeleton_lacks_only_what_its_writer_has_to_say() -> None:
    skeleton = new_consultation(PORTAL, english())
    file = f"{skeleton.folder}/{skeleton.name}"
    codes = {
        finding.code for finding in content_with(files={file: skeleton.text}).findings if finding.place.file == file
    }
    assert codes == {"missing-key"}
    filled = skeleton.text.replace("title:", "title: Trees").replace("summary: #", "summary: x #")
    for key in ("question", "contact", "decided_by"):
        filled = filled.replace(f"{key}: #", f"{key}: x #")
    filled = filled.replace("influence: #", "influence: inform #")
    filled = filled.replace("opens: #", "opens: 2027-03-01 09:00 #").replace("closes: #", "closes: 2027-04-15 #")
    assert [f for f in content_with(files={file: filled}).findings if f.place.file == file] == []


def test_a_translation_is_offered_into_the_language_that_is_missing() -> None:
    begin = OF_A_CONSULTATION["translation"]
    offered = begin(PLACE)
    assert offered is not None
    assert offered.name == "consultation.de.md"
    text = "---\ntitle: Helle Straßen\n---\n"
    translated = content_with(files={"content/consultations/bright-streets/consultation.de.md": text})
    assert begin(Place(portal=PORTAL, consultation=translated.dossiers[0].consultation, today="2026-09-15")) is None
