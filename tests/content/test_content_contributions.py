"""Letters, e-mails, meetings and forms: each line counted as written, or left out with a finding that says so."""

from content_samples import CONSULTATION, HOME, consultation_with, read_with

from civicgen.model.names import Channel, Stance

FILE = f"{HOME}/contributions/market.csv"
HEAD = "receipt,batch,received,channel,proposal,stance,count,text,may_publish,evidence,checked_by\n"


def test_a_line_is_read_whole() -> None:
    evidence = "0f" * 32
    line = (
        f'A-1,market stall,2026-09-12,paper,lamps-in-mill-lane,support,40,"Light, please",yes,{evidence},town clerk\n'
    )
    content = read_with({FILE: HEAD + line})
    assert content.findings == ()
    (entry,) = content.dossiers[0].contributions
    assert (entry.receipt, entry.batch, entry.channel) == ("A-1", "market stall", Channel.PAPER)
    assert (entry.proposal, entry.stance, entry.count) == ("lamps-in-mill-lane", Stance.SUPPORT, 40)
    assert (entry.text, entry.may_publish, entry.evidence) == ("Light, please", True, evidence)
    assert entry.place.line == 2


def test_what_is_left_empty_has_its_default() -> None:
    content = read_with({FILE: "receipt,received,channel,checked_by\nA-1,2026-09-12T08:00Z,email,clerk\n"})
    (entry,) = content.dossiers[0].contributions
    assert (entry.proposal, entry.stance, entry.count, entry.may_publish) == (None, None, 1, False)
    assert entry.received == "2026-09-12T08:00:00Z"


def test_a_date_alone_is_noon_in_the_consultations_zone() -> None:
    line = "A-1,,2026-09-12,paper,,,,,,,clerk\n"
    plain = read_with({FILE: HEAD + line}).dossiers[0].contributions[0]
    assert plain.received == "2026-09-12T10:00:00Z"
    elsewhere = {FILE: HEAD + line, CONSULTATION: consultation_with(zone="Asia/Tokyo")}
    assert read_with(elsewhere).dossiers[0].contributions[0].received == "2026-09-12T03:00:00Z"


def test_a_text_of_several_lines_does_not_shift_the_line_numbers_below() -> None:
    lines = 'A-1,,2026-09-12,paper,,,,"one\ntwo\nthree",,,clerk\nA-2,,tomorrow,paper,,,,,,,clerk\n'
    content = read_with({FILE: HEAD + lines})
    assert [finding.place.line for finding in content.findings] == [5]
    assert content.dossiers[0].contributions[0].text == "one\ntwo\nthree"


def test_one_wrong_line_does_not_hide_the_others() -> None:
    lines = "A-1,,2026-09-12,paper,,,,,,,clerk\nA-2,,2026-09-12,pigeon,,,,,,,clerk\nA-3,,2026-09-12,form,,,,,,,clerk\n"
    content = read_with({FILE: HEAD + lines})
    assert [entry.receipt for entry in content.dossiers[0].contributions] == ["A-1", "A-3"]
    assert "pigeon" in content.findings[0].message


def test_receipts_are_unique_across_the_files_of_a_consultation() -> None:
    line = "A-1,,2026-09-12,paper,,,{count},,,,clerk\n"
    files = {FILE: HEAD + line.format(count=3), f"{HOME}/contributions/later.csv": HEAD + line.format(count=5)}
    content = read_with(files)
    assert [entry.count for entry in content.dossiers[0].contributions] == [5]
    assert [(finding.code, finding.place.file) for finding in content.findings] == [("double-receipt", FILE)]
