"""A build with nothing new ends at once; whatever a build depends on makes it build again."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from site_town import PORTAL, files_of

from civicgen.site.inputs import Inputs
from civicgen.store.file_hashes import FileHashes

LAMPS = "content/consultations/bright-streets/proposals/lamps.md"


@pytest.fixture
def portal(tmp_path: Path, ledger: Path) -> Path:
    """A copy of the small portal with its record, to be changed."""
    root = tmp_path / "portal"
    shutil.copytree(PORTAL, root, ignore=shutil.ignore_patterns("site", ".civicgen"))
    shutil.copytree(ledger, root / "ledger")
    return root


def build(root: Path, *options: str) -> str:
    """What the command prints; whether it needed templates stands in the last line."""
    script = (
        "import sys; from civicgen.cli.main import group; group.main(sys.argv[1:], standalone_mode=False); "
        "print('with templates' if 'jinja2' in sys.modules else 'without templates')"
    )
    command = [sys.executable, "-c", script, "build", "--root", str(root), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def test_a_second_build_says_the_same_and_does_not_even_load_templates(portal: Path) -> None:
    first = build(portal).splitlines()
    before = files_of(portal / "site")
    for path in sorted(portal.rglob("*")):
        os.utime(path, (1, 1), follow_symlinks=False)
    second = build(portal).splitlines()
    assert (first[-1], second[-1]) == ("with templates", "without templates")
    assert second[:-2] == first[:-2]
    assert "0 files written" in second[-2]
    assert f"{len(before) - 1} unchanged" in second[-2]
    assert files_of(portal / "site") == before


def inputs_of(root: Path) -> Inputs:
    return Inputs(root, ledger=root / "ledger", at=None, hashes=FileHashes(None))


def append(name: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def replace_by_a_link(root: Path) -> None:
    (root / "content").rename(root / "elsewhere")
    (root / "content").symlink_to("elsewhere")


CHANGES: dict[str, Callable[[Path], None]] = {
    "a proposal": append(LAMPS, "\nMore of it.\n"),
    "an ordinary page": append("content/pages/index.md", "\nWelcome.\n"),
    "a word of the portal's own": append("site_overrides/civic/catalogues/en.toml", '[data]\ntitle = "Numbers"\n'),
    "a template of the portal's own": append("site_overrides/civic/not-found.html", "<h1>{{ page.title }}?</h1>"),
    "the configuration": append("mkdocs.yml", "# another line\n"),
    "the public record": append("ledger/harvests.jsonl", '{"half":'),
    "a file gone": lambda root: (root / LAMPS).unlink(),
    "the folder made a link": replace_by_a_link,
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_build_reads_is_in_its_fingerprint(portal: Path, change: str) -> None:
    before = inputs_of(portal).everything
    CHANGES[change](portal)
    assert inputs_of(portal).everything != before


def test_a_time_set_by_hand_builds_again(portal: Path) -> None:
    build(portal)
    assert "by hand" not in (portal / "site/index.html").read_text(encoding="utf-8")
    build(portal, "--at", "2026-12-24T18:00:00Z")
    assert "by hand" in (portal / "site/index.html").read_text(encoding="utf-8")


def test_a_changed_text_is_built_as_if_for_the_first_time(portal: Path, tmp_path: Path) -> None:
    build(portal)
    append(LAMPS, "\nMore of it.\n")(portal)
    assert "with templates" in build(portal)
    build(portal, "--site", str(tmp_path / "fresh"))
    assert files_of(portal / "site") == files_of(tmp_path / "fresh")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "a changed page": append("site/index.html", "<!-- by hand -->"),
    "a strange file": append("site/strange.html", "not ours"),
    "a page gone": lambda root: (root / "site/data.html").unlink(),
    "a page made a link": lambda root: (
        (root / "site/data.html").rename(root / "away.html"),
        (root / "site/data.html").symlink_to(root / "away.html"),
    )[1],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_site_that_somebody_touched_is_repaired(portal: Path, damage: str) -> None:
    build(portal)
    before = files_of(portal / "site")
    DAMAGES[damage](portal)
    build(portal)
    assert files_of(portal / "site") == before


def test_without_its_cache_a_build_does_all_its_work_again(portal: Path) -> None:
    build(portal)
    before = files_of(portal / "site")
    (cache,) = (portal / ".civicgen").glob("build-*.sqlite")
    cache.unlink()
    assert "with templates" in build(portal)
    assert files_of(portal / "site") == before


@pytest.mark.parametrize(
    "line", ["hooks: [more.py]", "INHERIT: ../base.yml", "extra: {a: !ENV HOME}", "markdown_extensions: [admonition]"]
)
def test_a_configuration_that_may_reach_elsewhere_is_never_skipped(portal: Path, line: str) -> None:
    append("mkdocs.yml", line + "\n")(portal)
    assert not inputs_of(portal).is_plain
