"""What `civicgen record` says to somebody who carries the record by hand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from record_town import Desk, git

REPOSITORY = Path(__file__).resolve().parents[2]


def civicgen(desk: Desk, *arguments: str, expect: int = 0) -> str:
    surroundings = {name: text for name, text in os.environ.items() if name != "GITHUB_ACTIONS"}
    done = subprocess.run(
        [sys.executable, "-m", "civicgen", *arguments],
        cwd=desk.root,
        env={**surroundings, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "bare", tmp_path / "one")


def test_the_record_is_pushed_and_fetched_by_hand(desk: Desk, tmp_path: Path) -> None:
    assert "There is no branch ledger yet" in civicgen(desk, "record", "fetch")
    assert "nothing was collected" in civicgen(desk, "record", "push", expect=2)
    desk.collect(1)
    desk.close()
    said = civicgen(desk, "record", "push")
    assert "2 attempts pushed to the branch ledger, 2 in all" in said
    assert "closed: tag closed/bright-streets/2026-10-01T215959Z" in said
    other = Desk(desk.bare, tmp_path / "other")
    assert "2 attempts fetched from the branch ledger, 2 in all" in civicgen(other, "record", "fetch")


def test_a_harvest_that_is_void_ends_with_75_and_says_where_it_is_kept(desk: Desk, tmp_path: Path) -> None:
    other = Desk(desk.bare, tmp_path / "other")
    desk.collect(1)
    other.collect(2)
    civicgen(other, "record", "push")
    said = civicgen(desk, "record", "push", expect=75)
    assert "another harvest was faster" in said
    assert ".civicgen/set-aside/" in said


def test_texts_are_taken_from_a_copy_of_the_site(desk: Desk, tmp_path: Path) -> None:
    desk.collect(1)
    texts = (desk.ledger / "texts" / "bright-streets.jsonl").read_bytes()
    site = tmp_path / "site" / "data"
    (site / "ledger" / "texts").mkdir(parents=True)
    (site / "ledger" / "texts" / "bright-streets.jsonl").write_bytes(texts)
    (site / "SHA256SUMS").write_text(f"{'0' * 64}  ledger/texts/bright-streets.jsonl\n")
    (desk.ledger / "texts" / "bright-streets.jsonl").unlink()
    said = civicgen(desk, "record", "texts", "--site", str(site.parent), "--site-url", "https://nowhere.invalid/")
    assert "Texts: 1 taken from the site, 0 to be read at the forge again." in said
    assert (desk.ledger / "texts" / "bright-streets.jsonl").read_bytes() == texts


def test_without_a_remote_the_message_says_so(tmp_path: Path, desk: Desk) -> None:
    git(desk.root, "remote", "remove", "origin")
    assert "origin" in civicgen(desk, "record", "fetch", expect=2)


def test_whether_a_site_is_due_is_told_to_people_and_to_a_workflow(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "run `civicgen build` first" in civicgen(desk, "due", "--site-url", "http://127.0.0.1:9/", expect=2)
    edition = {
        "program": "0" * 64,
        "content": "0" * 64,
        "built_for": None,
        "renewed_by": None,
        "overdue": 0,
        "consultations": [],
    }
    (desk.root / "site" / "data").mkdir(parents=True)
    (desk.root / "site" / "data" / "edition.json").write_text(json.dumps(edition))
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "outputs"))
    said = civicgen(desk, "due", "--site-url", "http://127.0.0.1:9/")
    assert "To be published: nothing is published yet, or it cannot be read." in said
    assert (tmp_path / "outputs").read_text() == "is_due=true\n"
