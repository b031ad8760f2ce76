"""What a reader finds on the pages."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from site_record import keep_record
from site_town import COLLECTED, PORTAL, Town, build, silent

from civicgen.app.verifying.verify import verify
from civicgen.content.read import read_content
from civicgen.model.times import Instant
from civicgen.store.content_files import ContentFolder
from civicgen.store.published import SiteFolder

LAMPS = "consultations/bright-streets/proposals/lamps.html"
GATE = "consultations/bright-streets/proposals/gate.html"
STREETS = "consultations/bright-streets/index.html"
ANSWERS = "consultations/bright-streets/answers.html"
MARKET = "consultations/old-market/index.html"
FIGURE = re.compile(r'<data value="(\d+)" data-figure="([^"]+)">(\d+)</data>')


class Addresses(HTMLParser):
    """Collects ids, links and what the browser fetches."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of_tag = {name: value or "" for name, value in attrs}
        if "id" in of_tag:
            self.ids.append(of_tag["id"])
        if tag == "a" and "href" in of_tag:
            self.links.append(of_tag["href"])
        if "src" in of_tag or (tag == "link" and of_tag.get("rel") != "canonical"):
            self.fetched.append(of_tag.get("src") or of_tag["href"])


def read(page: str) -> Addresses:
    found = Addresses()
    found.feed(page)
    return found


def test_every_link_inside_the_site_leads_to_a_file_and_its_fragment(town: Town) -> None:
    pages = {
        path: read(path.read_text(encoding="utf-8")) for path in town.site.rglob("*.html") if path.name != "404.html"
    }
    for path, page in pages.items():
        for link in [*page.links, *page.fetched]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path}: {link}"
            if parts.fragment and target in pages:
                assert parts.fragment in pages[target].ids, f"{path}: {link}"


def test_every_address_ends_in_a_file_so_that_the_site_opens_without_a_server(town: Town) -> None:
    for path in town.site.rglob("*.html"):
        for link in read(path.read_text(encoding="utf-8")).links:
            parts = urlsplit(link)
            assert parts.scheme or not parts.path or re.search(r"\.\w+$|SHA256SUMS$", parts.path), f"{path}: {link}"


def test_no_id_stands_twice_on_a_page(town: Town) -> None:
    for path in town.site.rglob("*.html"):
        ids = read(path.read_text(encoding="utf-8")).ids
        assert len(ids) == len(set(ids)), path


def test_nothing_is_fetched_from_elsewhere_and_nothing_inline_runs(town: Town) -> None:
    for path in town.site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not [address for address in read(html).fetched if urlsplit(address).netloc], path
        assert re.findall(r"<script(?![^>]*src=)", html) == [], path
        assert "fonts.googleapis" not in html


def test_every_number_on_a_page_is_the_one_of_that_name_in_the_data(town: Town) -> None:
    figures: dict[str, int] = {}
    for path in (town.site / "data").glob("*/*figures.json"):
        figures |= json.loads(path.read_text(encoding="utf-8"))["figures"]
    shown = [match for path in town.site.rglob("*.html") for match in FIGURE.findall(path.read_text(encoding="utf-8"))]
    assert len(shown) > 50
    for value, name, words in shown:
        assert value == words
        if not name.startswith("//"):
            assert figures[name] == int(value), name


def test_frames_never_remain_in_the_site(town: Town) -> None:
    assert not (town.site / "_frames").exists()
    for path in town.site.rglob("*.html"):
        assert "<!--civicgen:" not in path.read_text(encoding="utf-8"), path


def test_every_page_has_a_title_a_description_and_one_main_heading(town: Town) -> None:
    for path in town.site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert len(re.findall(r"<title>[^<]+</title>", html)) == 1, path
        assert len(re.findall(r'<meta name="description" content="[^"]+"', html)) == 1, path
        assert len(re.findall(r"<h1[ >]", html)) == 1, path
        assert '<html lang="en"' in html


def test_home_says_who_asks_what_can_change_and_until_when(town: Town) -> None:
    words = town.words("index.html")
    assert "Smallville asks" in words
    assert "Town Council of Smallville asks" in words
    assert "Where the lamps stand" in words
    assert "Open until 29 November 2026, 23:59 (Europe/Berlin)" in words
    assert "Next update due by 21 November 2026, 10:00 (Europe/Berlin)" in words


def test_a_consultation_says_what_is_asked_and_promised(town: Town) -> None:
    words = town.words(STREETS)
    for said in (
        "Which streets are too dark?",
        "We answer every proposal.",
        "The sum of 90,000 EUR",
        "Committee for Streets",
        "15 December 2026",
        "Answered 1 of 3",
        "What things cost",
        "Three more weeks",
    ):
        assert said in words, said


