"""The writer touches what changed and nothing that is not ours."""

from pathlib import Path

import pytest
from site_town import PORTAL, Town, build

from civicgen.errors import ConfigurationError
from civicgen.site.writer import MARKER, write_site


def test_a_second_build_writes_nothing(town: Town) -> None:
    before = {path: path.stat().st_mtime_ns for path in town.site.rglob("*")}
    again = build(PORTAL, town.ledger, town.site).written
    assert (again.written, again.removed) == (0, 0)
    assert before == {path: path.stat().st_mtime_ns for path in town.site.rglob("*")}


def test_only_pages_that_changed_are_written_and_others_that_are_no_longer_made_go(tmp_path: Path) -> None:
    write_site(tmp_path / "site", [("a.html", b"one"), ("folder/b.html", b"two"), ("c.html", b"three")])
    done = write_site(tmp_path / "site", [("a.html", b"one"), ("c.html", b"four")])
    assert (done.written, done.unchanged, done.removed) == (1, 1, 1)
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == [MARKER, "a.html", "c.html"]


def test_a_folder_with_files_of_others_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-my-aunt.txt").write_text("Dear aunt")
    with pytest.raises(ConfigurationError, match="holds files that civicgen did not make"):
        build(PORTAL, tmp_path / "none", tmp_path / "letters")
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["to-my-aunt.txt"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert write_site(tmp_path / "site", [("a.html", b"one")]).written == 1


@pytest.mark.parametrize("address", ["../out.html", "/etc/out.html", "a/../../out.html", "a\\..\\out.html", ""])
def test_no_address_leads_out_of_the_site(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigurationError, match="no address inside the site"):
        write_site(tmp_path / "site", [(address, b"data")])


def test_a_failing_build_leaves_the_old_pages_as_they_were(tmp_path: Path) -> None:
    write_site(tmp_path / "site", [("a.html", b"one"), ("b.html", b"two")])

    def broken() -> object:
        yield ("a.html", b"new")
        raise ConfigurationError("a template failed")

    with pytest.raises(ConfigurationError, match="a template failed"):
        write_site(tmp_path / "site", broken())  # type: ignore[arg-type]
    assert (tmp_path / "site" / "a.html").read_bytes() == b"one"
    assert (tmp_path / "site" / "b.html").read_bytes() == b"two"
    assert not list((tmp_path / "site").glob(".*.part"))
