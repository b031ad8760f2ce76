"""The way without a terminal: a form on GitHub's page, whose answers become a portal."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from civicgen.cli.main import main
from civicgen.starting.setup_form import FIELDS, setup_form

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ANSWERS = {
    "name": "Oakford takes part",
    "authority": "Oakford Town Council",
    "email": "council@oakford.example",
    "site_url": "_No response_",
    "language": "en",
    "timezone": "Europe/London",
    "title": "Trees: where?",
    "summary": "Oakford plants 400 trees.\n\nSay where.",
    "question": "Where does shade do the most good?",
    "contact": "trees@oakford.example",
    "influence": "involve",
    "opens": "2990-01-11",
    "closes": "2990-04-11",
    "decided_by": "Parks Committee",
}


def body(**answers: str) -> str:
    """An issue's text as the forge makes it of the form."""
    texts = {**ANSWERS, **answers}
    return "\r\n\r\n".join(f"### {asked.question}\r\n\r\n{texts[asked.name]}" for asked in FIELDS)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["civicgen", *map(str, arguments)])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def begin_from(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> int:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    return run(
        monkeypatch, "init", folder, "--from-issue", "-", "--repository", "Oakford/consultations", "--pin", COMMIT
    )


def test_the_forge_can_read_the_form(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(monkeypatch, "init", "--print-setup-form") == 0
    form = tmp_path / "setup.yml"
    form.write_text(capsys.readouterr().out)
    tool = Path(sys.executable).with_name("check-jsonschema")
    command = [str(tool), "--builtin-schema", "vendor.github-issue-forms", str(form)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stdout


def test_every_question_of_the_form_has_a_heading_of_its_own() -> None:
    fields = [element for element in yaml.safe_load(setup_form())["body"] if element["type"] != "markdown"]
    assert [element["id"] for element in fields] == [asked.name for asked in FIELDS]
    labels = [element["attributes"]["label"] for element in fields]
    assert len(set(labels)) == len(labels)
    assert [e["id"] for e in fields if not e.get("validations", {}).get("required")] == ["site_url"]


def test_a_form_becomes_a_portal_with_its_first_consultation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert begin_from(monkeypatch, tmp_path, body()) == 0
    assert run(monkeypatch, "check", "--root", tmp_path) == 0
    assert "0 errors, 0 warnings." in capsys.readouterr().out
    consultation = (tmp_path / "content/consultations/trees-where/consultation.md").read_text()
    assert 'title: "Trees: where?"' in consultation
    portal = yaml.safe_load((tmp_path / "content/portal.yml").read_text())
    assert portal["site_url"] == "https://oakford.github.io/consultations/"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The text is empty"),
        ("Hello", "none of the form's headings"),
        (body(summary="Trees.\n\n### Title of the consultation\n\nAnother"), "more than once"),
        (body(title="_No response_"), "Nothing is written under"),
        (body(influence="all of it"), "none of the choices"),
        (body(email="nobody"), "--email"),
        (body(closes="2980-01-01"), "before it opens"),
        (body(authority="Council \x1b]0;x\x07"), "--authority"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, said: str
) -> None:
    assert begin_from(monkeypatch, tmp_path, text) == 2
    words = capsys.readouterr().err
    assert said in words
    assert "\x1b" not in words
    assert list(tmp_path.iterdir()) == []
