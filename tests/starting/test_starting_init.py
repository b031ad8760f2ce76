"""A portal from nothing: sound at once, never over what is there, and the same when it is begun twice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from civicgen.cli.main import main
from civicgen.site.catalogue import load_catalogue
from civicgen.starting.placeholders import FORMS, filled
from civicgen.store.scaffold import scaffold_files

REPOSITORY = Path(__file__).resolve().parents[2]
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ANSWERS = {
    "name": "Oakford takes part",
    "authority": "Oakford Town Council",
    "email": "council@oakford.example",
    "repository": "Oakford/consultations",
    "language": "en",
    "timezone": "Europe/London",
}
FIRST = {
    "title": "Trees: where?",
    "summary": "Oakford plants 400 trees.",
    "question": "Where does shade do the most good?",
    "contact": "trees@oakford.example",
    "influence": "involve",
    "opens": "2027-01-11",
    "closes": "2027-04-11",
    "decided_by": "Parks Committee",
}


def civicgen(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """Run a command as at a keyboard without a terminal; give its exit code."""
    monkeypatch.setattr(sys, "argv", ["civicgen", *map(str, arguments)])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def options(**answers: str) -> list[str]:
    return [word for name, text in {**ANSWERS, **answers}.items() for word in (f"--{name.replace('_', '-')}", text)]


def begin(monkeypatch: pytest.MonkeyPatch, folder: Path, *more: object, **answers: str) -> int:
    return civicgen(monkeypatch, "init", folder, "--pin", COMMIT, *options(**answers), *more)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".git", ".civicgen", "site"} & {*path.relative_to(folder).parts}
    }


@pytest.mark.parametrize("language", ["en", "de-AT", "gd, en"])
def test_what_begins_passes_the_check_and_builds_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str
) -> None:
    portal = tmp_path / "portal"
    assert begin(monkeypatch, portal, language=language) == 0
    assert civicgen(monkeypatch, "check", "--root", portal) == 0
    assert "0 errors, 0 warnings." in capsys.readouterr().out
    assert civicgen(monkeypatch, "build", "--root", portal, "--strict") == 0
    capsys.readouterr()
    home = (portal / "site" / "index.html").read_text(encoding="utf-8")
    assert ("Hier wird gefragt" in home) == language.startswith("de")
    for page in ("about", "privacy", "take-part"):
        assert "Oakford Town Council" in (portal / "site" / f"{page}.html").read_text(encoding="utf-8")
    placeholders = {path for path, data in files_in(portal).items() if b"CHANGE-ME" in data and "/report." not in path}
    assert placeholders == {"content/portal.yml", "content/pages/privacy.md", ".github/CODEOWNERS"}


def test_what_begins_twice_begins_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert begin(monkeypatch, tmp_path) == 0
    before = files_in(tmp_path)
    capsys.readouterr()
    assert civicgen(monkeypatch, "init", tmp_path, "--pin", COMMIT) == 0  # portal.yml knows the answers
    assert begin(monkeypatch, tmp_path, name="Another") == 0
    assert "Everything is there already" in capsys.readouterr().out
    assert files_in(tmp_path) == before


def test_a_dry_run_shows_every_file_and_writes_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "README.md").write_text("mine")
    assert begin(monkeypatch, tmp_path, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "would write content/portal.yml  (" in said
    assert "kept        README.md" in said
    assert list(files_in(tmp_path)) == ["README.md"]


def test_a_dirty_repository_keeps_its_files_and_is_told_what_to_add(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """B20."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    remote = "git@github.com:Oakford/consultations.git"
    subprocess.run(["git", "-C", str(tmp_path), "remote", "add", "origin", remote], check=True)
    mine = {
        "mkdocs.yml": b"site_name: Mine\nplugins:\n  - search\ntheme: readthedocs\n",
        ".gitignore": b"/site/\n*.pyc\n",
        "content/pages/index.md": b"# Mine\r\n",
        "README.md": b"mine",
    }
    for path, data in mine.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    flags = [word for word in options() if word not in ("--repository", "Oakford/consultations")]
    assert civicgen(monkeypatch, "init", tmp_path, "--pin", COMMIT, *flags) == 0
    said = capsys.readouterr().out
    there = files_in(tmp_path)
    assert {path: there[path] for path in mine} == mine
    assert b"repository: Oakford/consultations\n" in there["content/portal.yml"]
    assert "      - civicgen\n" in said
    assert "docs_dir: content/pages" in said
    assert "/ledger/" in said
    assert "    /site/" not in said


