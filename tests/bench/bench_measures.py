"""The measures of one run, in an order in which each finds what it needs. Starts processes, writes build/bench/."""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import bench_engines
import bench_hugo
from bench_city import city
from bench_civicgen import Town, page_of
from bench_forge import Forge, serve
from bench_portal import REPOSITORY
from bench_process import CAST_OFF, CommandFailedError, cast_off, run
from bench_results import Results
from bench_serve import serving
from bench_weights import weigh, weigh_peers

WORK = REPOSITORY / "build" / "bench"
ENGINE_LIMIT = 1000
"""Peers that take minutes get this many proposals at most."""
PARTS = ("hugo", "mkdocs", "zensical", "pygithub", "serve", "small")


class Bench:
    """One run: the town of the size asked for, a smaller one beside it, and the peers."""

    def __init__(self, size: int, runs: int, without: frozenset[str]) -> None:
        self.size = size
        self.runs = runs
        self.without = without
        self.results = Results()
        self.town = Town(city=city(size), folder=WORK / str(size))
        smaller = next((each for each in (1000, 100) if each < size), None)
        self.small = (
            None if smaller is None or "small" in without else Town(city=city(smaller), folder=WORK / str(smaller))
        )
        self.empty = WORK / "empty"

    @property
    def at_limit(self) -> Town | None:
        """The town that the slow peers are measured with."""
        return self.town if self.size <= ENGINE_LIMIT else self.small

    def run(self) -> None:
        """Everything, in an order in which each part finds what it needs."""
        say = self.results.say
        shutil.rmtree(CAST_OFF, ignore_errors=True)
        for each in filter(None, (self.town, self.small)):
            say(f"writing a portal of {len(each.city.proposals):,} proposals, with its history and seed")
            each.write()
        bench_engines.write_empty(self.empty)
        with ExitStack() as stack:
            forge = stack.enter_context(self._forge(self.town))
            small_forge = stack.enter_context(self._forge(self.small)) if self.small else None
            with self.results.part("harvest"):
                self._harvests(forge)
                if self.small and small_forge:
                    self.small.harvest(small_forge)
            self._pygithub(forge if self.at_limit is self.town else small_forge)
            with self.results.part("cold"):
                self._cold()
            with self.results.part("rebuild"):
                self._rebuilds(forge, small_forge)
        with self.results.part("rebuild_template"):
            self._template()
        with self.results.part("build_fresh_checkout_seconds", "edit_1_seconds"):
            self._fresh_checkout_and_edit()
        self._serve()
        with self.results.part("verify", "tally"):
            self._verify_and_tally()
        if self.town.weighed_page.is_file():
            weigh(self.results, self.town)
        self._ratios()
        shutil.rmtree(CAST_OFF, ignore_errors=True)

    @contextmanager
    def _forge(self, town: Town) -> Iterator[Forge]:
        self.results.say(f"starting the rehearsal server with {town.seed.stat().st_size / 1e6:.0f} MB of seed")
        with serve(town.seed) as forge:
            yield forge

    def _left_out(self, part: str, *names: str) -> bool:
        for name in names:
            if part in self.without:
                self.results.skip(name, f"left out by --without {part}")
        return part in self.without

    def _harvests(self, forge: Forge) -> None:
        results = self.results
        for _ in range(1 if self.size > ENGINE_LIMIT else self.runs):
            self.town.forget_ledger()
            self.town.forget_harvest_cache()
            forge.cost()
            results.add("harvest_first_seconds", self.town.harvest(forge).seconds)
            results.add("harvest_first_cost", forge.cost())
        for _ in range(self.runs):
            results.add("harvest_unchanged_seconds", self.town.harvest(forge).seconds)
            results.add("harvest_unchanged_cost", forge.cost())
        self.town.forget_harvest_cache()
        results.add("harvest_unchanged_fresh_checkout_seconds", self.town.harvest(forge).seconds)
        results.add("harvest_unchanged_fresh_checkout_cost", forge.cost())

    def _pygithub(self, forge: Forge | None) -> None:
        names = ("harvest_pygithub_cost", "harvest_pygithub_seconds")
        if self._left_out("pygithub", *names) or forge is None or self.at_limit is None:
            return
        script = Path(__file__).with_name("bench_pygithub.py")
        with self.results.part(*names):
            for _ in range(min(self.runs, 2)):
                forge.cost()
                ran = run([sys.executable, script, forge.url], cwd=self.at_limit.folder)
                found = json.loads(ran.output)["threads"]
                if found != len(self.at_limit.city.proposals):
                    raise CommandFailedError(f"the PyGithub loop found {found} threads")
                self.results.add("harvest_pygithub_seconds", ran.seconds)
                self.results.add("harvest_pygithub_cost", forge.cost())
                self.results.add("harvest_pygithub_proposals", found)

    def _cold(self) -> None:
        results, town = self.results, self.town
        town.build_cold()  # once uncounted: programs and files come into the system's memory
        town.check_numbers()
        peers = self._peers()
        for _ in range(self.runs):
            results.add("cold_build_seconds", town.build_cold().seconds)
            if "hugo" in peers:
                cast_off(peers["hugo"] / "public")
                ran = run(["hugo", "--quiet"], cwd=peers["hugo"])
                results.add("hugo_seconds", ran.seconds)
                results.add("hugo_peak_rss_mb", ran.peak_mb)
            results.add("empty_engine_seconds", run(bench_engines.mkdocs(self.empty), cwd=self.empty).seconds)
        slow = self.at_limit
        if slow is None:
            results.skip("cold_1000_over_mkdocs_material", "left out by --without small")
            return
        for _ in range(min(self.runs, 3)):
            results.add("cold_limit_seconds", slow.build_cold().seconds)
            for name in peers.keys() & {"mkdocs", "zensical"}:
                cast_off(peers[name] / "site")
            if "mkdocs" in peers:
                ran = run(bench_engines.mkdocs(peers["mkdocs"]), cwd=peers["mkdocs"])
                results.add("mkdocs_material_seconds", ran.seconds)
                results.add("mkdocs_material_peak_rss_mb", ran.peak_mb)
            if "zensical" in peers:
                with results.part("zensical_seconds"):
                    command = bench_engines.zensical(peers["zensical"], WORK / "zensical-installed")
                    results.add("zensical_seconds", run(command, cwd=peers["zensical"]).seconds)
        weigh_peers(results, town, peers)

    def _peers(self) -> dict[str, Path]:
        """The sites of the peers that can run here, by name."""
        found: dict[str, Path] = {}
        results = self.results
        if not self._left_out("hugo", "hugo_seconds"):
            with results.part("hugo_seconds"):
                bench_hugo.install()
                bench_hugo.write_site(self.town.city, WORK / "hugo", page=self.town.weighed_page)
                found["hugo"] = WORK / "hugo"
                results.say(f"Hugo {bench_hugo.version()}")
        slow = self.at_limit
        if slow is None:
            return found
        if not self._left_out("mkdocs", "mkdocs_material_seconds"):
            bench_engines.write_plain(slow.city, found.setdefault("mkdocs", WORK / "mkdocs"))
        if not self._left_out("zensical", "zensical_seconds"):
            with results.part("zensical_seconds"):
                bench_engines.write_plain(slow.city, WORK / "zensical")
                bench_engines.zensical(WORK / "zensical", WORK / "zensical-installed")
                found["zensical"] = WORK / "zensical"
        return found

    def _rebuilds(self, forge: Forge, small_forge: Forge | None) -> None:
        results = self.results
        for _ in range(self.runs):
            forge.cost()
            results.add("harvest_20_seconds", self.town.next_round(forge).seconds)
            results.add("harvest_20_cost", forge.cost())
            if self.small and small_forge:
                self.small.next_round(small_forge)
                results.add("rebuild_20_small_seconds", self.small.build().seconds)
            results.add("rebuild_20_seconds", self.town.build().seconds)
            results.add(
                "empty_engine_beside_rebuild_seconds", run(bench_engines.mkdocs(self.empty), cwd=self.empty).seconds
            )
            results.add("rebuild_0_seconds", self.town.build().seconds)
        self.town.check_numbers()
        if self.small is None:
            results.skip("rebuild_20_large_over_small", "there is no smaller portal beside this one")

    def _template(self) -> None:
        for _ in range(self.runs):
            self.town.change_template()
            self.results.add("rebuild_template_seconds", self.town.build().seconds)
        self.town.forget_template()
        self.town.build()

    def _fresh_checkout_and_edit(self) -> None:
        results, town = self.results, self.town
        before = town.hash_of_site()
        for _ in range(self.runs):
            town.make_all_new()
            results.add("build_fresh_checkout_seconds", town.build().seconds)
        if town.hash_of_site() != before:
            raise CommandFailedError("a build of files with new times gave other bytes")
        for _ in range(self.runs):
            words = town.edit_one()
            results.add("edit_1_seconds", town.build().seconds)
            if words not in (town.site / page_of(town.edited)).read_text(encoding="utf-8"):
                raise CommandFailedError("a build does not show the changed text")
        town.forget_edit()
        town.build()

    def _serve(self) -> None:
        for town, ending in ((self.town, ""), (self.small, "_small")):
            names = (f"serve_change{ending}_seconds", f"serve_start{ending}_seconds")
            if town is None or self._left_out("serve", *names):
                continue
            with self.results.part(*names), serving(town.root, page_of(town.edited)) as server:
                self.results.add(names[1], server.first_page_seconds)
                for _ in range(min(self.runs, 3)):
                    words = town.edit_one()
                    self.results.add(names[0], server.seconds_until(page_of(town.edited), words))
            town.forget_edit()

    def _verify_and_tally(self) -> None:
        for _ in range(self.runs):
            self.results.add("verify_seconds", self.town.verify().seconds)
            self.results.add("cold_beside_verify_seconds", self.town.build_cold().seconds)
            ran = self.town.tally()
            self.results.add("tally_seconds", ran.seconds)
            self.results.add("tally_count_seconds", json.loads(ran.output)["count"])

    def _ratios(self) -> None:
        ratio = self.results.ratio
        ratio("cold_build_over_hugo", "cold_build_seconds", "hugo_seconds")
        limit = 1000 if self.at_limit and len(self.at_limit.city.proposals) == ENGINE_LIMIT else self.size
        ratio(f"cold_{limit}_over_mkdocs_material", "cold_limit_seconds", "mkdocs_material_seconds")
        ratio("rebuild_20_over_empty_engine", "rebuild_20_seconds", "empty_engine_beside_rebuild_seconds")
        ratio("rebuild_0_over_empty_engine", "rebuild_0_seconds", "empty_engine_beside_rebuild_seconds")
        ratio("rebuild_20_large_over_small", "rebuild_20_seconds", "rebuild_20_small_seconds")
        ratio("verify_over_cold", "verify_seconds", "cold_beside_verify_seconds")
