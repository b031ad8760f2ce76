"""What is right is read whole, with the defaults that docs/content.md promises."""

import re
from pathlib import Path

from content_samples import CONSULTATION, PROPOSAL, SOUND, consultation_with, read_with

from civicgen.content.read import read_content
from civicgen.content.schemas import KINDS
from civicgen.model.content import SourceFile
from civicgen.model.names import Early, EligibleAccounts, Outcome, PhaseKind, Stance, State, Status

DOCS = Path(__file__).parents[2] / "docs" / "content.md"


def test_a_sound_portal_has_no_findings() -> None:
    assert read_with().findings == ()


def test_dates_open_with_the_first_and_close_with_the_last_second_of_the_day_in_the_portals_zone() -> None:
    phase = read_with().dossiers[0].consultation.phases[0]
    assert (phase.kind, phase.opens, phase.closes) == (
        PhaseKind.PROPOSE_AND_SUPPORT,
        "2026-08-31T22:00:00Z",
        "2026-10-01T21:59:59Z",
    )


def test_counting_that_nobody_describes_has_the_documented_defaults() -> None:
    settings = read_with().dossiers[0].consultation.counting
    assert settings is not None
    assert settings.rule == "one-stance-only"
    assert settings.mapping == {
        "+1": Stance.SUPPORT,
        "heart": Stance.SUPPORT,
        "hooray": Stance.SUPPORT,
        "rocket": Stance.SUPPORT,
        "-1": Stance.OPPOSE,
        "confused": Stance.OPPOSE,
    }
    assert settings.eligibility.accounts is EligibleAccounts.EVERYONE
    assert settings.early is Early.EXCLUDE
    assert settings.threshold is None


def test_the_answer_is_due_twelve_weeks_after_closing_by_the_clock_on_the_wall() -> None:
    assert read_with().dossiers[0].consultation.answer_by == "2026-12-24T22:59:59Z"


def test_an_answer_reaches_its_proposal_and_keeps_its_reason() -> None:
    dossier = read_with().dossiers[0]
    answer = dossier.answers[0]
    assert (answer.outcome, answer.proposals) == (Outcome.ACCEPTED, ("zebra-at-the-school",))
    assert answer.reason == "It will be painted in spring."
    assert [proposal.status for proposal in dossier.proposals] == [Status.OPEN, Status.ANSWERED]


def test_values_stay_the_text_that_the_editor_wrote() -> None:
    """F05: no, 1.10, 12:30:45 and 0123 are words, not a falsehood and numbers."""
    files = {CONSULTATION: consultation_with(topics="[no, 1.10, 12:30:45, 0123, on, 1e3]")}
    assert read_with(files).dossiers[0].consultation.topics == ("no", "1.10", "12:30:45", "0123", "on", "1e3")
    proposal = SOUND[PROPOSAL].replace("thread: 12", "thread: 12\nid: 0123")
    assert "0123" in [proposal.id for proposal in read_with({PROPOSAL: proposal}).dossiers[0].proposals]


def test_an_empty_value_is_the_same_as_a_key_left_out() -> None:
    proposal = SOUND[PROPOSAL].replace("thread: 12", "thread: 12\nsummary:\ncost: ~\nmerged_into: null")
    content = read_with({PROPOSAL: proposal})
    assert content.findings == ()
    assert content.dossiers[0].proposals[0].merged_into is None


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    """F06: both are accepted and make the same wording."""
    windows = b"\xef\xbb\xbf" + SOUND[PROPOSAL].replace("\n", "\r\n").encode()
    content, plain = read_with({PROPOSAL: windows}), read_with()
    assert content.findings == ()
    assert content.dossiers[0].proposals[0] == plain.dossiers[0].proposals[0]


def test_right_to_left_text_joined_emoji_and_flags_are_ordinary_text() -> None:
    """F16: what is legitimate passes."""
    for title in ("شوارع مضيئة", "רחובות מוארים", "For 👩‍👩‍👧 families", "Like in 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم"):
        assert read_with({PROPOSAL: SOUND[PROPOSAL].replace("Lamps in Mill Lane", title)}).findings == ()


def test_hostile_looking_titles_without_brackets_are_kept_letter_by_letter() -> None:
    """F13: templates and expressions are just text."""
    for title in ("{{ 7*7 }}", "${{ secrets }}", "a" * 500, "first\\nsecond"):
        content = read_with({PROPOSAL: SOUND[PROPOSAL].replace("Lamps in Mill Lane", f'"{title}"')})
        assert all(finding.severity == "warning" for finding in content.findings)
        assert content.dossiers[0].proposals[0].title == title.replace("\\n", "\n")


def test_a_pause_and_a_cancellation_stop_the_counting() -> None:
    changes = """
  - {at: 2026-09-05T08:00+02:00, field: state, before: open, after: paused, reason: Flood.}
  - {at: 2026-09-08T08:00+02:00, field: state, before: paused, after: open, reason: Over.}
  - {at: 2026-09-20T08:00+02:00, field: state, before: open, after: cancelled, reason: No money.}"""
    content = read_with({CONSULTATION: consultation_with(changes=changes)})
    assert content.findings == ()
    consultation = content.dossiers[0].consultation
    assert consultation.counting is not None
    assert [(pause.begins, pause.ends) for pause in consultation.counting.pauses] == [
        ("2026-09-05T06:00:00Z", "2026-09-08T06:00:00Z")
    ]
    assert consultation.counting.cancelled == "2026-09-20T06:00:00Z"
    assert consultation.state_at("2026-09-06T00:00:00Z") is State.PAUSED
    assert consultation.state_at("2026-09-09T00:00:00Z") is State.OPEN
    assert consultation.state_at("2026-10-09T00:00:00Z") is State.CANCELLED


def test_the_examples_of_the_documentation_are_sound_content() -> None:
    blocks = re.findall(r"```(?:yaml|markdown|csv)\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    home = "content/consultations/bright-streets"
    paths = [
        "content/portal.yml",
        "content/moderation.yml",
        f"{home}/consultation.md",
        f"{home}/proposals/lamps-in-mill-lane.md",
        f"{home}/answers/lamps.md",
        f"{home}/documents/documents.yml",
        f"{home}/contributions/market.csv",
        f"{home}/updates/2026-10-02-longer-open.md",
    ]
    assert len(blocks) == len(paths)
    files = [SourceFile(path=path, data=block.encode()) for path, block in zip(paths, blocks, strict=True)]
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0"
    files.append(SourceFile(path=f"{home}/documents/map-of-lamps.png", data=picture))
    content = read_content(files, at="2026-09-30T00:00:00Z")
    assert [finding.code for finding in content.findings] == ["answer-without-status"]
    dossier = content.dossiers[0]
    assert len(dossier.documents) == len(dossier.contributions) == len(dossier.updates) == len(dossier.answers) == 1
    assert dossier.contributions[0].count == 14
    assert len(content.moderation.record) == 1


def test_the_documentation_names_every_key_of_every_kind_of_file() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for kind, shape in KINDS.items():
        for key in shape.model_fields:
            assert f"`{key}`" in text, (kind, key)
