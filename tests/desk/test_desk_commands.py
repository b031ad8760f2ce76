"""`civicgen forms` and `civicgen labels sync`, as somebody runs them: told what was done, and nothing done twice."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from desk_samples import content_with, english, portal_texts

from civicgen.app.labels import Done, sync_labels
from civicgen.cli.main import main
from civicgen.desk.labels import labels_of
from civicgen.model.desk import Label
from civicgen.rehearsal.server import RehearsalServer

Run = Callable[..., tuple[int, str]]
FORMS = Path(".github/ISSUE_TEMPLATE")
OPEN = ("--at", "2026-09-15T10:00:00Z")
OVER = ("--at", "2027-01-01T00:00:00Z")


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    for path, text in portal_texts().items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(portal: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in the portal; gives its exit code and all that it said."""

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["civicgen", *arguments, "--root", str(portal)])
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def names(portal: Path) -> list[str]:
    return sorted(file.name for file in (portal / FORMS).iterdir())


def test_forms_are_written_and_then_left_as_they_are(portal: Path, run: Run) -> None:
    assert run("forms", *OPEN, "--check")[0] == 1
    assert not (portal / FORMS).exists()
    code, said = run("forms", *OPEN)
    assert code == 0
    assert f"wrote: {FORMS}/propose-bright-streets.en.yml" in said
    assert names(portal) == [
        "config.yml",
        "propose-bright-streets.de.yml",
        "propose-bright-streets.en.yml",
        "report.de.yml",
        "report.en.yml",
    ]
    before = {name: (portal / FORMS / name).stat().st_mtime_ns for name in names(portal)}
    assert run("forms", *OPEN) == (0, "The forms are what is due.\n")
    assert run("forms", *OPEN, "--check")[0] == 0
    assert {name: (portal / FORMS / name).stat().st_mtime_ns for name in names(portal)} == before


def test_forms_go_when_proposals_close(portal: Path, run: Run) -> None:
    run("forms", *OPEN)
    code, said = run("forms", *OVER, "--dry-run")
    assert code == 0
    assert f"to be removed: {FORMS}/propose-bright-streets.en.yml" in said
    assert "propose-bright-streets.en.yml" in names(portal)
    run("forms", *OVER)
    assert names(portal) == ["config.yml", "report.de.yml", "report.en.yml"]


def test_what_somebody_made_by_hand_stays(portal: Path, run: Run) -> None:
    (portal / FORMS).mkdir(parents=True)
    (portal / FORMS / "config.yml").write_text("blank_issues_enabled: true\n")
    (portal / FORMS / "bug.md").write_text("---\nname: A bug\n---\n")
    code, said = run("forms", *OPEN)
    assert code == 0
    assert f"left alone, because civicgen did not make it: {FORMS}/config.yml" in said
    assert (portal / FORMS / "config.yml").read_text() == "blank_issues_enabled: true\n"
    assert "bug.md" in names(portal)
    assert run("forms", *OPEN, "--check")[0] == 0


def test_no_form_goes_because_of_a_slip_in_a_consultation(portal: Path, run: Run) -> None:
    run("forms", *OPEN)
    file = portal / "content/consultations/bright-streets/consultation.md"
    file.write_text(file.read_text(encoding="utf-8").replace("phases:", "fases:"), encoding="utf-8")
    code, said = run("forms", *OPEN)
    assert code == 1
    assert "Nothing was written" in said
    assert "fases" in said
    assert "propose-bright-streets.en.yml" in names(portal)


def test_nothing_is_written_through_a_link(portal: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (portal / ".github").symlink_to(elsewhere)
    assert run("forms", *OPEN)[0] == 2
    assert list(elsewhere.iterdir()) == []


def test_a_time_that_is_none_is_refused(run: Run) -> None:
    code, said = run("forms", "--at", "tomorrow")
    assert code == 2
    assert "--at tomorrow" in said


def test_links_begin_proposals_and_files(run: Run) -> None:
    code, said = run("forms", *OPEN, "--links", "--branch", "trunk")
    assert code == 0
    links = {line.partition("[")[2].partition("]")[0]: line.partition("](")[2][:-1] for line in said.splitlines()}
    assert list(links) == [
        "propose (en)",
        "propose (de)",
        "new proposal",
        "new answer",
        "new update",
        "new contributions",
        "new translation",
        "new consultation",
    ]
    assert parse_qs(urlsplit(links["propose (de)"]).query)["template"] == ["propose-bright-streets.de.yml"]
    assert "/new/trunk/content/consultations/bright-streets/updates?filename=2026-09-15-" in links["new update"]


class Shelf:
    """The labels of a repository, and what was written to them."""

    def __init__(self, *labels: Label) -> None:
        self.there = {label.name: label for label in labels}
        self.written: list[tuple[str, bool]] = []

    def labels(self) -> tuple[Label, ...]:
        return tuple(self.there.values())

    def put_label(self, label: Label, *, is_new: bool) -> None:
        self.there[label.name] = label
        self.written.append((label.name, is_new))


WANTED = labels_of(content_with(), english())


def done_with(shelf: Shelf, **options: bool) -> Mapping[str, Done]:
    return {each.label.name: each.done for each in sync_labels(WANTED, shelf, **options)}  # type: ignore[arg-type]


def test_labels_are_made_mended_and_never_taken_away() -> None:
    proposal, report, *_ = WANTED
    theirs = Label(name="consultation: last-year", colour="000000")
    worn = Label(name="Proposal", colour=proposal.colour.upper(), description=proposal.description)
    shelf = Shelf(theirs, worn, Label(name="report", colour="ffffff", description=report.description))
    done = done_with(shelf)
    assert (done["proposal"], done["report"], done["accepted"]) == (Done.KEPT, Done.CHANGED, Done.MADE)
    assert ("report", False) in shelf.written
    assert ("accepted", True) in shelf.written
    assert shelf.there["consultation: last-year"] == theirs


def test_a_second_time_no_label_is_touched() -> None:
    shelf = Shelf()
    done_with(shelf)
    shelf.written.clear()
    assert set(done_with(shelf).values()) == {Done.KEPT}
    assert shelf.written == []


def test_a_plan_touches_no_label() -> None:
    shelf = Shelf()
    assert set(done_with(shelf, is_plan=True).values()) == {Done.MADE}
    assert shelf.written == []


def test_labels_reach_the_forge(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = [
        {
            "type": "repository",
            "owner": "oakford",
            "name": "consultations",
            "id": 1001,
            "created_at": "2026-01-01T00:00:00Z",
            "now": "2026-09-15T10:00:00Z",
            "editors": ["bo"],
        },
        {"type": "user", "id": 2, "login": "bo", "created_at": "2020-01-01T00:00:00Z"},
        {"type": "label", "name": "proposal", "color": "000000", "description": "x"},
    ]
    monkeypatch.setenv("GITHUB_TOKEN", "bo")  # an editor's, for the rehearsal
    with RehearsalServer(map(json.dumps, seed)) as server:
        assert "would be made: needs a look" in run("labels", "sync", "--api-url", server.url, "--dry-run")[1]
        code, said = run("labels", "sync", "--api-url", server.url)
        assert code == 0
        assert "changed: proposal\n" in said
        assert "made: consultation: bright-streets\n" in said
        assert said.endswith("0 of 8 labels were as they should be.\n")
        assert run("labels", "sync", "--api-url", server.url) == (0, "8 of 8 labels were as they should be.\n")
