"""What the command says of a run: readable, and nothing in it steers the terminal."""

import json

import pytest
from announcing_town import Town, broken_off, once

from civicgen.cli.announce_report import print_report, report_as_json


def test_a_dry_run_prints_each_text_below_where_it_would_stand(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.harvest()
    print_report(town.announce(is_dry=True), is_dry=True)
    printed = capsys.readouterr().out
    assert "thread 1 (streets/lamps): published: would be said\n    **This is the conversation about" in printed
    assert printed.rstrip().endswith("2 to be said, 0 to be brought up to date, 0 refused.")


def test_what_was_said_is_printed_with_its_address_and_what_waits_with_its_number(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town.harvest()
    town.forge.locked = {1}
    town.forge.fail = once(broken_off(), after=1)
    print_report(town.announce(), is_dry=False)
    assert capsys.readouterr().out.splitlines() == [
        "thread 1 (streets/lamps): published: not said: the conversation is locked for this token",
        "Announcements at 2026-09-02T08:00:00Z: 0 said, 0 brought up to date, 1 refused.",
        "1 wait for the next run.",
    ]


def test_a_title_that_steers_terminals_does_not(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.write("proposals/lamps", '---\ntitle: "a\\u001b[31mred\\u0007"\nthread: 1\nstatus: open\n---\n\nPlease.\n')
    town.harvest()
    print_report(town.announce(is_dry=True), is_dry=True)
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "\x07" not in printed


def test_the_summary_for_machines_holds_everything(town: Town) -> None:
    town.harvest()
    told = json.loads(json.dumps(report_as_json(town.announce(at_most=1), is_dry=False)))
    (message,) = told.pop("messages")
    assert told == {"at": "2026-09-02T08:00:00Z", "dry_run": False, "waiting": 1, "decided": [], "problem": ""}
    assert message.pop("text").startswith("**This is")
    assert message == {
        "consultation": "streets",
        "proposal": "lamps",
        "thread": 1,
        "event": "published",
        "fate": "said",
        "address": "#501",
    }
