"""The ledger's folder: appended with a commit point, read with proof, safe against crashes and second harvests."""

import errno
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import ledger_town
import pytest
from ledger_town import TOWN, add, comment, first_harvest, reaction, redaction, second_harvest

from civicgen.errors import ConfigurationError, LedgerError
from civicgen.ledger.layout import ledger_files
from civicgen.model.names import ConsultationSlug
from civicgen.store.ledger_files import LedgerFolder

ROWS = "bright-streets/000001.jsonl"
TEXTS = "texts/bright-streets.jsonl"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger"


def files_of(path: Path) -> dict[str, bytes]:
    """What is in a ledger's folder, but for what belongs to the disk alone."""
    found = (each for each in path.rglob("*") if each.is_file() and not each.name.startswith("."))
    return {each.relative_to(path).as_posix(): each.read_bytes() for each in found}


def test_what_was_appended_is_read_again(path: Path) -> None:
    folder = LedgerFolder(path)
    first_harvest(folder)
    ledger = second_harvest(folder)
    assert [row.seq for row in ledger.rows[TOWN]] == [1, 2, 3, 4, 5]
    assert [text.text for text in ledger.texts[TOWN].values()] == ["It is dark.", "Very dark."]
    assert [harvest.n for harvest in ledger.harvests] == [1, 2]


def test_a_folder_that_is_not_there_is_an_empty_ledger(path: Path) -> None:
    ledger = LedgerFolder(path).read()
    assert (ledger.meta, ledger.checkpoint) == (None, None)
    assert not path.exists()


def test_texts_are_kept_out_of_git(path: Path) -> None:
    first_harvest(LedgerFolder(path))
    subprocess.run(["git", "init", "--quiet", str(path)], check=True)
    with LedgerFolder(path).lock():
        shown = subprocess.run(
            ["git", "-C", str(path), "status", "--porcelain", "--untracked-files=all"], check=True, capture_output=True
        )
    names = {line[3:] for line in shown.stdout.decode().splitlines()}
    assert names == {".gitattributes", ".gitignore", "ledger.json", "harvests.jsonl", ROWS}


def test_a_ledger_is_the_same_bytes_from_its_value(path: Path) -> None:
    folder = LedgerFolder(path)
    first_harvest(folder)
    files = dict(ledger_files(second_harvest(folder)))
    texts = files.pop(TEXTS)
    on_disk = files_of(path)
    assert sorted(texts.splitlines()) == sorted(on_disk.pop(TEXTS).splitlines())
    assert files == on_disk


def test_a_published_copy_is_a_ledger_of_its_own(path: Path, tmp_path: Path) -> None:
    folder = LedgerFolder(path)
    ledger = first_harvest(folder)
    site = tmp_path / "site/data/ledger"
    for name, data in ledger_files(ledger):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    assert LedgerFolder(site, is_published=True).read() == ledger


# Segments


def test_a_full_segment_never_changes_again(path: Path) -> None:
    folder = LedgerFolder(path)
    add(folder, [reaction(number) for number in range(2_499)])
    add(folder, [reaction(number) for number in range(20_000, 20_003)])
    first = path / ROWS
    second = path / "bright-streets/000002.jsonl"
    assert (first.read_bytes().count(b"\n"), second.read_bytes().count(b"\n")) == (2_500, 2)
    first.chmod(0o444)
    stamp = first.stat().st_mtime_ns
    ledger = add(folder, [reaction(30_000)])
    assert first.stat().st_mtime_ns == stamp
    assert ledger.rows[TOWN][-1].seq == 2_503


# Crashes


