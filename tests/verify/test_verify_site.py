"""`civicgen verify` on a built site: fine as it is, and naming the place after any number was changed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from ledger_table import changed, opened, settings, table
from small_portal import SLUG, answer, chained, facts_for, opened_text, proposal, publish, write_site

from civicgen.app.verifying.differences import file_differences
from civicgen.app.verifying.verify import Report, verify
from civicgen.cli.verify import verify as command
from civicgen.errors import ConfigurationError, LedgerError
from civicgen.ledger.canonical import tallies_digest
from civicgen.model.ledger import Ledger, OpenedText, Row, RowType
from civicgen.model.names import Digest, Outcome, ProposalId, Stance
from civicgen.model.times import Instant
from civicgen.store.published import SiteFolder

LATER = Instant("2026-11-01T22:59:59Z")
HELLO = opened_text("comment:1", "Hello, how much does <b>that</b> cost?")
LETTER = opened_text("receipt:1", "We sign this.")

ROWS = """
published;      lamps; ; ; 08-30; 09-01; ; wording=1 digest=a
published;      bikes; ; ; 08-30; 09-01; ; wording=1 digest=a
reaction-cast;  lamps; ada; +1;      09-05; 09-06; reaction:1
reaction-cast;  lamps; ben; -1;      09-05; 09-06; reaction:2
reaction-cast;  lamps; cem; +1;      09-05; 09-06; reaction:3
reaction-cast;  lamps; cem; -1;      09-05; 09-06; reaction:4
reaction-cast;  bikes; ada; heart;   09-05; 09-06; reaction:5
contribution;   bikes; ;    support; 09-06; 09-06; receipt:1; channel=paper count=1200 may_publish=true
comment-made;   lamps; dot; ;        09-05; 09-06; comment:1
comment-hidden; lamps; ;    ;        ;      09-08; comment:2; reason=spam
"""


def rows_with_texts() -> list[Row]:
    texts = {"comment:1": HELLO.commitment, "receipt:1": LETTER.commitment}
    found = table(ROWS.replace("comment-hidden; lamps; ;    ;        ;      09-08; comment:2; reason=spam\n", ""))
    return [_with_text(row, texts.get(row.ref or "")) for row in found]


def _with_text(row: Row, text: Digest | None) -> Row:
    return Row(**({name: getattr(row, name) for name in row.__struct_fields__} | {"text": text}))


def closing_row(**numbers: list[int]) -> Row:
    words = (Stance.SUPPORT, Stance.OPPOSE, Stance.ABSTAIN)
    tallies = {ProposalId(name): dict(zip(words, sums, strict=True)) for name, sums in numbers.items()}
    closes = settings().closes
    return Row(
        seq=0,
        type=RowType.CLOSED,
        prev=Digest(""),
        seen_at=Instant("2026-10-02T03:00:00Z"),
        made_at=closes,
        facts={"closes": closes, "tallies": tallies_digest(tallies)},
    )


@pytest.fixture
def ledger() -> Ledger:
    rows = [
        opened(),
        *rows_with_texts(),
        closing_row(lamps=[1, 1, 0], bikes=[1201, 0, 0]),
        changed(settings(closes=LATER), seen_at="10-05"),
        *table("reaction-cast; lamps; eve; +1; 10-10; 10-11; reaction:6"),
    ]
    return chained(rows, [HELLO, LETTER])


@pytest.fixture
def site(tmp_path: Path, ledger: Ledger) -> Path:
    bikes = proposal("bikes", outcome=Outcome.ACCEPTED, answered_on="2026-11-02")
    facts = facts_for(ledger, proposal("lamps"), bikes, contributions=1)
    write_site(tmp_path / "site", ledger, publish(ledger, facts, [answer("bikes")]))
    return tmp_path / "site"


def check(site: Path, **arguments: object) -> Report:
    return verify(SiteFolder(site), progress=lambda what, done, total: None, **arguments)  # type: ignore[arg-type]


def edit(path: Path, before: str, after: str) -> None:
    data = path.read_bytes()
    assert before.encode() in data
    path.write_bytes(data.replace(before.encode(), after.encode(), 1))


def differences(site: Path) -> list[str]:
    return [str(difference) for difference in check(site).differences]


def test_a_site_as_it_was_built_agrees_with_its_ledger(site: Path) -> None:
    report = check(site)
    assert report.differences == ()
    assert (report.consultations, report.rows, report.pages) == (1, 13, 5)


@pytest.mark.parametrize(
    ("file", "before", "after", "named"),
    [
        ("numbers.html", 'value="1201"', 'value="1202"', "is '1202', should be 1201"),
        ("numbers.html", ">1,201<", ">1,207<", "as text: is '1,207', should be 1201"),
        ("numbers.html", 'data-value="1201"', 'data-value="1"', "numbers.html"),
        (
            "numbers.html",
            "bright-streets/lamps/support",
            "bright-streets/lamps/supp0rt",
            "which is no number of this site",
        ),
        ("numbers.html", 'data-figure="bright-streets/lamps/support"', "", "a number without a name"),
        ("data/bright-streets/proposals.csv", "2,1,0,3", "3,1,0,3", "line 3 (lamps), support"),
        ("data/bright-streets/stances.csv", '"counted"', '"excluded"', "line 2"),
        ("data/bright-streets/proposals.json", '"support":2', '"support":20', "proposals[1].figures.support"),
        (
            "data/bright-streets/proposal-figures.json",
            '/lamps/support": 2',
            '/lamps/support": 9',
            "figures.bright-streets/lamps/support",
        ),
        ("data/bright-streets/figures.json", '//support": 1203', '//support": 9', "figures.bright-streets//support"),
        ("data/bright-streets/facts.json", '"Lamps"', '"Lumps"', "facts.json"),
        ("data/bright-streets/contributions.csv", "1200", "1900", "count"),
        ("data/bright-streets/comments.csv", "Hello", "Hullo", "text"),
        ("data/bright-streets/answers.csv", "We will", "We wont", "answers.csv: SHA-256"),
        ("data/bright-streets/consultation.json", '"as_of"', '"as_0f"', "consultation.json"),
        ("data/portal.json", '"//proposals":2', '"//proposals":3', "figures.//proposals"),
        ("data/recount.py", "import csv", "import  csv", "recount.py: SHA-256"),
        ("data/SHA256SUMS", "a", "b", "data/SHA256SUMS"),
    ],
)
def test_a_changed_number_is_named_with_its_file(site: Path, file: str, before: str, after: str, named: str) -> None:
    edit(site / file, before, after)
    found = differences(site)
    assert found
    assert any(line.startswith(file if not file.endswith("SUMS") else "data/") and named in line for line in found)


@pytest.mark.parametrize("name", ["figures.json", "facts.json", "proposals.csv", "answers.json", "consultation.json"])
def test_a_missing_file_is_named(site: Path, name: str) -> None:
    (site / "data" / SLUG / name).unlink()
    assert any(f"data/{SLUG}/{name}: the file: is missing" in line for line in differences(site))


def test_a_missing_page_is_named(site: Path) -> None:
    for page in ("lamps.html", "index.html", "data.html"):
        kept = (site / page).read_bytes()
        (site / page).unlink()
        assert differences(site) == [f"{page}: the page: is missing, should be there"]
        (site / page).write_bytes(kept)


def test_a_proposals_page_without_its_number_is_named(site: Path) -> None:
    edit(site / "lamps.html", "</data>", "</span>")
    edit(site / "lamps.html", "<data ", "<span ")
    edit(site / "lamps.html", "data-figure", "class")
    assert differences(site) == ["lamps.html: bright-streets/lamps/support: is missing, should be 2"]
    edit(site / "lamps.html", "<title>", '<rect data-figure="bright-streets/lamps/support" data-value="2"/><title>')
    assert differences(site) == ["lamps.html: bright-streets/lamps/support: is missing, should be 2"]


def test_what_others_are_recomputed_from_is_named_first(site: Path) -> None:
    edit(site / "data" / SLUG / "consultation.json", '"contributions": 1', '"contributions": 7')
    assert differences(site)[0].startswith(f"data/{SLUG}/consultation.json: SHA-256: is ")


def test_of_a_long_text_the_changed_words_are_shown(site: Path) -> None:
    edit(site / "data" / SLUG / "comments.csv", "cost?", "kost?")
    assert "kost?" in differences(site)[0]
    long, changed = "Lamps. " * 50 + "Yes, please.", "Lamps. " * 50 + "No, thanks."
    (found,) = file_differences("a.json", json.dumps([long]).encode(), json.dumps([changed]).encode())
    assert found.published.endswith("Yes, please.'")
    assert found.recomputed.endswith("No, thanks.'")


@pytest.mark.parametrize("file", ["harvests.jsonl", "ledger.json", f"{SLUG}/000001.jsonl", f"texts/{SLUG}.jsonl"])
def test_a_pipe_or_folder_in_place_of_a_ledger_file_is_named_and_does_not_hang(site: Path, file: str) -> None:
    for put in (os.mkfifo, os.mkdir):
        path = site / "data" / "ledger" / file
        path.unlink() if path.is_file() else None
        put(path)
        with pytest.raises(LedgerError, match=f"^data/ledger/{file}: not an ordinary file"):
            check(site)
        path.unlink() if put is os.mkfifo else path.rmdir()


def test_a_file_that_nobody_made_is_named(site: Path) -> None:
    (site / "data" / SLUG / "results.csv").write_text("support\r\n9999\r\n")
    assert differences(site)[0].startswith(f"data/{SLUG}/results.csv: the file: is there, should be named in")


def _edit_row(lines: list[bytes]) -> None:
    lines[3] = lines[3].replace(b'"kind":"+1"', b'"kind":"-1"')


TAMPERINGS: dict[str, Callable[[list[bytes]], None]] = {
    "edited": _edit_row,
    "deleted": lambda lines: lines.pop(5) and None,
    "inserted": lambda lines: lines.insert(5, lines[5]),
    "reordered": lambda lines: lines.insert(5, lines.pop(6)),
    "truncated": lambda lines: lines.pop() and None,
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_ledger_that_was_tampered_with_ends_with_65_and_names_the_row(site: Path, what: str) -> None:
    path = site / "data" / "ledger" / SLUG / "000001.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    before = list(lines)
    TAMPERINGS[what](lines)
    assert lines != before
    path.write_bytes(b"".join(lines))
    with pytest.raises(LedgerError, match=f"{SLUG}/000001.jsonl") as caught:
        check(site)
    assert caught.value.exit_code == 65


def test_every_single_byte_of_the_ledger_is_held_by_the_chain(site: Path) -> None:
    path = site / "data" / "ledger" / SLUG / "000001.jsonl"
    data = path.read_bytes()
    for position in range(0, len(data), 97):
        path.write_bytes(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :])
        with pytest.raises(LedgerError):
            check(site)


def test_a_text_that_is_not_the_committed_one_is_found(site: Path) -> None:
    edit(site / "data" / "ledger" / "texts" / f"{SLUG}.jsonl", "sign", "sing")
    with pytest.raises(LedgerError, match=f"texts/{SLUG}.jsonl"):
        check(site)


def test_an_old_checkpoint_is_still_in_the_chain_and_another_ledgers_is_not(site: Path, ledger: Ledger) -> None:
    earlier = ledger.harvests[2].prev
    assert check(site, since=earlier).differences == ()
    replaced = chained([opened(), *table("reaction-cast; lamps; ada; +1; 09-05; 09-06; reaction:1")])
    with pytest.raises(LedgerError, match=f"checkpoint {replaced.checkpoint} is not in the chain"):
        check(site, since=replaced.checkpoint)


def test_the_ledger_of_the_site_must_be_part_of_the_one_kept_elsewhere(site: Path, ledger: Ledger) -> None:
    assert check(site, own_ledger=ledger).differences == ()
    other = chained([opened()])
    with pytest.raises(LedgerError, match="the site's checkpoint"):
        check(site, own_ledger=other)


def test_a_frozen_tally_that_its_rows_do_not_give_is_named(tmp_path: Path) -> None:
    ledger = chained([opened(), *rows_with_texts(), closing_row(lamps=[500, 0, 0])], [HELLO, LETTER])
    write_site(tmp_path, ledger, publish(ledger))
    assert "tallies at the closing 2026-10-01T21:59:59Z" in differences(tmp_path)[0]


def test_texts_of_citizens_are_never_taken_for_numbers(site: Path) -> None:
    hostile = "&lt;data value=&quot;9&quot; data-figure=&quot;a/b/support&quot;&gt;9&lt;/data&gt;"
    quoted = '<a title="<data value=9 data-figure=a/b/support>9</data>" href="x.html">x</a>'
    comment = "<!-- <data value='9' data-figure='a/b/support'>9</data> -->"
    script = "<script>document.write('<data data-figure=\"a/b/c\">')</script>"
    edit(site / "numbers.html", "<ul>", f"<p>{hostile} data-figure='a/b/c'</p>{quoted}{comment}{script}<ul>")
    assert differences(site) == []


def test_a_site_before_the_first_collection_is_fine_and_shows_no_zero(tmp_path: Path) -> None:
    ledger = Ledger(meta=None, harvests=(), rows={}, texts={}, checkpoint=None)
    figures = write_site(tmp_path, ledger, publish(ledger))
    assert not [name for name in figures if name.endswith("support")]
    assert differences(tmp_path) == []


def test_the_command_prints_the_first_difference_and_ends_with_1(site: Path) -> None:
    run = CliRunner()
    assert run.invoke(command, [str(site)]).exit_code == 0
    edit(site / "numbers.html", 'value="1201"', 'value="1202"')
    broken = run.invoke(command, [str(site)])
    assert broken.exit_code == 1
    assert broken.stderr.startswith("First difference: numbers.html: line ")
    report = json.loads(run.invoke(command, [str(site), "--json"]).stdout)
    assert report["differences"][0]["recomputed"] == "1201"


def test_half_a_control_number_is_a_slip_and_no_alarm(site: Path) -> None:
    done = CliRunner().invoke(command, [str(site), "--since", "6b7fec5148"])
    assert isinstance(done.exception, ConfigurationError)
    assert "write it whole" in str(done.exception)


def test_the_independent_script_agrees_and_finds_a_changed_number(site: Path) -> None:
    script = [sys.executable, "-I", str(site / "data" / "recount.py")]
    fine = subprocess.run(script, capture_output=True, text=True, timeout=60, check=False)
    assert (fine.returncode, fine.stderr) == (0, "")
    assert "Everything agrees" in fine.stdout
    edit(site / "data" / SLUG / "proposals.csv", "2,1,0,3", "7,1,0,3")
    broken = subprocess.run(script, capture_output=True, text=True, timeout=60, check=False)
    assert broken.returncode == 1
    assert "support is 7, the record says 2" in broken.stderr
    (site / "data" / SLUG / "proposals.csv").unlink()
    missing = subprocess.run(script, capture_output=True, text=True, timeout=60, check=False)
    assert missing.returncode == 1
    assert "proposals.csv" in missing.stderr


def test_hidden_and_unpublished_texts_are_not_in_the_site(tmp_path: Path) -> None:
    secret = opened_text("comment:1", "a telephone number")
    old = opened_text("comment:2", "written in anger")
    new = opened_text("comment:2", "written in calm")
    letter = opened_text("receipt:9", "a private letter")
    rows = table(
        """
        comment-made;   lamps; dot; ; 09-05; 09-06; comment:1
        comment-made;   lamps; eve; ; 09-05; 09-06; comment:2
        contribution;   lamps; ; support; 09-05; 09-06; receipt:9; channel=email count=1
        comment-hidden; lamps; ; ; ; 09-07; comment:1; reason=abuse
        comment-edited; lamps; eve; ; 09-07; 09-07; comment:2
        """
    )
    commitments = [secret, old, letter, None, new]
    written = [
        _with_text(row, text.commitment if isinstance(text, OpenedText) else None)
        for row, text in zip(rows, commitments, strict=True)
    ]
    ledger = chained([opened(), *written], [secret, old, new, letter])
    write_site(tmp_path, ledger, publish(ledger))
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"written in calm" in everything
    for text in (b"a telephone number", b"written in anger", b"a private letter"):
        assert text not in everything
    assert differences(tmp_path) == []


@pytest.fixture
def parted(tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same site with its data in four parts, as if it were large."""
    monkeypatch.setattr("civicgen.app.verifying.data_files.parts_for", lambda **numbers: 4)
    bikes = proposal("bikes", outcome=Outcome.ACCEPTED, answered_on="2026-11-02")
    facts = facts_for(ledger, bikes, proposal("lamps"), contributions=1)
    write_site(tmp_path / "parted", ledger, publish(ledger, facts, [answer("bikes")], parts=4))
    return tmp_path / "parted"


