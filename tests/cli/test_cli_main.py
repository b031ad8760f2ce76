"""How a command ends: every exit code of docs/exit-codes.md that is not a command's own."""

import sys
from pathlib import Path

import pytest

from civicgen.cli import check
from civicgen.cli.main import main
from civicgen.errors import ConfigurationError, LedgerError, TemporaryError


def code_of(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    monkeypatch.setattr(sys, "argv", ["civicgen", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


@pytest.mark.parametrize(
    ("problem", "code", "said"),
    [
        (ConfigurationError("no key: set one"), 2, "civicgen: no key: set one"),
        (LedgerError("was edited", file="harvests.jsonl", line=3), 65, "civicgen: harvests.jsonl:3: was edited"),
        (TemporaryError("the forge is away"), 75, "civicgen: the forge is away"),
        (KeyboardInterrupt(), 130, "nothing half written is left"),
        (RuntimeError("nobody foresaw this"), 70, "this is a bug of civicgen; please report it"),
    ],
)
def test_every_kind_of_problem_has_its_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    problem: BaseException,
    code: int,
    said: str,
) -> None:
    def fail(*arguments: object, **more: object) -> None:
        raise problem

    monkeypatch.setattr(check, "run_check", fail)
    assert code_of(monkeypatch, "check", "--root", str(tmp_path)) == code
    assert said in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said_and_not_passed_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for option in ("--root", "--ledger", "--base"):
        root = [] if option == "--root" else ["--root", str(tmp_path)]
        assert code_of(monkeypatch, "check", *root, option, str(tmp_path / "nowhere")) == 2
        assert "nowhere" in capsys.readouterr().err