def test_what_is_missing_is_named_with_its_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert civicgen(monkeypatch, "init", tmp_path / "new", "--pin", COMMIT) == 2
    said = capsys.readouterr().err
    for name in ANSWERS:
        assert f"--{name}: missing" in said
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("email", "council"),
        ("repository", "consultations"),
        ("site_url", "javascript:alert(1)"),
        ("language", "English"),
        ("timezone", "Oakford"),
        ("name", "<script>alert(1)</script>"),
        ("authority", "Council\x1b[2J"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, answer: str
) -> None:
    assert begin(monkeypatch, tmp_path, **{name: answer}) == 2
    said = capsys.readouterr().err
    assert f"--{name.replace('_', '-')}: " in said
    assert "\x1b" not in said
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize("name", ["2027", "*x* [a] (b) # `c` {{ 7*7 }} ${{ github.token }} @@email:plain@@ '\"\\"])
def test_names_stay_names_whatever_they_look_like(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    assert begin(monkeypatch, tmp_path, name=name, authority=name) == 0
    assert civicgen(monkeypatch, "check", "--root", tmp_path) == 0
    assert civicgen(monkeypatch, "build", "--root", tmp_path, "--strict") == 0
    portal = yaml.load((tmp_path / "content/portal.yml").read_text(), Loader=yaml.BaseLoader)
    assert portal["name"] == portal["authorities"][0]["name"] == name
    head = (tmp_path / "content/pages/index.md").read_text().split("---")[1]
    assert yaml.safe_load(head) == {"title": name}
    home = (tmp_path / "site" / "about.html").read_text()
    assert "<em>x</em>" not in home


def test_nobody_knows_the_commit_so_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("civicgen.cli.init.installed_commit", lambda: None)
    assert civicgen(monkeypatch, "init", tmp_path, *options()) == 2
    assert "--pin" in capsys.readouterr().err
    assert civicgen(monkeypatch, "init", tmp_path, *options(), "--pin", "main") == 2
    assert "40" in capsys.readouterr().err


def test_a_link_in_the_way_is_never_written_through(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    portal = tmp_path / "portal"
    portal.mkdir()
    (portal / "content").symlink_to(elsewhere)
    assert begin(monkeypatch, portal) == 2
    assert "is a link" in capsys.readouterr().err
    assert list(elsewhere.iterdir()) == []
    assert files_in(portal) == {}


def test_the_first_consultation_comes_with_the_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({**ANSWERS, "consultation": FIRST}))
    portal = tmp_path / "portal"
    for _ in range(2):
        assert civicgen(monkeypatch, "init", portal, "--pin", COMMIT, "--from-answers", answers) == 0
        assert (portal / "content/consultations/trees-where/consultation.md").is_file()
    assert civicgen(monkeypatch, "check", "--root", portal) == 0
    assert "0 errors, 0 warnings." in capsys.readouterr().out


def test_a_first_consultation_that_cannot_be_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({**ANSWERS, "consultation": {**FIRST, "closes": "2026-12-24"}}))
    assert civicgen(monkeypatch, "init", tmp_path / "portal", "--pin", COMMIT, "--from-answers", answers) == 2
    assert "before it opens" in capsys.readouterr().err
    assert not (tmp_path / "portal").exists()


