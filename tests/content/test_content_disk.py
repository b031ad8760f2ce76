"""Content on disk: only ordinary files are read, and an empty portal is no error."""

import os
from pathlib import Path

import pytest
from content_samples import HOME, PROPOSAL, SOUND

from civicgen.content.read import read_content
from civicgen.model.findings import Severity
from civicgen.store.content_files import ContentFolder, FileMemory
from civicgen.store.file_hashes import FileHashes


def write_sound(root: Path) -> None:
    for path, text in SOUND.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write_sound(tmp_path)
    paths = [source.path for source in ContentFolder(tmp_path).read()]
    assert set(paths) == set(SOUND)
    assert paths == sorted(paths, key=lambda path: path.split("/"))
    assert read_content(ContentFolder(tmp_path).read()).findings == ()


def test_what_is_no_ordinary_file_is_refused_and_never_opened(tmp_path: Path) -> None:
    """F17: links to files and folders, pipes, and repositories within the repository."""
    write_sound(tmp_path)
    proposals = tmp_path / HOME / "proposals"
    (proposals / "passwords.md").symlink_to("/etc/hostname")
    (tmp_path / HOME / "documents").symlink_to("/etc")
    (tmp_path / "content/pages").mkdir()
    (tmp_path / "content/pages/about.md").symlink_to("/etc/hostname")
    os.mkfifo(proposals / "pipe.md")
    (proposals / "module").mkdir()
    (proposals / "module" / ".git").write_text("gitdir: ../..", encoding="utf-8")
    content = read_content(ContentFolder(tmp_path).read())
    assert {finding.code for finding in content.findings} == {"not-a-regular-file"}
    assert sorted(finding.place.file.rsplit("/", 1)[-1] for finding in content.findings) == [
        "about.md",
        "documents",
        "module",
        "passwords.md",
        "pipe.md",
    ]
    assert content.pages == ()
    assert not any(proposal.body for proposal in content.dossiers[0].proposals if "passwords" in proposal.file)


def test_a_huge_file_is_not_loaded(tmp_path: Path) -> None:
    """F18: 50 MB of picture, 2 MB of text."""
    write_sound(tmp_path)
    (tmp_path / HOME / "documents").mkdir()
    for name, size in (("documents/huge.png", 50_000_000), ("proposals/huge.md", 2_000_000)):
        with (tmp_path / HOME / name).open("wb") as stream:
            stream.truncate(size)
    huge = [source for source in ContentFolder(tmp_path).read() if "huge" in source.path]
    assert [(len(source.data), source.problem[:11]) for source in huge] == [(0, "it has 50,0"), (0, "it has 2,00")]


def test_a_link_in_place_of_the_content_folder_is_not_followed(tmp_path: Path) -> None:
    """F17."""
    write_sound(tmp_path / "elsewhere")
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal/content").symlink_to(tmp_path / "elsewhere/content")
    assert [source.problem for source in ContentFolder(tmp_path / "portal").read()] == [
        "not a regular file but a symbolic link"
    ]


def test_an_empty_portal_gets_a_friendly_word(tmp_path: Path) -> None:
    """F22: also where there is no folder at all."""
    for root in (tmp_path / "nothing", tmp_path / "empty"):
        if root.name == "empty":
            (root / "content").mkdir(parents=True)
        content = read_content(ContentFolder(root).read())
        (finding,) = content.findings
        assert (finding.code, finding.severity) == ("nothing-yet", Severity.WARNING)
        assert "docs/content.md" in finding.hint
        assert content.portal.name


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to the superuser")
def test_what_the_disk_does_not_let_us_read_is_a_finding(tmp_path: Path) -> None:
    write_sound(tmp_path)
    for unreadable in (tmp_path / PROPOSAL, (tmp_path / PROPOSAL).parent):
        unreadable.chmod(0)
        findings = read_content(ContentFolder(tmp_path).read()).findings
        unreadable.chmod(0o755)
        hints = [finding.hint for finding in findings if finding.code == "not-a-regular-file"]
        assert hints == ["Give permission to read it."]


@pytest.mark.parametrize("size", [0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 300_000])
def test_a_file_is_read_to_its_end(tmp_path: Path, size: int) -> None:
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    (tmp_path / "content").mkdir()
    (tmp_path / "content/portal.yml").write_bytes(data)
    assert [source.data for source in ContentFolder(tmp_path).read()] == [data]


def hashes_of(root: Path) -> dict[str, str]:
    return dict(FileHashes(None).walk(root / "content"))


def test_a_memory_reads_only_what_has_other_bytes(tmp_path: Path) -> None:
    write(tmp_path, {"portal.yml": "name: A\n", "pages/a.md": "A page.\n", "pages/b.md": "Another.\n"})
    memory = FileMemory()
    first = list(ContentFolder(tmp_path, read=memory.reader(tmp_path, hashes_of(tmp_path))).read())
    write(tmp_path, {"pages/b.md": "A third.\n", "pages/c.md": "A page.\n"})
    (tmp_path / "content/portal.yml").unlink()
    (tmp_path / "content/portal.yml").symlink_to("pages/a.md")
    again = list(ContentFolder(tmp_path, read=memory.reader(tmp_path, hashes_of(tmp_path))).read())
    assert again == list(ContentFolder(tmp_path).read())
    assert again[0] is first[0]
    assert [file.path for file in again if file not in first] == [
        "content/pages/b.md",
        "content/pages/c.md",
        "content/portal.yml",
    ]


def test_a_memory_knows_a_file_that_changed_after_it_was_hashed_by_what_was_read(tmp_path: Path) -> None:
    write(tmp_path, {"pages/a.md": "Before.\n"})
    memory, before = FileMemory(), hashes_of(tmp_path)
    write(tmp_path, {"pages/a.md": "After.\n"})
    list(ContentFolder(tmp_path, read=memory.reader(tmp_path, before)).read())
    write(tmp_path, {"pages/a.md": "Before.\n"})
    again = list(ContentFolder(tmp_path, read=memory.reader(tmp_path, hashes_of(tmp_path))).read())
    assert [file.data for file in again] == [b"Before.\n"]


@pytest.mark.parametrize("size", [0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 200_000])
def test_a_file_of_any_size_is_read_whole(size: int, tmp_path: Path) -> None:
    write(tmp_path, {"pages/a.md": "x" * size})
    assert [len(file.data) for file in ContentFolder(tmp_path).read()] == [size]


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")