@pytest.mark.parametrize("harvest", ["first", "second", "erasing"])
def test_killed_at_any_write_nothing_is_half_new(tmp_path: Path, harvest: str) -> None:
    """H11 and T22: the next harvest goes on as if the killed one had never begun."""
    start = tmp_path / "start"
    if harvest != "first":
        first_harvest(LedgerFolder(start))
    folders = tmp_path / "killed"
    for number in range(1, 40):
        if start.exists():
            shutil.copytree(start, folders / str(number))
    program = [sys.executable, ledger_town.__file__, harvest, str(folders)]
    steps = int(subprocess.run(program, check=True, capture_output=True, timeout=120).stdout)
    assert steps >= 6
    undisturbed = LedgerFolder(tmp_path / "undisturbed")
    expected = first_harvest(undisturbed)
    if harvest != "first":
        expected = ledger_town.HARVESTS[harvest](undisturbed)
    before = 0 if harvest == "first" else 1
    for number in range(1, steps + 1):
        folder = LedgerFolder(folders / str(number))
        left = folder.read()
        assert len(left.harvests) in (before, before + 1)
        if len(left.harvests) == before:
            ledger_town.HARVESTS[harvest](folder)
        assert folder.read() == expected
        assert files_of(folders / str(number)) == files_of(tmp_path / "undisturbed")


def test_a_line_that_the_power_cut_in_two_is_dropped(path: Path, tmp_path: Path) -> None:
    """Whatever part of an append reached the disk, the ledger is the one before it or the one after it."""
    first_harvest(LedgerFolder(path))
    before = files_of(path)
    old = LedgerFolder(path).read()
    new = second_harvest(LedgerFolder(path))
    after = files_of(path)
    for name in (TEXTS, ROWS, "harvests.jsonl"):
        added = len(after[name]) - len(before[name])
        for kept in range(0, added, 17):
            copy = tmp_path / f"{name.replace('/', '-')}-{kept}"
            shutil.copytree(path, copy)
            (copy / "harvests.jsonl").write_bytes(before["harvests.jsonl"])
            (copy / name).write_bytes(after[name][: len(before[name]) + kept])
            assert LedgerFolder(copy).read() == old
            assert second_harvest(LedgerFolder(copy)) == new
            assert files_of(copy) == after


def test_what_a_crash_left_of_a_new_consultation_is_cut_off(path: Path) -> None:
    folder = LedgerFolder(path)
    first_harvest(folder)
    stray = path / "market-square/000001.jsonl"
    stray.parent.mkdir()
    stray.write_text('{"half":', encoding="utf-8")
    ledger = add(folder, [reaction(5)], slug=ConsultationSlug("market-square"))
    assert [row.ref for row in ledger.rows[ConsultationSlug("market-square")]] == ["reaction:5"]


def test_a_full_disk_is_said_and_the_old_ledger_stays(path: Path) -> None:
    """B07."""
    first_harvest(LedgerFolder(path))
    old = LedgerFolder(path).read()

    def full(name: str) -> None:
        if name == "sync 000001.jsonl":
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(ConfigurationError, match="No space left on device; make room"):
        second_harvest(LedgerFolder(path, step=full))
    assert LedgerFolder(path).read() == old
    assert len(second_harvest(LedgerFolder(path)).harvests) == 2


# Two harvests


def test_a_second_harvest_is_kept_out_and_told_why(path: Path) -> None:
    """H12."""
    folder = LedgerFolder(path)
    with folder.lock():
        with pytest.raises(ConfigurationError, match="another harvest") as refused, LedgerFolder(path).lock():
            pass
        assert refused.value.exit_code == 2
        assert "wait" in str(refused.value)
    with LedgerFolder(path).lock():
        pass


def test_rows_for_a_ledger_that_has_moved_on_are_refused(path: Path) -> None:
    first, second = LedgerFolder(path), LedgerFolder(path)
    first_harvest(first)
    stale = first.read()
    second_harvest(second)
    before = files_of(path)
    with pytest.raises(LedgerError, match="moved on"):
        first.append(rows={}, texts={}, harvest=stale.harvests[-1])
    assert files_of(path) == before


def test_a_ledger_is_begun_once(path: Path) -> None:
    folder = LedgerFolder(path)
    folder.begin(ledger_town.META)
    with pytest.raises(LedgerError, match="exists already"):
        folder.begin(ledger_town.META)


