"""The engine on its own: an empty site, and every proposal as an ordinary page of MkDocs + Material or Zensical.

As an adopter would set them up by hand: the theme's defaults, texts with their numbers and comments as Markdown, one
page each, all in the navigation. Search is switched off, since civicgen is measured without one too. Writes sites.
"""

import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from bench_city import City, Proposal
from bench_process import CommandFailedError

_EMPTY = "site_name: Empty\ntheme: {name: material, font: false}\nplugins: []\n"
_PLAIN = """\
site_name: Vila Clara decides together
use_directory_urls: false
theme: {name: material, font: false}
plugins: []
"""
_ZENSICAL = "zensical==0.0.73"


def write_empty(folder: Path) -> None:
    """A site of one page without words."""
    _begin(folder, _EMPTY)


def write_plain(city: City, folder: Path) -> None:
    """A site with a page for each proposal."""
    _begin(folder, _PLAIN)
    proposals = folder / "docs" / "proposals"
    proposals.mkdir()
    for proposal in city.proposals:
        (proposals / f"{proposal.id}.md").write_text(_page(proposal), encoding="utf-8")


def mkdocs(folder: Path) -> list[str]:
    """The command that builds `folder` with MkDocs."""
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean", "--config-file", str(folder / "mkdocs.yml")]


def zensical(folder: Path, surroundings: Path) -> list[str]:
    """The command that builds `folder` with Zensical, installed into `surroundings` where it is not there yet.

    Raises:
        CommandFailedError: it does not install here.
    """
    program = surroundings / "bin" / "zensical"
    if not program.is_file():
        venv.create(surroundings, with_pip=True)
        command = [str(surroundings / "bin" / "python"), "-m", "pip", "install", "--quiet", _ZENSICAL]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise CommandFailedError(f"Zensical does not install: {done.stderr.strip()[-300:]}")
    return [str(program), "build", "--clean", "--config-file", str(folder / "mkdocs.yml")]


def _begin(folder: Path, configuration: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")


def _page(proposal: Proposal) -> str:
    facts = json.dumps({"title": proposal.title}, ensure_ascii=False)
    comments = "\n\n".join(
        f"**Participant {each.user}**, {each.at:%d %B %Y}\n\n{each.text}" for each in proposal.comments
    )
    return (
        f"---\n{facts}\n---\n\n# {proposal.title}\n\n{proposal.wordings[-1][1]}\n## Support\n\n"
        f"{len(proposal.supports)} support it.\n\n## Comments ({len(proposal.comments)})\n\n{comments}\n"
    )
