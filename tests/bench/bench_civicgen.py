"""A portal of a given size on disk, and civicgen's own commands on it. Writes below a folder, starts processes."""

import gzip
import json
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

import bench_city
from bench_city import City
from bench_forge import Forge
from bench_portal import instant, write_portal, write_seed
from bench_process import CommandFailedError, Ran, run

_ENVIRONMENT = {"CIVICGEN_KEY": "made up for measuring, known to everybody"}
_TEMPLATES = Path(__file__).resolve().parents[2] / "civicgen" / "site" / "templates"
_HARVEST_CACHE = "node-ids.json"
_TALLY = Path(__file__).with_name("bench_tally.py")


@dataclass(slots=True)
class Town:
    """A city with its portal. `peak_mb` is the greatest memory that any command took."""

    city: City
    folder: Path
    rounds: int = 0
    templates: int = 0
    peak_mb: float = field(default=0.0)

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
        shutil.rmtree(self.site, ignore_errors=True)
        for path in (self.root / ".civicgen").glob("*"):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != _HARVEST_CACHE:
                path.unlink()
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

    def forget_template(self) -> None:
        """Ours again."""
        shutil.rmtree(self.root / "site_overrides" / "civic", ignore_errors=True)

    def verify(self) -> Ran:
        return self._run("verify", str(self.site))

    def tally(self) -> Ran:
        ran = run([sys.executable, _TALLY, self.root], cwd=self.folder, environment=_ENVIRONMENT)
        self.peak_mb = max(self.peak_mb, ran.peak_mb)
        return ran

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
        return self.site / "consultations" / bench_city.SLUG / "proposals" / f"{self.city.weighed.id}.html"

    def _run(self, *arguments: str) -> Ran:
        ran = run([sys.executable, "-m", "civicgen", *arguments], cwd=self.root, environment=_ENVIRONMENT)
        self.peak_mb = max(self.peak_mb, ran.peak_mb)
        return ran


def sizes(folder: Path) -> dict[str, int]:
    """Files of a site: how many, how large, and the greatest."""
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    pages = [path.stat().st_size for path in folder.rglob("*.html")]
    return {
        "files": len(files),
        "bytes": sum(files),
        "largest_file_bytes": max(files),
        "pages": len(pages),
        "html_bytes": sum(pages),
        "html_bytes_a_page": sum(pages) // len(pages),
    }


def compressed(path: Path) -> int:
    """Its length as a server would send it, by gzip at level 6."""
    return len(gzip.compress(path.read_bytes(), compresslevel=6, mtime=0))