@pytest.mark.parametrize("text", ["[]", '{"name": 1}', "no", '{"consultation": []}'])
def test_answers_of_another_shape_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    (tmp_path / "answers.json").write_text(text)
    assert begin(monkeypatch, tmp_path / "portal", "--from-answers", tmp_path / "answers.json") == 2


def test_five_questions_are_asked_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked: list[str] = []
    answers = iter(
        ["Oakford takes part", "Oakford Town Council", "Oakford Council, council@oakford.example", "Oakford/town"]
    )

    def answer(question: str, default: str | None = None, **more: object) -> str:
        asked.append(question)
        return default if default and len(asked) > 4 else next(answers)

    monkeypatch.setattr("civicgen.cli.init.is_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", answer)
    monkeypatch.setenv("TZ", "Europe/London")
    assert civicgen(monkeypatch, "init", tmp_path, "--pin", COMMIT) == 0
    assert len([question for question in asked if not question.startswith("Both")]) == 5
    portal = yaml.safe_load((tmp_path / "content/portal.yml").read_text())
    assert portal["authorities"][0]["email"] == "council@oakford.example"
    assert (portal["site_url"], portal["timezone"]) == ("https://oakford.github.io/town/", "Europe/London")


def test_the_files_of_the_package_have_places_that_can_be_filled() -> None:
    values = dict.fromkeys(
        (
            "name",
            "authority",
            "authority_id",
            "email",
            "repository",
            "owner",
            "site_url",
            "languages",
            "timezone",
            "source",
            "buttons",
        ),
        "x",
    )
    for path, text in scaffold_files().items():
        if not path.startswith(".github/workflows/"):
            assert "@@" not in filled(text, values), path
    assert set(FORMS) == {"yaml", "quoted", "line", "markdown", "plain"}


def test_the_package_has_every_file_in_english_and_german() -> None:
    names = [path.split("/", 1) for path in scaffold_files() if path.startswith("in-")]
    assert {name for folder, name in names if folder == "in-en"} == {
        name for folder, name in names if folder == "in-de"
    }
    for language in ("en", "de"):
        assert load_catalogue(language).has("desk.starting.answer_title")


def test_the_engine_is_set_up_as_in_the_example_town() -> None:
    assert scaffold_files()["mkdocs.yml"] == (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    overrides = "site_overrides/README.md"
    assert scaffold_files()[overrides] == (REPOSITORY / overrides).read_text(encoding="utf-8")


def test_an_adopters_workflows_run_the_pinned_civicgen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    workflow = (
        "name: Press me\non:\n  workflow_dispatch:\n"
        "steps:\n  - uses: ./.github/actions/civicgen\n  - uses: ./.github/workflows/portal.yml\n# @@name:yaml@@\n"
    )
    files = {**scaffold_files(), ".github/workflows/check.yml": workflow}
    monkeypatch.setattr("civicgen.cli.init.scaffold_files", lambda: files)
    assert begin(monkeypatch, tmp_path, "--source", "us/ours") == 0
    assert (tmp_path / ".github/workflows/check.yml").read_text() == workflow.replace(
        "./.github/actions/civicgen", f"us/ours/.github/actions/civicgen@{COMMIT}"
    )
    assert "\n- **Press me**\n" in (tmp_path / "README.md").read_text()
    assert begin(monkeypatch, tmp_path, "--source", "us") == 2


def test_the_issue_forms_of_the_first_consultation_come_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    answers = tmp_path / "answers.json"
    far = {**FIRST, "opens": "2990-01-11", "closes": "2990-04-11"}
    answers.write_text(json.dumps({**ANSWERS, "language": "en, de", "consultation": far}))
    assert civicgen(monkeypatch, "init", tmp_path / "portal", "--pin", COMMIT, "--from-answers", answers) == 0
    forms = {path.name for path in (tmp_path / "portal/.github/ISSUE_TEMPLATE").iterdir()}
    assert forms == {
        "config.yml",
        "report.de.yml",
        "report.en.yml",
        "propose-trees-where.en.yml",
        "propose-trees-where.de.yml",
    }
