"""`civicgen check` and `civicgen schema` as an editor or a workflow calls them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from content_samples import CONSULTATION, PROPOSAL, SOUND, read_with
from jsonschema import Draft202012Validator

from civicgen.app.check import Checked
from civicgen.cli.check import check
from civicgen.cli.check_formats import as_github, as_text
from civicgen.cli.schema import schema
from civicgen.content.schemas import KINDS
from civicgen.model.findings import Finding, Place, Severity


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    for path, text in SOUND.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        # a consultation that opens in 2500 has nothing that could be late yet
        text = text.replace("2026-", "2500-") if path == CONSULTATION else text
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_sound_content_ends_with_exit_code_0(portal: Path) -> None:
    done = CliRunner().invoke(check, ["--root", str(portal)])
    assert (done.exit_code, done.output) == (0, "0 errors, 0 warnings.\n")


def test_an_error_ends_with_exit_code_1_and_says_file_line_and_cure(portal: Path) -> None:
    (portal / PROPOSAL).write_text("---\ntitle: Lamps\nsumary: x\n---\n", encoding="utf-8")
    done = CliRunner().invoke(check, ["--root", str(portal)])
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        f"{PROPOSAL}:3: error: unknown key `sumary` [unknown-key]",
        "    Did you mean `summary`?",
        "",
        "1 error, 0 warnings.",
    ]


def test_warnings_alone_end_with_exit_code_0(portal: Path) -> None:
    text = (portal / PROPOSAL).read_text(encoding="utf-8")
    (portal / PROPOSAL).write_text(text + "\n<http://files.lan/x>\n", encoding="utf-8")
    done = CliRunner().invoke(check, ["--root", str(portal)])
    assert done.exit_code == 0
    assert "0 errors, 1 warning." in done.output


def test_no_content_is_a_hint_and_no_failure(tmp_path: Path) -> None:
    """F22."""
    done = CliRunner().invoke(check, ["--root", str(tmp_path)])
    assert done.exit_code == 0
    assert "there is no content yet" in done.output


def test_an_empty_folder_for_the_ledger_is_no_ledger_yet(portal: Path) -> None:
    (portal / "ledger").mkdir()
    assert CliRunner().invoke(check, ["--root", str(portal)]).exit_code == 0


def test_a_pull_request_is_checked_against_its_base(portal: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """T34: a consultation that has been open for years, and a request that turns a heart into opposition."""
    base = tmp_path_factory.mktemp("base")
    for path, text in SOUND.items():
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).write_text(text.replace("opens: 2026-", "opens: 2020-"), encoding="utf-8")
    changed = (
        (base / CONSULTATION)
        .read_text(encoding="utf-8")
        .replace("phases:", "counting: {mapping: {heart: oppose}}\nphases:")
    )
    (portal / CONSULTATION).write_text(changed, encoding="utf-8")
    done = CliRunner().invoke(check, ["--root", str(portal), "--base", str(base)])
    assert done.exit_code == 1
    assert "`mapping` of `counting` is not what it was" in done.output


def test_json_holds_the_same_findings(portal: Path) -> None:
    (portal / PROPOSAL).write_text("---\ntitle: Lamps\nsumary: x\n---\n", encoding="utf-8")
    done = CliRunner().invoke(check, ["--root", str(portal), "--format", "json"])
    printed = json.loads(done.output)
    assert (done.exit_code, printed["errors"], printed["warnings"]) == (1, 1, 0)
    assert printed["findings"][0]["file"] == PROPOSAL
    assert printed["findings"][0]["line"] == 3


def hostile(text: str) -> Checked:
    place = Place(file="content/a,b:c\n::error::x.md", line=3)
    finding = Finding(code="x", place=place, message=text, hint=text, severity=Severity.ERROR)
    return Checked(content=read_with(), caused=(finding,))


def test_no_text_becomes_a_workflow_command_of_its_own() -> None:
    """H17."""
    (line,) = as_github(hostile("50 %0A::add-mask::x\r\n::set-output name=a::b\x1b[2J"))
    assert "\n" not in line
    assert "\r" not in line
    assert line.startswith(
        "::error file=content/a%2Cb%3Ac%0A%3A%3Aerror%3A%3Ax.md,line=3,title=x::50 %250A::add-mask::x"
    )
    assert "\x1b" not in line


def test_all_findings_stand_in_the_summary_of_a_workflow(
    portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GitHub shows ten errors of a step beside the lines; the rest must be somewhere."""
    for number in range(12):
        (portal / PROPOSAL).with_name(f"p-{number}.md").write_text("---\nsumary: x\n---\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    done = CliRunner().invoke(check, ["--root", str(portal), "--format", "github"])
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert done.output.count("::error ") >= 24
    assert all(f"p-{number}.md" in summary for number in range(12))
    assert summary.startswith("## The content of this change\n\n**24 errors must be mended first**.")


def test_no_text_steers_the_terminal() -> None:
    """H17."""
    printed = "\n".join(as_text(hostile("\x1b[31mred\x1b]0;title\x07 \u202eback\r\nnext")))
    assert not any(ord(character) < 32 and character != "\n" for character in printed)
    assert "\u202e" not in printed
    assert printed.count("\n") == 3


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_has_a_valid_schema(kind: str) -> None:
    done = CliRunner().invoke(schema, [kind])
    assert done.exit_code == 0
    Draft202012Validator.check_schema(json.loads(done.output))


def test_all_schemas_are_written_to_a_folder(tmp_path: Path) -> None:
    done = CliRunner().invoke(schema, ["--out", str(tmp_path / "new")])
    assert done.exit_code == 0
    assert {path.name for path in (tmp_path / "new").iterdir()} == {f"{kind}.schema.json" for kind in KINDS}


def test_a_schema_accepts_what_the_check_accepts_and_refuses_an_unknown_key() -> None:
    validator = Draft202012Validator(json.loads(CliRunner().invoke(schema, ["proposal"]).output))
    assert validator.is_valid({"title": "Lamps", "thread": 12, "topics": ["lighting"], "place": {"point": [1.5, 2]}})
    assert not validator.is_valid({"title": "Lamps", "budgett": 12})
    assert not validator.is_valid({"thread": 12})