@pytest.mark.parametrize("name", ["texts", "../elsewhere", "a/b", ".hidden", ""])
def test_a_consultation_must_have_a_folder_of_its_own(path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match="may be called"):
        add(LedgerFolder(path), [reaction(1)], slug=ConsultationSlug(name))
    assert sorted(path.parent.iterdir()) == [path]


# Texts


def test_a_text_is_stored_once(path: Path) -> None:
    folder = LedgerFolder(path)
    row, opened = comment(9, "It is dark.")
    add(folder, [row], [opened])
    add(folder, [], [opened])
    assert (path / TEXTS).read_bytes().count(b"\n") == 1


def test_a_redacted_text_is_given_to_nobody(path: Path) -> None:
    """B15: the chain and the totals stay as they are."""
    folder = LedgerFolder(path)
    first_harvest(folder)
    ledger = add(folder, [redaction(9)])
    assert dict(ledger.texts[TOWN]) == {}
    assert TEXTS not in dict(ledger_files(ledger))


def test_an_erased_text_is_gone_from_the_disk_with_the_harvest_that_says_so(path: Path) -> None:
    """B15, whatever the disk or the power does: where the row stands, the words do not."""
    first_harvest(LedgerFolder(path))

    def step(name: str) -> None:
        if "harvests.jsonl" in name:
            assert b"It is dark." not in b"".join(files_of(path).values())

    ledger_town.erasing_harvest(LedgerFolder(path, step=step))
    everything = b"".join(files_of(path).values())
    assert b"It is dark." not in everything
    assert b"Very dark." in everything


# Damage


def damage(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def do(path: Path) -> None:
        (path / name).write_bytes(change((path / name).read_bytes()))

    return do


@pytest.mark.parametrize(
    ("do", "place"),
    [
        (damage(ROWS, lambda data: data.replace(b'"+1"', b'"-1"', 1)), f"{ROWS}:1"),
        (damage(ROWS, lambda data: data[:-1]), f"{ROWS}: truncated: rows 5 to 5"),
        (damage(ROWS, lambda data: data[data.index(b"\n") + 1 :]), f"{ROWS}:1"),
        (damage(ROWS, lambda data: data.replace(b"\n", b"\r\n")), f"{ROWS}:1"),
        (damage(ROWS, lambda data: b"\xef\xbb\xbf" + data), f"{ROWS}:1"),
        (damage(ROWS, lambda data: data + data), f"{ROWS}: more than the 5 rows"),
        (damage("harvests.jsonl", lambda data: data.replace(b"complete", b"partialy", 1)), "harvests.jsonl:1"),
        (damage("harvests.jsonl", lambda data: data[:-1]), "harvests.jsonl:2"),
        (damage("harvests.jsonl", lambda data: data[: data.index(b"\n") + 1]), f"{ROWS}: more than the 2 rows"),
        (damage("ledger.json", lambda data: data.replace(b"lindenbrook", b"elsewhere")), "ledger.json: not the one"),
        (damage("ledger.json", lambda data: data.replace(b"ledger-2", b"ledger-3")), "ledger.json:1"),
        (damage("ledger.json", lambda data: data[:-1]), "ledger.json:1"),
        (damage(TEXTS, lambda data: data.replace(b"Very", b"Not ")), f"{TEXTS}:2"),
        (damage(TEXTS, lambda data: data[:-1]), f"{TEXTS}:2"),
        (lambda path: (path / ROWS).unlink(), f"{ROWS}: truncated"),
        (lambda path: (path / "ledger.json").unlink(), "ledger.json"),
        (lambda path: shutil.copytree(path / "bright-streets", path / "forged"), "forged/000001.jsonl"),
    ],
)
def test_damage_to_a_published_ledger_is_found_and_named(path: Path, do: Callable[[Path], None], place: str) -> None:
    """B01."""
    folder = LedgerFolder(path)
    first_harvest(folder)
    second_harvest(folder)
    do(path)
    with pytest.raises(LedgerError) as found:
        LedgerFolder(path, is_published=True).read()
    assert str(found.value).startswith(place)
    assert found.value.exit_code == 65
