"""The command as a person or a workflow meets it: words, exit codes, and a token that is never told."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from harvest_town import KEY, NOW, TOKEN, Town, event

from civicgen.cli.main import main


@pytest.fixture
def committed(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The town as a Git repository, with token and key in the environment."""
    for arguments in (
        ["init", "-q"],
        ["add", "content"],
        ["-c", "user.name=Clerk", "-c", "user.email=clerk@talk.example", "commit", "-q", "-m", "Begin"],
    ):
        subprocess.run(["git", "-C", str(town.root), *arguments], check=True, timeout=60)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("CIVICGEN_KEY", KEY)
    monkeypatch.delenv("CIVICGEN_ELIGIBLE", raising=False)
    monkeypatch.setenv("no_proxy", "")
    return town


def run(town: Town, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of `civicgen harvest` in the town's folder."""
    monkeypatch.setattr(sys, "argv", ["civicgen", "harvest", "--root", str(town.root), *arguments])
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_a_harvest_says_what_it_did_and_ends_with_0(
    committed: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    committed.react(1)
    with committed.serve() as server:
        assert run(committed, monkeypatch, "--api-url", server.url) == 0
    said = capsys.readouterr().out
    assert "Harvest 1 at 2026-09-10T12:00:00Z" in said
    assert "streets: 3 new rows, 3 in all" in said
    assert "requests" in said
    assert "points" in said


def test_the_summary_for_machines_is_json_and_nothing_else(
    committed: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with committed.serve() as server:
        monkeypatch.setenv("CIVICGEN_API_URL", server.url)
        assert run(committed, monkeypatch, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["outcome"] == "complete"
    assert told["consultations"]["streets"]["complete"] is True


def test_t16_a_harvest_that_cannot_wait_ends_with_75(
    committed: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with committed.serve() as server:
        server.add_events(event({"request": 1}, "rate_limit", kind="primary", reset_in=3000, times=9))
        assert run(committed, monkeypatch, "--api-url", server.url, "--patience", "10") == 75
    assert "50 min" in capsys.readouterr().err
    assert [row.outcome for row in committed.ledger().harvests] == ["failed"]


def test_h13_a_refused_attempt_is_dated_by_the_forges_clock(committed: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    with committed.serve() as server:
        for fault in ({"action": "fail", "status": 401}, {"action": "rate_limit", "kind": "primary"}):
            server.add_events(event({"request": 1}, **fault))
            assert run(committed, monkeypatch, "--api-url", server.url, "--patience", "0") != 0
    assert {(row.clock, row.at) for row in committed.ledger().harvests} == {("forge", NOW)}


def test_an_incomplete_harvest_says_which_consultation_and_ends_with_75(
    committed: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with committed.serve() as server:
        server.add_events(event({"path": "query Threads"}, "partial", type="\x1b[31mNO", times=9))
        monkeypatch.setattr("time.sleep", lambda seconds: None)
        assert run(committed, monkeypatch, "--api-url", server.url) == 75
    said = capsys.readouterr()
    assert "streets: 0 new rows, 0 in all; incomplete" in said.out
    assert "\x1b" not in said.out + said.err


def test_h18_without_a_network_it_ends_with_75_at_once(committed: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(committed, monkeypatch, "--api-url", "http://127.0.0.1:9") == 75


def test_h10_without_a_token_it_says_which_one_is_needed(
    committed: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    assert run(committed, monkeypatch, "--api-url", "https://forge.example") == 2
    said = capsys.readouterr().err
    assert "GITHUB_TOKEN" in said
    assert "Issues and Pull requests" in said
    assert not (committed.root / "ledger").exists()


def test_h10_a_token_that_was_pasted_with_something_else_is_not_told(
    committed: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", f"token:\n{TOKEN}")
    assert run(committed, monkeypatch) == 2
    assert TOKEN not in capsys.readouterr().err


def test_h10_the_token_is_in_no_output_and_no_file(
    committed: Town, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    committed.comment(501, 1, "Words")
    with committed.serve() as server:
        assert run(committed, monkeypatch, "--api-url", server.url) == 0
        server.add_events(event({"request": 1}, "fail", status=401, times=9))
        assert run(committed, monkeypatch, "--api-url", server.url) == 2
    said = capfd.readouterr()
    assert TOKEN not in said.out + said.err
    written = [path for path in committed.root.rglob("*") if path.is_file()]
    assert len(written) > 5
    assert not [path for path in written if TOKEN.encode() in path.read_bytes()]


def test_a_token_is_never_sent_in_the_clear_over_a_network(
    committed: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(committed, monkeypatch, "--api-url", "http://forge.example/api/v3") == 2
    assert "https" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address", ["http://[::1", "http://127.0.0.1:port", "https://", "forge.example", "ftp://forge"]
)
def test_what_is_no_address_is_refused(
    committed: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert run(committed, monkeypatch, "--api-url", address) == 2
    assert f"not an address of an API: '{address}'" in capsys.readouterr().err


def test_a_server_on_this_machine_is_never_asked_through_a_proxy(
    committed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with committed.serve() as server:
        assert run(committed, monkeypatch, "--api-url", server.url) == 0


LISTED = "counting:\n  eligibility:\n    accounts: listed\n"


@pytest.mark.parametrize("setting", ["", "missing.txt", "empty.txt", "no-text.txt"])
def test_t10_a_list_of_eligible_accounts_that_cannot_be_read_stops_the_harvest(
    committed: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, setting: str
) -> None:
    committed.consultation(extra=LISTED)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "no-text.txt").write_bytes(b"\xff\xfe\x00")
    if setting:
        monkeypatch.setenv("CIVICGEN_ELIGIBLE", str(tmp_path / setting))
    with committed.serve() as server:
        assert run(committed, monkeypatch, "--api-url", server.url) == 2
        assert server.counts.requests == 0
    assert not (committed.root / "ledger" / "ledger.json").exists()


def test_t33_a_shallow_clone_is_refused_with_the_cure(
    committed: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    committed.proposal("trees", 2)
    commit = ["-c", "user.name=Clerk", "-c", "user.email=clerk@talk.example", "commit", "-qm", "Go on"]
    subprocess.run(["git", "-C", str(committed.root), "add", "content"], check=True, timeout=60)
    subprocess.run(["git", "-C", str(committed.root), *commit], check=True, timeout=60)
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{committed.root}", str(clone)], check=True, timeout=60
    )
    shallow = Town(clone, seed=list(committed.seed))
    with committed.serve() as server:
        assert run(shallow, monkeypatch, "--api-url", server.url) == 2
        assert "git fetch --unshallow" in capsys.readouterr().err
        assert run(shallow, monkeypatch, "--api-url", server.url, "--shallow-ok") == 0