def test_an_extension_shows_reason_and_both_tallies(town: Town) -> None:
    words = town.words(STREETS)
    assert "Reason: The library was flooded." in words
    assert "8 November 2026, 23:59 (Europe/Berlin) (before the change)" in words
    assert "29 November 2026, 23:59 (Europe/Berlin) (in force)" in words
    assert 'data-figure="bright-streets//support@2026-11-08T22:59:59Z"' in town.page(STREETS)


def test_a_late_answer_is_said_in_public(town: Town) -> None:
    assert "Answered 0 of 1 that need an answer, 1 overdue." in town.words(MARKET)
    assert "The answer is overdue" in town.words("consultations/old-market/proposals/trees.html")


def test_a_proposal_shows_text_support_and_both_ways_to_take_part(town: Town) -> None:
    words = town.words(LAMPS)
    html = town.page(LAMPS)
    assert "It is dark there." in words
    assert "Proposed by Maren Okafor" in words
    assert "https://github.com/smallville/consultations/issues/1" in html
    assert "mailto:lamps@smallville.example" in html
    assert "Market 1, Smallville" in words
    assert re.search(r"<rect [^>]*data-figure=\"bright-streets/lamps/support\" data-value=\"\d+\"", html)
    assert "data/bright-streets/stances.csv" in html


def test_what_an_editor_said_of_a_version_stands_beside_it(town: Town) -> None:
    words = town.words(GATE)
    assert "a change of substance, as Works Department marked it: Gates <b>open</b> inward now." in words


def test_links_between_texts_lead_to_their_pages(town: Town) -> None:
    assert '<a href="gate.html"' in town.page(LAMPS)
    assert '<a href="proposals/lamps.html"' in town.page(STREETS)
    assert '<a href="documents/costs.csv"' in town.page(STREETS)


def test_what_citizens_write_stays_text(town: Town) -> None:
    html = town.page(GATE)
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert 'href="javascript:' not in html
    assert "{{ 7*7 }}" in html
    assert "<img" not in html
    assert "Tools &amp; {{ 7*7 }} gates: &#34;open&#34; or &#39;shut&#39;?" in html


def test_a_broken_proposal_is_shown_with_its_findings(town: Town) -> None:
    words = town.words("consultations/bright-streets/proposals/broken.html")
    assert "A proposal with a slip" in words
    assert "unknown key `budgett`" in words
    assert "Something is wrong with this page's source" in words


def test_an_answer_stands_on_the_proposal_and_on_the_page_of_answers(town: Town) -> None:
    for address in (GATE, ANSWERS):
        words = town.words(address)
        assert "Accepted in part" in words
        assert "6 November 2026, by Committee for Streets" in words
        assert "The lock was taken off." in words


def test_commenters_are_pseudonyms(town: Town) -> None:
    assert re.search(r"Participant [0-9a-f]{4}-[0-9a-f]{4}", town.page(GATE))


def test_hidden_and_deleted_comments_leave_a_trace_and_no_words(town: Town) -> None:
    """The small town's record hides comment 5103 and deletes 5104; its moderation record names the first."""
    entries = dict(re.findall(r'<li class="comment" id="comment-(\d+)">(.*?)</li>', town.page(GATE), flags=re.S))
    hidden, deleted = entries["5103"], entries["5104"]
    assert "Hidden on GitHub as “off topic”. Its words are not repeated here." in hidden
    assert "Rule: Keep to the point." in hidden
    assert "Editor" in hidden
    assert "Write to the town clerk within four weeks." in hidden
    assert "#issuecomment-5103" in hidden
    assert "was deleted on GitHub" in deleted
    assert "comment__text" not in hidden + deleted
    assert "comment__text" in entries["5102"]


