"""A build after a change makes what a build from nothing makes, byte for byte, and writes no more than what changed."""

import multiprocessing
import random
import shutil
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from site_record import SECRETS, UNSEALED, keep_record
from site_town import PORTAL, build, files_of

from civicgen.content.read import read_content
from civicgen.errors import LedgerError
from civicgen.ledger.canonical import digest, encode
from civicgen.ledger.chain import seal
from civicgen.model.leaf import part_of
from civicgen.model.ledger import ConsultationMark, Cost, HarvestRow, OpenedText, Row, RowType
from civicgen.model.names import ConsultationSlug, ProposalId
from civicgen.model.times import Instant, instant, moment
from civicgen.site import growing, matter, workers
from civicgen.site.build import build_site
from civicgen.site.folder import Written
from civicgen.store.content_files import ContentFolder
from civicgen.store.ledger_files import LedgerFolder

STREETS = ConsultationSlug("bright-streets")
LAMPS, GATE = ProposalId("lamps"), ProposalId("gate")
FOLDER = f"content/consultations/{STREETS}"
SOON = Instant("2026-11-20T09:30:00Z")
Change = Callable[[Path], object]


@pytest.fixture
def portal(tmp_path: Path, ledger: Path) -> Path:
    """A copy of the small portal with its record, to be changed."""
    root = tmp_path / "portal"
    shutil.copytree(PORTAL, root, ignore=shutil.ignore_patterns("site", ".civicgen"))
    shutil.copytree(ledger, root / "ledger")
    return root


def rebuild(root: Path) -> Written:
    return build(root, root / "ledger", root / "site").written


def assert_as_from_nothing(root: Path) -> None:
    fresh = root.parent / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    build(root, root / "ledger", fresh)
    assert files_of(root / "site") == files_of(fresh)


def collect(root: Path, *drafts: Row, texts: Iterable[OpenedText] = (), after_hours: int = 1) -> None:
    """Another complete attempt, which found these rows of the first consultation."""
    folder = LedgerFolder(root / "ledger")
    last = folder.read().harvests[-1]
    at = instant(moment(last.at) + timedelta(hours=after_hours))
    marks = {
        slug: ConsultationMark(complete=True, rows=mark.rows, head=mark.head)
        for slug, mark in last.consultations.items()
    }
    rows, marks[STREETS] = seal([msgspec.structs.replace(draft, seen_at=at) for draft in drafts], after=marks[STREETS])
    harvest = HarvestRow(
        n=last.n + 1,
        at=at,
        clock="forge",
        outcome="complete",
        cost=Cost(requests=1, points=1),
        consultations=marks,
        prev=digest(encode(last)),
    )
    folder.append(rows={STREETS: rows}, texts={STREETS: tuple(texts)}, harvest=harvest)


def support(proposal: ProposalId, number: int) -> Row:
    return Row(
        seq=0,
        prev=UNSEALED,
        type=RowType.REACTION_CAST,
        seen_at=SOON,
        proposal=proposal,
        person=SECRETS.person(STREETS, 9000 + number),
        kind="+1",
        made_at=SOON,
        ref=f"reaction:{770000 + number}",
        facts={"account": "user", "age": "365"},
    )


def withdraw(proposal: ProposalId, number: int) -> Row:
    ref = f"reaction:{770000 + number}"
    return Row(seq=0, prev=UNSEALED, type=RowType.REACTION_WITHDRAWN, seen_at=SOON, proposal=proposal, ref=ref)


def comment(proposal: ProposalId, number: int, words: str) -> tuple[Row, OpenedText]:
    ref = f"comment:{990000 + number}"
    text = SECRETS.open_text(STREETS, ref=ref, text=words)
    row = Row(
        seq=0,
        prev=UNSEALED,
        type=RowType.COMMENT_MADE,
        seen_at=SOON,
        proposal=proposal,
        person=SECRETS.person(STREETS, 9000 + number),
        made_at=SOON,
        ref=ref,
        text=text.commitment,
        facts={"account": "user"},
    )
    return row, text


