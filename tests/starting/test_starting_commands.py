"""The commands at a keyboard: what they show, what they write, what they ask, and how they end."""

import io
import sys
from pathlib import Path

import pytest
from starting_portal import CONSULTATION, HOME, LAMPS, SOUND, STREETS

from civicgen.cli.main import main


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    for path, text in SOUND.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    # Always to come, and always long ago: commands read the real clock.
    (tmp_path / CONSULTATION).write_text(
        STREETS.replace("2026-09-01", "2020-09-01").replace("2026-10-01", "2990-10-01")
    )
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["civicgen", *map(str, arguments)])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_an_extension_is_shown_first_and_written_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], portal: Path
) -> None:
    command = ("extend", "bright-streets", "--closes", "2991-01-01", "--reason", "A flood.", "--root", portal)
    before = (portal / CONSULTATION).read_bytes()
    assert run(monkeypatch, *command, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "-    closes: 2990-10-01 # a Thursday" in said
    assert "+    closes: 2991-01-01 # a Thursday" in said
    assert (portal / CONSULTATION).read_bytes() == before
    assert run(monkeypatch, *command) == 0
    assert capsys.readouterr().out == f"changed {CONSULTATION}\n"
    assert b"after: 2991-01-01\n    reason: A flood.\n" in (portal / CONSULTATION).read_bytes()
    assert run(monkeypatch, "check", "--root", portal) == 0


def test_a_pause_and_a_cancellation_are_flags(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], portal: Path
) -> None:
    close = ("close", "bright-streets", "--reason", "Snow.", "--root", portal)
    assert run(monkeypatch, *close, "--pause", "--cancel") == 2
    assert "--pause and --cancel" in capsys.readouterr().err
    assert run(monkeypatch, *close, "--pause") == 0
    assert "after: paused" in (portal / CONSULTATION).read_text()
    assert run(monkeypatch, *close, "--resume") == 0
    assert run(monkeypatch, *close) == 0
    assert (portal / CONSULTATION).read_text().count("field: closes") == 1


def test_an_answer_takes_its_proposals_in_a_row_and_its_reason_from_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], portal: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Größer.\n\nSchöner.\n".encode())))
    answer = ("new", "answer", "bright-streets", "lamps-in-mill-lane", "zebra", "--outcome", "accepted")
    assert run(monkeypatch, *answer, "--reason-file", "-", "--root", portal) == 0
    assert (portal / f"{HOME}/answers/lamps-in-mill-lane.md").read_text().endswith("---\n\nGrößer.\n\nSchöner.\n")
    assert "status: answered" in (portal / LAMPS).read_text()


def test_doubts_name_the_option_and_the_cure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], portal: Path
) -> None:
    assert run(monkeypatch, "new", "answer", "nowhere", "zebra", "--outcome", "accepted", "--root", portal) == 2
    assert (
        run(monkeypatch, "extend", "nowhere\x1b[2J", "--closes", "2991-01-01", "--reason", "x", "--root", portal) == 2
    )
    said = capsys.readouterr().err
    assert "--reason: missing: The reason, in Markdown" in said
    assert "CONSULTATION: `consultation` holds an invisible control character" in said
    assert "\x1b" not in said


def test_what_the_check_would_refuse_is_not_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], portal: Path
) -> None:
    assert run(monkeypatch, "new", "proposal", "bright-streets", "--title", "A", "--text", "B", "--root", portal) == 1
    said = capsys.readouterr()
    assert "[no-thread]" in said.out
    assert "Nothing was written" in said.err
    assert not (portal / f"{HOME}/proposals/a.md").exists()


def test_a_file_is_not_written_through_a_link(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    portal: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (portal / f"{HOME}/updates").symlink_to(elsewhere)
    assert run(monkeypatch, "new", "update", "bright-streets", "--title", "A", "--text", "B", "--root", portal) == 2
    assert list(elsewhere.iterdir()) == []


def test_what_is_missing_is_asked_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], portal: Path
) -> None:
    answers = iter(["bright-streets", "Half-time"])
    monkeypatch.setattr("civicgen.cli.pressing.is_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", lambda question, default=None: next(answers))
    monkeypatch.setattr("sys.stdin", io.StringIO("Forty proposals.\n\nMore to come.\n.\n"))
    assert run(monkeypatch, "new", "update", "--date", "2026-10-01", "--root", portal) == 0
    assert (portal / f"{HOME}/updates/2026-10-01-half-time.md").read_text() == (
        "---\ntitle: Half-time\n---\n\nForty proposals.\n\nMore to come.\n"
    )
