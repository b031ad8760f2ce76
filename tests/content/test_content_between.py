"""What must hold between files: ids, threads, answers, translations, links; and what lateness does not stop."""

import unicodedata

from content_samples import (
    ANSWER,
    CONSULTATION,
    HOME,
    OTHER,
    PROPOSAL,
    SOUND,
    consultation_with,
    findings_with,
    only_finding,
    portal_with,
    read_with,
)

from civicgen.content.read import read_content
from civicgen.model.findings import Severity
from civicgen.model.names import State


def proposal(thread: int, more: str = "") -> str:
    return f"---\ntitle: A proposal\nthread: {thread}\n{more}---\nText.\n"


def test_two_proposals_with_one_id_are_both_named_and_both_shown() -> None:
    """F10."""
    files = {f"{HOME}/proposals/copy.md": proposal(14, "id: lamps-in-mill-lane\n")}
    content = read_with(files)
    assert [(finding.code, finding.place.file) for finding in content.findings] == [
        ("same-id", f"{HOME}/proposals/copy.md"),
        ("same-id", PROPOSAL),
    ]
    assert "copy.md" in content.findings[1].message
    proposals = content.dossiers[0].proposals
    assert len({shown.id for shown in proposals}) == len(proposals) == 3
    assert [shown.file for shown in proposals if shown.id == "lamps-in-mill-lane"] == [PROPOSAL]
    assert sum(shown.is_broken for shown in proposals) == 2


def test_ids_that_differ_in_capitals_or_in_unicode_form_only_are_the_same() -> None:
    """F10."""
    capitals = findings_with({f"{HOME}/proposals/copy.md": proposal(14, "id: Lamps-in-Mill-Lane\n")})
    assert [finding.code for finding in capitals].count("same-id") == 2
    composed, decomposed = (unicodedata.normalize(form, "cafés") for form in ("NFC", "NFD"))
    files = {
        f"{HOME}/proposals/a.md": proposal(14, f"id: {composed}\n"),
        f"{HOME}/proposals/b.md": proposal(15, f"id: {decomposed}\n"),
    }
    assert [finding.code for finding in findings_with(files)].count("same-id") == 2
    assert len({shown.id for shown in read_with(files).dossiers[0].proposals}) == 4


def test_ids_that_are_not_allowed_never_reach_an_address() -> None:
    """F12: whatever is written, the id that pages are named for is harmless."""
    for written in ("../../x", "con", "a b", "x\"onerror='", "dot.", "é" * 300, "index"):
        content = read_with({PROPOSAL: proposal(12, f"id: {written}\n")})
        ids = [shown.id for shown in content.dossiers[0].proposals]
        assert all(set(shown) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and len(shown) <= 80 for shown in ids)
        assert "con" not in ids
        assert "index" not in ids


def test_a_thread_belongs_to_one_proposal_even_across_consultations() -> None:
    elsewhere = "content/consultations/quiet-streets"
    files = {f"{elsewhere}/consultation.md": SOUND[CONSULTATION], f"{elsewhere}/proposals/a.md": proposal(12)}
    findings = findings_with(files)
    assert [(finding.code, finding.place.line) for finding in findings] == [("same-thread", 3)] * 2
    assert f"{elsewhere}/proposals/a.md" in findings[0].message


def test_a_thread_is_needed_only_once_the_consultation_is_open() -> None:
    files = {PROPOSAL: "---\ntitle: Lamps\n---\nText.\n"}
    assert findings_with(files, at="2026-08-01T00:00:00Z") == []
    assert only_finding(files, at="2026-09-02T00:00:00Z").code == "no-thread"
    draft = {PROPOSAL: "---\ntitle: Lamps\nstatus: draft\n---\nText.\n"}
    assert findings_with(draft, at="2026-09-02T00:00:00Z") == []


def test_merges_that_lead_in_a_circle_are_found() -> None:
    files = {
        PROPOSAL: proposal(12, "status: merged\nmerged_into: third\n"),
        f"{HOME}/proposals/third.md": proposal(14, "status: merged\nmerged_into: lamps-in-mill-lane\n"),
    }
    assert [finding.code for finding in findings_with(files)] == ["merged-in-circles"] * 2


