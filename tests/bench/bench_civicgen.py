"""A portal of a given size on disk, and civicgen's own commands on it. Writes below a folder, starts processes."""

import hashlib
import json
import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

import bench_city
from bench_city import City, Proposal
from bench_forge import Forge
from bench_portal import PROPOSALS, instant, proposal_file, write_portal, write_seed
from bench_process import CommandFailedError, Ran, cast_off, run

_ENVIRONMENT = {"CIVICGEN_KEY": "made up for measuring, known to everybody"}
_TEMPLATES = Path(__file__).resolve().parents[2] / "civicgen" / "site" / "templates"
_HARVEST_CACHE = "node-ids.json"
_TALLY = Path(__file__).with_name("bench_tally.py")


@dataclass(slots=True)
class Town:
    """A city with its portal. `peaks_mb` is the greatest memory that each command took, `peak_once_mb` that of any.

    In the latter what several processes share is counted once.
    """

    city: City
    folder: Path
    rounds: int = 0
    templates: int = 0
    edits: int = 0
    peaks_mb: dict[str, float] = field(default_factory=dict)
    peak_once_mb: float = 0.0

    @property
    def root(self) -> Path:
        return self.folder / "portal"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def seed(self) -> Path:
        return self.folder / "seed.jsonl"

    def write(self) -> None:
        """The portal and its seed, made anew."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_portal(self.city, self.root)
        write_seed(self.city, self.seed)

    def harvest(self, forge: Forge) -> Ran:
        return self._run("harvest", "--api-url", forge.url, "--json")

    def forget_ledger(self) -> None:
        shutil.rmtree(self.root / "ledger", ignore_errors=True)

    def next_round(self, forge: Forge) -> Ran:
        """Let twenty threads change, and collect that."""
        self.rounds += 1
        forge.advance(instant(bench_city.moment_of(self.rounds)))
        return self.harvest(forge)

    def build_cold(self) -> Ran:
        """Without the site and without anything that a build keeps for the next one."""
        cast_off(self.site)
        for path in (self.root / ".civicgen").glob("*"):
            if path.name != _HARVEST_CACHE:
                cast_off(path)
        return self.build()

    def forget_harvest_cache(self) -> None:
        """As on a fresh checkout with the ledger in it."""
        (self.root / ".civicgen" / _HARVEST_CACHE).unlink(missing_ok=True)

    def build(self) -> Ran:
        return self._run("build")

    def change_template(self) -> None:
        """Another template for proposals than last time, so that each of their pages changes."""
        self.templates += 1
        own = self.root / "site_overrides" / "civic" / "proposal.html"
        own.parent.mkdir(parents=True, exist_ok=True)
        text = (_TEMPLATES / "proposal.html").read_text(encoding="utf-8")
        own.write_text(f"{text}\n<p>Made to measure, {self.templates}</p>\n", encoding="utf-8")

    @property
    def edited(self) -> Proposal:
        """The proposal whose text is changed; not the one that is weighed."""
        return next(each for each in reversed(self.city.proposals) if each is not self.city.weighed)

    def edit_one(self) -> str:
        """Another text for one proposal than last time, on disk alone; gives the words that its page must show."""
        self.edits += 1
        words = f"Written to measure, {self.edits}."
        self._write_edited(f"{self.edited.wordings[-1][1]}\n{words}\n")
        return words

    def forget_edit(self) -> None:
        """The text that Git has."""
        self._write_edited(self.edited.wordings[-1][1])

    def _write_edited(self, text: str) -> None:
        path = self.root / PROPOSALS / f"{self.edited.id}.md"
        path.write_text(proposal_file(self.edited, text), encoding="utf-8")

    def make_all_new(self) -> None:
        """Give every file of content, ledger, site and of what a build keeps the time of now, as a checkout does."""
        for folder in ("content", "ledger", "site", ".civicgen"):
            for path in (self.root / folder).rglob("*"):
                os.utime(path, follow_symlinks=False)

    def hash_of_site(self) -> str:
        """One hash of all files of the site and their names."""
        digest = hashlib.sha256()
        for path in sorted(self.site.rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(self.site)} {path.stat().st_size}\n".encode() + path.read_bytes())
        return digest.hexdigest()

    def forget_template(self) -> None:
        """Ours again."""
        shutil.rmtree(self.root / "site_overrides" / "civic", ignore_errors=True)

    def verify(self) -> Ran:
        return self._run("verify", str(self.site))

    def tally(self) -> Ran:
        return self._noted("tally", run([sys.executable, _TALLY, self.root], cwd=self.folder, environment=_ENVIRONMENT))

    def check_numbers(self) -> None:
        """The site shows what the city holds: a wrong build is not worth measuring.

        Raises:
            CommandFailedError: it shows something else.
        """
        slug = bench_city.SLUG
        figures = json.loads((self.site / "data" / slug / "figures.json").read_bytes())["figures"]
        events = [each for events in self.city.later[: self.rounds] for each in events]
        later = sum(isinstance(each, bench_city.Support) for each in events)
        supports = later + sum(len(each.supports) for each in self.city.proposals)
        comments = len(events) - later + sum(len(each.comments) for each in self.city.proposals)
        shown = (figures[f"{slug}//support"], figures[f"{slug}//comments"])
        if shown != (supports, comments):
            raise CommandFailedError(f"the site shows {shown} supports and comments instead of {(supports, comments)}")

    @property
    def weighed_page(self) -> Path:
        """The built page of a proposal of 400 words with ten comments."""
        return self.site / page_of(self.city.weighed)

    def _run(self, *arguments: str) -> Ran:
        ran = run([sys.executable, "-m", "civicgen", *arguments], cwd=self.root, environment=_ENVIRONMENT)
        return self._noted(arguments[0], ran)

    def _noted(self, command: str, ran: Ran) -> Ran:
        self.peaks_mb[command] = max(self.peaks_mb.get(command, 0.0), ran.peak_mb)
        self.peak_once_mb = max(self.peak_once_mb, ran.peak_once_mb)
        return ran


def page_of(proposal: Proposal) -> str:
    """The address of its page, relative to the site."""
    return f"consultations/{bench_city.SLUG}/proposals/{proposal.id}.html"
