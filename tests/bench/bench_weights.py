"""What a site weighs: bytes, files, pages; ours and those of the peers. Reads sites."""

import gzip
from collections.abc import Mapping
from pathlib import Path

import bench_city
from bench_civicgen import Town
from bench_results import Results

_MEGABYTE = 1_000_000
_OUTPUTS = {"hugo": "public", "mkdocs": "site", "zensical": "site"}


def weigh(results: Results, town: Town) -> None:
    """The town's site, and the memory that its commands took."""
    told = sizes(town.site)
    for name in ("bytes", "files", "pages", "html_bytes"):
        results.add(f"site_{name}", told[name])
    for name in ("html_bytes_a_page", "largest_file_bytes", "files_above_1_mb", "pages_above_1_mb"):
        results.add(name, told[name])
    results.note("largest_file", largest_file(town.site))
    results.add("proposal_html_bytes", town.weighed_page.stat().st_size)
    results.add("proposal_html_gzip_bytes", compressed(town.weighed_page))
    for command, peak in sorted(town.peaks_mb.items()):
        results.add(f"peak_rss_{command}_mb", peak)
    results.add("peak_rss_mb", max(town.peaks_mb.values()))
    results.add("peak_shared_once_mb", town.peak_once_mb)


def weigh_peers(results: Results, town: Town, peers: Mapping[str, Path]) -> None:
    """The sites of the peers, by name. Hugo's must have as many pages as ours: else its time is one for other work."""
    for name, folder in peers.items():
        output = folder / _OUTPUTS[name]
        if not output.is_dir():
            continue
        told = sizes(output)
        results.add(f"{name}_html_bytes_a_page", told["html_bytes_a_page"])
        results.add(f"{name}_site_bytes", told["bytes"])
        if name == "hugo":
            results.add("hugo_pages_over_ours", pages_of_consultation(output) / pages_of_consultation(town.site))


def sizes(folder: Path) -> dict[str, int]:
    """Files of a site: how many, how large, the greatest, and how many are beyond a megabyte."""
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    pages = [path.stat().st_size for path in folder.rglob("*.html")]
    return {
        "files": len(files),
        "bytes": sum(files),
        "largest_file_bytes": max(files),
        "files_above_1_mb": sum(each > _MEGABYTE for each in files),
        "pages": len(pages),
        "pages_above_1_mb": sum(each > _MEGABYTE for each in pages),
        "html_bytes": sum(pages),
        "html_bytes_a_page": sum(pages) // len(pages),
    }


def largest_file(folder: Path) -> str:
    """The name of a site's greatest file."""
    greatest = max((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    return greatest.relative_to(folder).as_posix()


def pages_of_consultation(folder: Path) -> int:
    """How many pages of a site are proposals and lists of them, which Hugo makes, too. Its `page/1` only sends on."""
    home = folder / "consultations" / bench_city.SLUG
    pages = (path for part in ("proposals", "all") for path in (home / part).rglob("*.html"))
    return sum(path.parts[-2:] != ("page", "1.html") for path in pages)


def compressed(path: Path) -> int:
    """Its length as a server would send it, by gzip at level 6."""
    return len(gzip.compress(path.read_bytes(), compresslevel=6, mtime=0))