def test_a_proposal_of_another_consultation_is_no_target_of_a_merge() -> None:
    elsewhere = "content/consultations/quiet-streets"
    files = {
        f"{elsewhere}/consultation.md": SOUND[CONSULTATION],
        f"{elsewhere}/proposals/trees.md": proposal(14, "status: merged\nmerged_into: lamps-in-mill-lane\n"),
    }
    assert only_finding(files).code == "unknown-proposal"


def test_answered_without_an_outcome_and_reason_is_an_error() -> None:
    """F21."""
    without = findings_with({ANSWER: SOUND[ANSWER].replace("outcome: accepted\n", "")})
    assert {finding.code for finding in without} == {"missing-key", "answered-without-answer"}
    empty = findings_with({ANSWER: SOUND[ANSWER].replace("It will be painted in spring.", "")})
    assert {finding.code for finding in empty} == {"answer-without-reason", "answered-without-answer"}


def test_a_proposal_open_past_the_closing_is_a_warning_and_the_consultation_is_closed() -> None:
    """F21."""
    finding = only_finding({}, at="2026-10-02T00:00:00Z")
    assert (finding.code, finding.severity) == ("open-past-closing", Severity.WARNING)
    assert "lamps-in-mill-lane" in finding.message
    assert read_with().dossiers[0].consultation.state_at("2026-10-02T00:00:00Z") is State.CLOSED


def test_being_late_with_an_answer_is_a_warning_and_never_an_error() -> None:
    findings = findings_with({}, at="2027-02-01T00:00:00Z")
    assert {finding.code for finding in findings} == {"open-past-closing", "answer-overdue"}
    assert all(finding.severity is Severity.WARNING for finding in findings)


def test_without_a_moment_nothing_is_late() -> None:
    assert findings_with({}) == []


def test_a_translation_into_a_language_that_the_portal_lacks_is_an_error() -> None:
    """F20."""
    finding = only_finding({f"{HOME}/proposals/lamps-in-mill-lane.fr.md": "---\ntitle: Lampes\n---\nTexte.\n"})
    assert finding.code == "unknown-language"
    assert "en, de" in finding.hint


def test_a_translation_without_its_original_is_an_error() -> None:
    """F20."""
    finding = only_finding({f"{HOME}/proposals/trees.de.md": "---\ntitle: Bäume\n---\nText.\n"})
    assert (finding.code, finding.place.file) == ("translation-without-original", f"{HOME}/proposals/trees.de.md")


def test_a_name_with_a_dot_that_is_no_language_is_a_proposal_with_a_finding() -> None:
    content = read_with({f"{HOME}/proposals/version-1.final.md": proposal(14)})
    assert [finding.code for finding in content.findings] == ["wrong-id"]
    assert len(content.dossiers[0].proposals) == 3


def test_a_translation_reaches_its_original_and_its_findings_too() -> None:
    content = read_with({f"{HOME}/proposals/lamps-in-mill-lane.de.md": "---\ntitle: Lampen\nsumary: x\n---\nText.\n"})
    shown = content.dossiers[0].proposals[0]
    assert shown.translations["de"].title == "Lampen"
    assert [(finding.code, finding.place.line) for finding in shown.findings] == [("unknown-key", 3)]
    assert not shown.is_broken


def test_links_to_files_and_headings_that_are_there_are_fine() -> None:
    """F19."""
    body = (
        "\n## Größe & Kosten\n\nSee [here](#größe--kosten), [there](zebra-at-the-school.md), "
        "[rules](../../../pages/about.md#our-rules), [text](../documents/plan.txt), <https://example.org>.\n"
    )
    files = {
        PROPOSAL: SOUND[PROPOSAL] + body,
        "content/pages/about.md": "# About\n\n## Our rules\n\nBe kind.\n",
        f"{HOME}/documents/plan.txt": "plan",
        f"{HOME}/documents/documents.yml": "- file: plan.txt\n  title: The plan\n",
    }
    assert findings_with(files) == []