def test_left_overs_of_a_collection_that_crashed_are_not_published(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ledger"
    shutil.copytree(ledger, copy)
    with (copy / "bright-streets" / "000001.jsonl").open("ab") as segment:
        segment.write(b'{"half":')
    build(PORTAL, copy, tmp_path / "site")
    assert not verify(SiteFolder(tmp_path / "site"), progress=silent).differences


def test_a_link_to_a_heading_of_a_proposal_finds_it(tmp_path: Path) -> None:
    root = tmp_path / "portal"
    shutil.copytree(PORTAL, root)
    proposal = root / "content" / "consultations" / "bright-streets" / "proposals" / "lamps.md"
    with proposal.open("a", encoding="utf-8") as text:
        text.write("\nSee [the costs](#what-it-costs).\n\n## What it costs\n\n[There](gate.md#why)\n")
    build(root, tmp_path / "none", tmp_path / "site")
    html = (tmp_path / "site" / LAMPS).read_text(encoding="utf-8")
    assert '<a href="#text-what-it-costs"' in html
    assert 'id="text-what-it-costs"' in html
    assert '<a href="gate.html#text-why"' in html


def test_letters_stand_beside_comments_where_their_writers_allowed_it(town: Town) -> None:
    words = town.words(LAMPS)
    assert "On paper 6 October 2026 in support I cannot see the kerb." in words
    assert "Not for the public" not in words


def test_before_the_first_collection_nothing_is_nought_and_nothing_is_open(silent_town: Town) -> None:
    for address in (LAMPS, STREETS, "index.html", "consultations/bright-streets/all/newest.html"):
        html = silent_town.page(address)
        assert "ot collected yet" in html, address
        assert not [name for _, name, _ in FIGURE.findall(html) if "support" in name or "accounts" in name]
        assert not re.search(r">(Open|Closed)</", html), address
    assert "Nothing has been collected from GitHub yet." in silent_town.words("index.html")


def test_a_failed_attempt_is_said_and_the_old_numbers_stay(tmp_path: Path) -> None:
    content = read_content(ContentFolder(PORTAL).read())
    keep_record(tmp_path / "ledger", content, at=COLLECTED, failed_at=Instant("2026-11-21T09:00:00Z"))
    built = build(PORTAL, tmp_path / "ledger", tmp_path / "site")
    town = Town(ledger=tmp_path / "ledger", site=tmp_path / "site", built=built)
    said = (
        "Numbers of 20 November 2026, 10:00 (Europe/Berlin); the last attempt, at 21 November 2026, 10:00 "
        "(Europe/Berlin), failed or was incomplete."
    )
    for address in ("index.html", STREETS, "data.html"):
        assert said in town.words(address), address
    assert 'data-figure="bright-streets/lamps/support"' in town.page(LAMPS)


def test_a_time_set_by_hand_is_told_on_the_data_page(ledger: Path, tmp_path: Path) -> None:
    built = build(PORTAL, ledger, tmp_path / "site", at=Instant("2026-12-01T00:00:00Z"))
    town = Town(ledger=ledger, site=tmp_path / "site", built=built)
    assert "built for a time set by hand: 1 December 2026, 00:00 (UTC)" in town.words("data.html")
    assert "Closed on 29 November 2026" in town.words("index.html")


def test_filters_are_pages_of_their_own(town: Town) -> None:
    safety = town.words("consultations/bright-streets/all/topic-safety.html")
    assert "Six lamps for Mill Lane" in safety
    assert "A proposal with a slip" not in safety
    answered = town.words("consultations/bright-streets/all/status-answered.html")
    assert "Six lamps" not in answered


def test_data_page_names_control_number_and_every_file(town: Town) -> None:
    html = town.page("data.html")
    portal = json.loads((town.site / "data" / "portal.json").read_bytes())
    assert portal["checkpoint"] in html
    for path in (town.site / "data").rglob("*"):
        if path.is_file():
            assert f'href="{path.relative_to(town.site).as_posix()}"' in html


def test_a_page_with_its_comments_stays_small(town: Town) -> None:
    largest = max((town.site / "consultations").rglob("proposals/*.html"), key=lambda path: path.stat().st_size)
    assert largest.stat().st_size <= 25_000


@pytest.mark.parametrize(
    "address", ["index.html", "consultations/index.html", "how-we-count.html", "data.html", "404.html"]
)
def test_the_fixed_pages_are_there(town: Town, address: str) -> None:
    assert "<h1" in town.page(address)


@pytest.mark.parametrize("has_configuration", [False, True])
def test_an_empty_portal_says_so_kindly(tmp_path: Path, has_configuration: bool) -> None:
    (tmp_path / "content").mkdir()
    if has_configuration:
        shutil.copyfile(Path(__file__).parents[2] / "mkdocs.yml", tmp_path / "mkdocs.yml")
        (tmp_path / "site_overrides").mkdir()
    built = build(tmp_path, tmp_path / "ledger", tmp_path / "site")
    assert built.written.pages >= 5
    assert "No consultation yet" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_following_links_from_the_home_page_fetches_everything_that_verify_needs(town: Town, tmp_path: Path) -> None:
    reached = {"index.html"}
    waiting = ["index.html"]
    while waiting:
        address = waiting.pop()
        if not address.endswith(".html"):
            continue
        page = read(town.page(address))
        for link in (*page.links, *page.fetched):
            path = urlsplit(link).path
            target = (town.site / address).parent.joinpath(unquote(path)).resolve()
            if urlsplit(link).scheme or not path or not target.is_file():
                continue
            name = target.relative_to(town.site.resolve()).as_posix()
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    fetched = tmp_path / "site"
    for name in reached:
        (fetched / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(town.site / name, fetched / name)
    report = verify(SiteFolder(fetched), progress=silent)
    assert not report.differences