def redact(number: int) -> Row:
    facts = {"basis": "request", "role": "office"}
    ref = f"comment:{990000 + number}"
    return Row(seq=0, prev=UNSEALED, type=RowType.REDACTION, seen_at=SOON, ref=ref, facts=facts)


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def mend(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    write(root, path, text.replace(old, new, 1))


def add_comment(root: Path) -> None:
    row, text = comment(LAMPS, 1, "And the *bats*? See [the gate](gate.md).")
    collect(root, row, support(LAMPS, 2), support(GATE, 2), texts=[text])


def redact_comment(root: Path) -> None:
    row, text = comment(GATE, 3, "My telephone number is 555.")
    collect(root, row, texts=[text])
    rebuild(root)
    collect(root, redact(3))


def support_and_withdraw(root: Path) -> None:
    collect(root, support(LAMPS, 4))
    rebuild(root)
    collect(root, withdraw(LAMPS, 4))


def letter(proposal: ProposalId) -> Row:
    facts = {"channel": "paper", "count": 3, "batch": "B1", "checked_by": "clerk"}
    return Row(
        seq=0,
        prev=UNSEALED,
        type=RowType.CONTRIBUTION,
        seen_at=SOON,
        proposal=proposal,
        kind="support",
        made_at=SOON,
        ref="receipt:A-77",
        facts=facts,
    )


def correct_a_receipt(root: Path) -> None:
    collect(root, letter(LAMPS))
    rebuild(root)
    collect(root, letter(GATE))


def take_a_letter_back(root: Path) -> None:
    collect(root, letter(LAMPS))
    rebuild(root)
    collect(root, msgspec.structs.replace(letter(LAMPS), facts={"channel": "paper", "count": 0}))


def erase_a_text(root: Path) -> None:
    file = root / "ledger" / "texts" / f"{STREETS}.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:2] + lines[3:]))


def leave_over(root: Path) -> None:
    """What a collection that crashed leaves behind what it committed."""
    file = max((root / "ledger" / STREETS).glob("*.jsonl"))
    with file.open("ab") as stream:
        stream.write(b'{"half a row":')


CHANGES: dict[str, Change] = {
    "a harvest that found nothing": collect,
    "support": lambda root: collect(root, support(LAMPS, 1)),
    "support by one account for two proposals": lambda root: collect(root, support(LAMPS, 1), support(GATE, 1)),
    "a comment": add_comment,
    "a redaction, whose row names no proposal": redact_comment,
    "support withdrawn": support_and_withdraw,
    "the consultation closes": lambda root: collect(root, after_hours=24 * 400),
    "a proposal reworded": lambda root: mend(root, f"{FOLDER}/proposals/lamps.md", "It is **dark**", "It is *dark*"),
    "a proposal renamed": lambda root: mend(root, f"{FOLDER}/proposals/gate.md", "title: ", "title: Another "),
    "a topic more": lambda root: mend(root, f"{FOLDER}/proposals/lamps.md", "[light, ", "[bats, light, "),
    "a proposal added": lambda root: write(
        root, f"{FOLDER}/proposals/bats.md", "---\ntitle: Bats first\n---\n\nSee [the lamps](lamps.md#in-detail)."
    ),
    "a proposal gone, which others link to": lambda root: (root / FOLDER / "proposals/gate.md").unlink(),
    "an answer reworded": lambda root: mend(root, f"{FOLDER}/answers/gate.md", "---\n\n", "---\n\nIndeed: "),
    "the consultation's title": lambda root: mend(root, f"{FOLDER}/consultation.md", "title: ", "title: All "),
    "the portal's name": lambda root: mend(root, "content/portal.yml", "name: ", "name: New "),
    "a consultation gone": lambda root: shutil.rmtree(root / FOLDER),
    "an ordinary page": lambda root: write(root, "content/pages/index.md", "# Welcome\n\nHere [we count](data.md)."),
    "a template of the portal's own": lambda root: write(
        root, "site_overrides/civic/listing-card.html", "<li>{{ card.title }}</li>\n"
    ),
    "words of the portal's own": lambda root: write(
        root, "site_overrides/civic/catalogues/en.toml", '[comment]\ntitle = "What people said"\n'
    ),
    "a letter": lambda root: collect(root, letter(LAMPS)),
    "a letter about no proposal": lambda root: collect(root, msgspec.structs.replace(letter(LAMPS), proposal=None)),
    "a letter taken back": take_a_letter_back,
    "a letter that is not collected yet": lambda root: mend(
        root, f"{FOLDER}/contributions/letters.csv", "L-2,", "L-0,desk,2026-10-06,paper,,,1,,no,,Desk\nL-2,"
    ),
    "a receipt corrected to another proposal": correct_a_receipt,
    "a text erased": erase_a_text,
    "what a crash left over": leave_over,
    "the record lost": lambda root: shutil.rmtree(root / "ledger"),
    "the texts lost": lambda root: shutil.rmtree(root / "ledger" / "texts"),
    "the page of letters gone from the site": lambda root: (
        root / f"site/consultations/{STREETS}/receipts.html"
    ).unlink(),
    "a page gone from the site": lambda root: (root / f"site/consultations/{STREETS}/proposals/lamps.html").unlink(),
    "a table touched in the site": lambda root: mend(root, f"site/data/{STREETS}/stances.csv", "counted", "excluded"),
    "a strange file in the site": lambda root: write(root, "site/strange.html", "not ours"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_site_is_as_if_built_from_nothing(portal: Path, change: str) -> None:
    rebuild(portal)
    CHANGES[change](portal)
    rebuild(portal)
    assert_as_from_nothing(portal)


@pytest.mark.parametrize(("seed", "parts"), [(0, 1), (1, 4)])
def test_after_any_changes_one_upon_the_other_too(
    portal: Path, seed: int, parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matter, "parts_for", lambda **sizes: parts)
    if parts > 1:  # and by copies of the process
        monkeypatch.setattr(growing, "MANY", 0)
        monkeypatch.setattr(workers, "ENOUGH", 1)
    rebuild(portal)
    names = sorted(CHANGES.keys() - {"the record lost", "a consultation gone"})
    random.Random(seed).shuffle(names)
    for name in names:
        try:
            CHANGES[name](portal)
        except (FileNotFoundError, AssertionError, LookupError):
            continue  # an earlier change took away what this one is about
        rebuild(portal)
    assert_as_from_nothing(portal)


def test_support_for_one_proposal_writes_its_page_its_lists_its_data_and_little_more(portal: Path) -> None:
    rebuild(portal)
    before = files_of(portal / "site")
    collect(portal, support(LAMPS, 1))
    written = rebuild(portal)
    after = files_of(portal / "site")
    changed = {path for path in after if before.get(path) != after[path]}
    assert written.written == len(changed)
    assert f"consultations/{STREETS}/proposals/lamps.html" in changed
    assert {path for path in changed if "/proposals/" in path} == {f"consultations/{STREETS}/proposals/lamps.html"}
    assert not {
        path for path in changed if "old-market" in path and not path.endswith(("index.html", "consultation.json"))
    }


def test_of_the_data_in_parts_only_the_part_of_the_proposal_is_written(
    portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matter, "parts_for", lambda **sizes: 4)
    rebuild(portal)
    before = files_of(portal / "site")
    collect(portal, support(LAMPS, 1))
    rebuild(portal)
    after = files_of(portal / "site")
    part = part_of(LAMPS, 4)
    changed = {path for path in after if path.startswith(f"data/{STREETS}/") and before.get(path) != after[path]}
    names = ("proposals-{}.csv", "proposals-{}.json", "stances-{}.csv", "proposal-figures-{}.json")
    whole = {f"data/{STREETS}/{name}" for name in ("consultation.json", "figures.json")}
    assert changed == {f"data/{STREETS}/{name.format(part)}" for name in names} | whole
    assert_as_from_nothing(portal)


def test_a_build_that_is_interrupted_between_results_has_ended_its_workers(
    portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or they would go on writing what was taken away already."""
    monkeypatch.setattr(matter, "parts_for", lambda **sizes: 4)
    monkeypatch.setattr(growing, "MANY", 0)
    monkeypatch.setattr(workers, "ENOUGH", 1)
    used: list[int] = []

    def interrupt(what: str, done: int, total: int | None) -> None:
        if what == "proposals":
            used.append(len(multiprocessing.active_children()))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        build_site(portal, ledger=portal / "ledger", site=portal / "site", at=None, progress=interrupt)
    assert caught.tb  # where the build was is still known, so that nothing has ended by being forgotten
    assert used == [workers._cores() if workers._cores() > 1 else 0]
    assert not multiprocessing.active_children()
    assert [path.name for path in (portal / "site").iterdir()] == [".civicgen-site"]


@pytest.mark.parametrize("many", [growing.MANY, 0])
def test_a_cache_that_is_damaged_is_made_anew(portal: Path, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here and in copies of the process."""
    monkeypatch.setattr(growing, "MANY", many)
    monkeypatch.setattr(workers, "ENOUGH", 1)
    monkeypatch.setattr(matter, "parts_for", lambda **sizes: 4)
    rebuild(portal)
    (cache,) = (portal / ".civicgen").glob("build-*.sqlite")
    cache.write_bytes(b"not a database" * 1000)
    assert rebuild(portal).written == 0
    assert_as_from_nothing(portal)


def test_a_build_beside_another_one_does_without_the_cache(portal: Path) -> None:
    from civicgen.store.build_cache import open_cache

    rebuild(portal)
    with open_cache(portal, portal / "site"):
        assert rebuild(portal).written == 0
    assert_as_from_nothing(portal)


@pytest.mark.parametrize("where", ["first", "last"])
def test_a_record_that_was_edited_is_refused_as_if_read_for_the_first_time(portal: Path, where: str) -> None:
    rebuild(portal)
    before = files_of(portal / "site")
    file = portal / "ledger" / STREETS / "000001.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    at = 3 if where == "first" else len(lines) - 1
    lines[at] = lines[at].replace(b'"seen_at":"2026', b'"seen_at":"2025')
    file.write_bytes(b"".join(lines))
    with pytest.raises(LedgerError) as alone:
        LedgerFolder(portal / "ledger").read()
    with pytest.raises(LedgerError) as building:
        rebuild(portal)
    assert str(building.value) == str(alone.value)
    assert files_of(portal / "site") == before


def test_a_record_begun_anew_is_read_anew(portal: Path, tmp_path: Path) -> None:
    collect(portal, support(LAMPS, 1))
    rebuild(portal)
    other = tmp_path / "other"
    shutil.copytree(portal, other, ignore=shutil.ignore_patterns("site", ".civicgen", "ledger"))
    keep_record(other / "ledger", read_content(ContentFolder(PORTAL).read()), at=Instant("2026-11-21T09:00:00Z"))
    shutil.rmtree(portal / "ledger")
    shutil.copytree(other / "ledger", portal / "ledger")
    rebuild(portal)
    assert_as_from_nothing(portal)