def test_an_update_without_a_date_in_its_name_is_an_error() -> None:
    for name in ("longer-open", "2026-02-30-longer-open"):
        finding = only_finding({f"{HOME}/updates/{name}.md": "---\ntitle: Longer open\n---\nText.\n"})
        assert finding.code == "update-without-date"


def test_a_file_where_none_is_read_is_named() -> None:
    findings = findings_with({f"{HOME}/proposal/lost.md": "x", f"{HOME}/notes.docx": "x", f"{HOME}/.gitkeep": ""})
    assert [(finding.code, finding.severity) for finding in findings] == [
        ("unknown-file", Severity.ERROR),
        ("unknown-file", Severity.WARNING),
    ]


def test_a_folder_without_consultation_md_is_shown_as_broken() -> None:
    content = read_with({CONSULTATION: None})
    consultation = content.dossiers[0].consultation
    assert (consultation.title, consultation.is_broken) == ("bright streets", True)
    assert [finding.place.file for finding in content.findings] == [CONSULTATION]
    assert len(content.dossiers[0].proposals) == 2


def test_a_broken_term_breaks_the_consultation_and_a_missing_contact_does_not() -> None:
    """T11: terms that could not be read are not replaced by others in silence."""
    misspelt = read_with({CONSULTATION: consultation_with(counting="\n  rulle: latest-per-person")})
    assert misspelt.dossiers[0].consultation.is_broken
    contactless = SOUND[CONSULTATION].replace("contact: works@oakford.example\n", "")
    content = read_with({CONSULTATION: contactless})
    assert [finding.code for finding in content.findings] == ["missing-key"]
    assert not content.dossiers[0].consultation.is_broken


def test_a_finding_stands_at_the_proposal_that_it_is_about() -> None:
    content = read_with({OTHER: SOUND[OTHER].replace("title: A zebra", "title: A <b>zebra</b>")})
    lamps, zebra = content.dossiers[0].proposals
    assert lamps.findings == ()
    assert [finding.code for finding in zebra.findings] == ["markup-in-title"]


def test_of_a_file_that_cannot_be_read_nothing_else_is_said_to_be_missing() -> None:
    for broken in ("---\ntitle: [\n---\n", "no front matter", "---\ntitle: T\nthread: 012\n---\n"):
        codes = [finding.code for finding in findings_with({PROPOSAL: broken}, at="2026-09-15T00:00:00Z")]
        assert len(codes) == 1, codes
        assert codes != ["no-thread"]
    answered = ANSWER, SOUND[ANSWER].replace("zebra-at-the-school", "lamps-in-mill-lane, zebra-at-the-school")
    codes = [finding.code for finding in findings_with({PROPOSAL: "", answered[0]: answered[1]})]
    assert codes == ["no-front-matter"]


def test_no_consultation_takes_a_folder_of_the_public_record() -> None:
    for name in ("texts", "ledger"):
        files = {f"content/consultations/{name}/consultation.md": SOUND[CONSULTATION]}
        content = read_with(files)
        (finding,) = content.findings
        assert (finding.code, finding.place.file) == ("wrong-id", f"content/consultations/{name}")
        assert name not in [dossier.consultation.slug for dossier in content.dossiers]


def test_a_missing_portal_is_said_once() -> None:
    sources = [source for source in portal_with() if source.path != "content/portal.yml"]
    codes = [finding.code for finding in read_content(sources).findings]
    assert codes.count("no-portal") == 1
    assert "unknown-authority" not in codes


def test_a_consultation_without_its_file_is_told_to_write_it() -> None:
    files = {"content/consultations/quiet-nights/proposals/no-bells.md": proposal(40)}
    (finding,) = read_with(files).findings
    assert finding.message == "not read: the file is missing"
    assert finding.hint.startswith("Write it")


def test_a_text_or_sheet_that_would_be_lost_is_an_error() -> None:
    for path in ("proposals/Lamps.MD", "proposals/lamps.markdown", "contributions/letters.xlsx"):
        (finding,) = findings_with({f"{HOME}/{path}": "x"})
        assert (finding.code, finding.severity) == ("unknown-file", Severity.ERROR)
