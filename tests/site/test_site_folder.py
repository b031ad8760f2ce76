"""The site's folder: what changed is written, what is no longer made goes, and nothing that is not ours is touched."""

import os
from pathlib import Path

import pytest

from civicgen.errors import ConfigurationError
from civicgen.site.folder import SiteFolder, Written, claim, left_by
from civicgen.site.standing import MARKER


def write(path: Path, files: dict[str, bytes], notes: bytes | None = None) -> tuple[Written, bytes]:
    """One build of these files, each made from itself."""
    claim(path)
    folder = SiteFolder(path, left_by(notes))
    for address, data in files.items():
        if not folder.stands(address, data):
            folder.put(address, data, made_from=data)
    return folder.finish(lambda done, total: None), folder.notes()


def test_only_what_changed_is_written_and_what_is_no_longer_made_goes(tmp_path: Path) -> None:
    _, notes = write(tmp_path, {"a.html": b"one", "folder/b.html": b"two", "c.html": b"three"})
    done, _ = write(tmp_path, {"a.html": b"one", "c.html": b"four"}, notes)
    assert (done.written, done.unchanged, done.removed) == (1, 1, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [MARKER, "a.html", "c.html"]


def test_a_file_that_stands_is_not_made_again_whatever_its_times_say(tmp_path: Path) -> None:
    _, notes = write(tmp_path, {"a.html": b"one", "b.html": b"two"})
    for name in ("a.html", "b.html"):
        os.utime(tmp_path / name, (1, 1))
    folder = SiteFolder(tmp_path, left_by(notes))
    assert folder.is_as_left
    assert folder.stands("a.html", b"one")
    assert not folder.stands("b.html", b"another text")


@pytest.mark.parametrize("at_once", [True, False])
def test_a_file_changed_behind_our_back_is_made_again(tmp_path: Path, at_once: bool) -> None:
    """Even in the moment after the build, with the same size and the old times."""
    _, notes = write(tmp_path, {"a.html": b"one"})
    if not at_once:
        _, notes = write(tmp_path, {"a.html": b"one"}, notes)
    about = (tmp_path / "a.html").stat()
    (tmp_path / "a.html").write_bytes(b"eno")
    os.utime(tmp_path / "a.html", ns=(about.st_atime_ns, about.st_mtime_ns))
    folder = SiteFolder(tmp_path, left_by(notes))
    assert not folder.is_as_left
    assert not folder.stands("a.html", b"one")
    done, _ = write(tmp_path, {"a.html": b"one"}, notes)
    assert done.written == 1
    assert (tmp_path / "a.html").read_bytes() == b"one"


def test_a_link_in_the_place_of_a_page_is_replaced_by_the_page(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _, notes = write(site, {"a.html": b"one"})
    (site / "a.html").rename(tmp_path / "away.html")
    (site / "a.html").symlink_to(tmp_path / "away.html")
    write(site, {"a.html": b"one"}, notes)
    assert not (site / "a.html").is_symlink()
    assert (tmp_path / "away.html").read_bytes() == b"one"


def test_new_folders_take_their_place_when_all_is_written(tmp_path: Path) -> None:
    _, notes = write(tmp_path, {"old/a.html": b"one"})
    folder = SiteFolder(tmp_path, left_by(notes))
    folder.put("old/new/b.html", b"two")
    folder.put("new/deep/c.html", b"three")
    folder.put("old/a.html", b"four")
    assert {path.name for path in tmp_path.iterdir()} == {MARKER, "old", ".new.part"}
    assert (tmp_path / "old/a.html").read_bytes() == b"one"
    folder.finish(lambda done, total: None)
    found = {f"{path.relative_to(tmp_path)}": path.read_bytes() for path in tmp_path.rglob("*.html")}
    assert found == {"old/a.html": b"four", "old/new/b.html": b"two", "new/deep/c.html": b"three"}
    assert not list(tmp_path.rglob(".*.part"))


def test_what_a_killed_build_left_waiting_never_gets_into_the_site(tmp_path: Path) -> None:
    _, notes = write(tmp_path, {"a.html": b"one"})
    killed = SiteFolder(tmp_path, left_by(notes))
    killed.put("new/stale.html", b"stale")
    killed.put("a.html", b"stale")
    assert SiteFolder(tmp_path, left_by(notes)).is_as_left
    write(tmp_path, {"a.html": b"one", "new/b.html": b"two"}, notes)
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == [MARKER, "a.html", "b.html"]


def test_a_build_that_is_given_up_leaves_nothing_waiting(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": b"one"})
    folder = SiteFolder(tmp_path)
    folder.put("new/deep/b.html", b"two")
    folder.put("a.html", b"two")
    folder.discard()
    assert sorted(path.name for path in tmp_path.iterdir()) == [MARKER, "a.html"]
    assert (tmp_path / "a.html").read_bytes() == b"one"


@pytest.mark.parametrize("is_link", [True, False])
def test_what_stands_in_the_place_of_a_folder_is_replaced_by_it(tmp_path: Path, is_link: bool) -> None:
    site, away = tmp_path / "site", tmp_path / "away"
    away.mkdir()
    claim(site)
    if is_link:
        (site / "folder").symlink_to(away)
    else:
        (site / "folder").write_text("a file")
    write(site, {"folder/a.html": b"one"})
    assert (site / "folder/a.html").read_bytes() == b"one"
    assert not (site / "folder").is_symlink()
    assert not list(away.iterdir())


def test_a_folder_with_files_of_others_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "to-my-aunt.txt").write_text("Dear aunt")
    with pytest.raises(ConfigurationError, match="holds files that civicgen did not make"):
        SiteFolder(tmp_path)
    with pytest.raises(ConfigurationError, match="holds files that civicgen did not make"):
        claim(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["to-my-aunt.txt"]


@pytest.mark.parametrize("address", ["../out.html", "/etc/out.html", "a/../../out.html", "a\\..\\out.html", ""])
def test_no_address_leads_out_of_the_site(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigurationError, match="no address inside the site"):
        write(tmp_path, {address: b"data"})


def test_what_is_not_finished_changes_nothing_that_readers_see(tmp_path: Path) -> None:
    _, notes = write(tmp_path, {"a.html": b"one"})
    folder = SiteFolder(tmp_path, left_by(notes))
    folder.put("a.html", b"new")
    folder.put("b/c.html", b"more")
    assert (tmp_path / "a.html").read_bytes() == b"one"
    folder.discard()
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [MARKER, "a.html"]


@pytest.mark.parametrize("notes", [None, b"\xff"])
def test_without_notes_files_are_compared(tmp_path: Path, notes: bytes | None) -> None:
    write(tmp_path, {"a.html": b"one", "b.html": b"two"})
    done, _ = write(tmp_path, {"a.html": b"one", "b.html": b"owt"}, notes)
    assert (done.written, done.unchanged) == (1, 1)
