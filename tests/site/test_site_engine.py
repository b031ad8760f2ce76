"""One site, three ways to it: `civicgen build`, `mkdocs build`, `mkdocs serve`; anywhere, without a network."""

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest
from site_town import PORTAL, Town, build

from civicgen.errors import ConfigurationError

MKDOCS_YML = """\
site_name: Consultations
docs_dir: content/pages
site_dir: site
use_directory_urls: false
theme: {name: material, font: false}
plugins: [civicgen]
"""
CIVICGEN = [sys.executable, "-m", "civicgen"]
MKDOCS = [sys.executable, "-W", "ignore", "-m", "mkdocs"]


def sums(site: Path) -> Mapping[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def town(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The small portal with the engine's settings, which are part of what an edition says that it was made from."""
    root = tmp_path_factory.mktemp("here")
    shutil.copytree(PORTAL / "content", root / "content")
    (root / "mkdocs.yml").write_text(MKDOCS_YML)
    return Town(ledger=ledger, site=root / "site", built=build(root, ledger, root / "site"))


@pytest.fixture
def copy(town: Town, tmp_path: Path) -> Path:
    """The portal with its record, as an adopter has it."""
    root = tmp_path / "elsewhere"
    shutil.copytree(PORTAL / "content", root / "content")
    shutil.copytree(town.ledger, root / "ledger")
    (root / "mkdocs.yml").write_text(MKDOCS_YML)
    return root


def run(command: list[str], root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=root, env=os.environ | environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_same_bytes_in_another_folder_zone_language_and_with_other_hashes(town: Town, copy: Path) -> None:
    command = ["sh", "-c", 'umask 077; exec "$@"', "sh", *CIVICGEN, "build", "--root", str(copy)]
    done = run(command, copy, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7", SOURCE_DATE_EPOCH="86400")
    assert done.returncode == 0, done.stderr
    assert sums(copy / "site") == sums(town.site)
    assert (copy / "site" / "index.html").stat().st_mode & 0o777 == 0o644


def test_mkdocs_build_makes_the_same_site(town: Town, copy: Path) -> None:
    done = run([*MKDOCS, "build"], copy)
    assert done.returncode == 0, done.stderr
    assert sums(copy / "site") == sums(town.site)


def test_mkdocs_build_leaves_a_folder_of_others_alone(copy: Path) -> None:
    (copy / "site").mkdir()
    (copy / "site" / "letter.txt").write_text("Dear aunt")
    done = run([*MKDOCS, "build"], copy)
    assert done.returncode != 0
    assert "holds files that civicgen did not make" in done.stdout + done.stderr
    assert (copy / "site" / "letter.txt").read_text() == "Dear aunt"


def test_mkdocs_serve_shows_the_civic_pages(town: Town, copy: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*MKDOCS, "serve", "--dev-addr", f"127.0.0.1:{port}", "--no-livereload"]
    with subprocess.Popen(command, cwd=copy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            page = _wait_for(f"http://127.0.0.1:{port}/consultations/bright-streets/proposals/lamps.html")
        finally:
            server.terminate()
    assert 'data-figure="bright-streets/lamps/support"' in page


def _wait_for(address: str) -> str:
    for _ in range(60):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"{address} was not served")


def test_a_build_needs_no_network_and_no_token(town: Town, copy: Path) -> None:
    try:
        alone = subprocess.run(["unshare", "-n", "true"], capture_output=True, timeout=20, check=False)
    except OSError:
        pytest.skip("no unshare on this system")
    if alone.returncode != 0:
        pytest.skip("this system gives no network namespace without interfaces to this user")
    done = run(["unshare", "-n", *CIVICGEN, "build", "--root", str(copy)], copy, GITHUB_TOKEN="", CIVICGEN_KEY="")
    assert done.returncode == 0, done.stderr
    assert sums(copy / "site") == sums(town.site)


def test_findings_are_told_and_do_not_stop_the_build(copy: Path) -> None:
    (copy / "content" / "pages" / "take-part.md").write_text("# Taking part\n\n[Nowhere](nowhere.md)\n")
    done = run([*CIVICGEN, "build", "--root", str(copy)], copy)
    assert done.returncode == 0, done.stderr
    assert "broken.md:5: unknown key `budgett`" in done.stdout
    assert "nowhere.md" in done.stdout
    strict = run([*CIVICGEN, "build", "--root", str(copy), "--strict"], copy)
    assert strict.returncode == 1


def test_links_devices_and_programs_among_the_ordinary_pages_do_not_go_out(copy: Path) -> None:
    pages = copy / "content" / "pages"
    (pages / "host.txt").symlink_to("/etc/hostname")
    (pages / "etc").symlink_to("/etc")
    os.mkfifo(pages / "pipe.md")
    (pages / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    (pages / "own.html").write_text("<script>alert(1)</script>")
    done = run([*CIVICGEN, "build", "--root", str(copy)], copy)
    assert done.returncode == 0, done.stderr
    for name in ("host.txt", "drawing.svg", "own.html"):
        assert f"content/pages/{name} is not published" in done.stdout
        assert not (copy / "site" / name).exists()
    assert not (copy / "site" / "etc").exists()
    assert not (copy / "site" / "pipe.html").exists()


def test_what_the_engine_refuses_in_mkdocs_yml_is_told_in_its_words(tmp_path: Path) -> None:
    root = tmp_path / "portal"
    shutil.copytree(PORTAL, root)
    (root / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: content/pages\ntheme: {name: material, custom_dir: nowhere}\nplugins: [civicgen]\n"
    )
    with pytest.raises(ConfigurationError, match=r"custom_dir.*nowhere.*does not exist"):
        build(root, tmp_path / "none", tmp_path / "site")


def test_a_time_that_is_none_is_refused(copy: Path) -> None:
    done = run([*CIVICGEN, "build", "--root", str(copy), "--at", "yesterday"], copy)
    assert done.returncode == 2
    assert "--at yesterday" in done.stderr


def test_every_number_of_the_site_is_verified(town: Town) -> None:
    done = run([*CIVICGEN, "verify", str(town.site)], town.site.parent)
    assert done.returncode == 0, done.stdout + done.stderr


def test_pages_in_a_folder_stand_together_in_the_navigation(copy: Path) -> None:
    for name, title in (("index", "Guides"), ("answer", "How to answer")):
        page = copy / "content" / "pages" / "guides-for-you" / f"{name}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"---\ntitle: {title}\n---\n\n# {title}\n")
    assert run([*CIVICGEN, "build"], copy).returncode == 0
    html = (copy / "site" / "guides-for-you" / "answer.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="([^"]+)"( aria-current="[a-z]+")?>([^<]+)</a>', html)
    assert ("index.html", ' aria-current="true"', "Guides for you") in links, "one link in the navigation of the site"
    assert ("index.html", "", "Guides") in links
    assert ("answer.html", ' aria-current="page"', "How to answer") in links
    home = (copy / "site" / "index.html").read_text(encoding="utf-8")
    assert "Guides for you" in home
    assert "How to answer" not in home