def test_a_site_in_parts_agrees_and_holds_every_line_once(parted: Path, site: Path) -> None:
    assert differences(parted) == []
    for name in ("proposals", "stances", "comments", "contributions"):
        whole = (site / f"data/{SLUG}/{name}.csv").read_bytes().splitlines()
        parts = [path.read_bytes().splitlines() for path in sorted((parted / f"data/{SLUG}").glob(f"{name}-*.csv"))]
        assert len(parts) == 4
        assert {part[0] for part in parts} == {whole[0]}
        assert sorted(line for part in parts for line in part[1:]) == sorted(whole[1:])


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("proposals", "2,1,0,3", "3,1,0,3"),
        ("stances", '"counted"', '"excluded"'),
        ("proposal-figures", 'support": 2,', 'support": 9,'),
        ("facts", '"Lamps"', '"Lumps"'),
        ("answers", "We will", "We wont"),
    ],
)
def test_a_changed_number_in_a_part_is_named_with_that_part(parted: Path, name: str, before: str, after: str) -> None:
    (path,) = [path for path in (parted / f"data/{SLUG}").glob(f"{name}-*") if before.encode() in path.read_bytes()][:1]
    edit(path, before, after)
    assert any(path.name in line for line in differences(parted))


def test_another_number_of_parts_than_the_record_asks_for_is_named(parted: Path) -> None:
    edit(parted / f"data/{SLUG}/consultation.json", '"parts": 4', '"parts": 2')
    assert any("parts" in line for line in differences(parted))


def test_a_text_in_a_part_that_is_not_the_committed_one_is_found(parted: Path) -> None:
    (path,) = [path for path in (parted / f"data/ledger/texts/{SLUG}").iterdir() if b"sign" in path.read_bytes()]
    edit(path, "sign", "sing")
    with pytest.raises(LedgerError, match=f"texts/{SLUG}/{path.name}"):
        check(parted)


def test_the_independent_script_reads_parts_and_names_the_one_that_differs(parted: Path) -> None:
    script = [sys.executable, "-I", str(parted / "data" / "recount.py")]
    assert "Everything agrees" in subprocess.run(script, capture_output=True, text=True, timeout=60, check=True).stdout
    (path,) = [path for path in (parted / f"data/{SLUG}").glob("proposals-*.csv") if b"2,1,0,3" in path.read_bytes()]
    edit(path, "2,1,0,3", "7,1,0,3")
    broken = subprocess.run(script, capture_output=True, text=True, timeout=60, check=False)
    assert broken.returncode == 1
    assert f"{SLUG}/{path.name}, lamps: support is 7, the record says 2" in broken.stderr
