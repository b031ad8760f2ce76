"""What a written time means, in which zone, and the five ways in which it can be none."""

import pytest
from content_samples import CONSULTATION, consultation_with, findings_with, read_with

from civicgen.content.when import FIRST_SECOND, LAST_SECOND, TimeProblem, Zones, read_time

BERLIN = Zones(stated="Europe/Berlin", default="UTC")
PORTAL_ONLY = Zones(stated="", default="Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "zones", "meant"),
    [
        ("2026-09-01T08:00+02:00", PORTAL_ONLY, "2026-09-01T06:00:00Z"),
        ("2026-09-01T08:00:30Z", PORTAL_ONLY, "2026-09-01T08:00:30Z"),
        ("2026-09-01 08:00 +05:30", PORTAL_ONLY, "2026-09-01T02:30:00Z"),
        ("2026-09-01 08:00", BERLIN, "2026-09-01T06:00:00Z"),
        ("2026-12-01T08:00", BERLIN, "2026-12-01T07:00:00Z"),
        ("2026-09-01", PORTAL_ONLY, "2026-08-31T22:00:00Z"),
        ("2026-09-01", Zones(stated="Asia/Tokyo", default="Europe/Berlin"), "2026-08-31T15:00:00Z"),
    ],
)
def test_a_time_is_an_instant_a_local_time_with_its_zone_or_a_day(text: str, zones: Zones, meant: str) -> None:
    assert read_time(text, zones=zones, day_means=FIRST_SECOND) == meant


def test_a_day_closes_with_its_last_second_also_across_the_change_of_clocks() -> None:
    """T21."""
    assert read_time("2026-03-28", zones=BERLIN, day_means=LAST_SECOND) == "2026-03-28T22:59:59Z"
    assert read_time("2026-03-29", zones=BERLIN, day_means=LAST_SECOND) == "2026-03-29T21:59:59Z"


def test_a_day_whose_midnight_is_skipped_begins_with_its_first_second_that_exists() -> None:
    beirut = Zones(stated="Asia/Beirut", default="UTC")
    assert read_time("2026-03-29", zones=beirut, day_means=FIRST_SECOND) == "2026-03-28T22:00:00Z"


def test_the_five_ways_to_get_a_time_wrong_have_messages_of_their_own() -> None:
    """F08."""
    wrong = {
        "2026-13-45": PORTAL_ONLY,
        "2026-09-01 08:00": PORTAL_ONLY,
        "2026-03-29 02:30": BERLIN,
        "2026-10-25 02:30": BERLIN,
    }
    problems = [read_time(text, zones=zones, day_means=FIRST_SECOND) for text, zones in wrong.items()]
    codes = [problem.code for problem in problems if isinstance(problem, TimeProblem)]
    backwards = consultation_with(phases="\n  - {name: A, kind: support, opens: 2026-09-02, closes: 2026-09-01}")
    codes += [finding.code for finding in findings_with({CONSULTATION: backwards})]
    assert codes == ["impossible-date", "time-without-zone", "skipped-time", "ambiguous-time", "closes-before-opens"]


def test_an_hour_that_comes_twice_is_offered_with_both_offsets() -> None:
    """F08."""
    problem = read_time("2026-10-25 02:30", zones=BERLIN, day_means=FIRST_SECOND)
    assert isinstance(problem, TimeProblem)
    assert "2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00" in problem.hint


def test_the_phases_zone_goes_before_the_consultations_and_that_before_the_portals() -> None:
    phases = """
  - {name: A, kind: support, opens: 2026-09-01 08:00, closes: 2026-09-05, zone: Asia/Tokyo}
  - {name: B, kind: discuss, opens: 2026-09-06 08:00, closes: 2026-09-08}"""
    content = read_with({CONSULTATION: consultation_with(zone="America/New_York", phases=phases)})
    assert content.findings == ()
    first, second = content.dossiers[0].consultation.phases
    assert (first.opens, first.closes) == ("2026-08-31T23:00:00Z", "2026-09-05T14:59:59Z")
    assert (second.opens, second.closes) == ("2026-09-06T12:00:00Z", "2026-09-09T03:59:59Z")


@pytest.mark.parametrize(
    "text", ["9999-12-31T23:59-12:00", "0001-01-01", "2026-09-01T08:00+99:00", "２０２６-09-01", ""]
)
def test_times_beyond_the_calendar_are_problems_and_never_a_crash(text: str) -> None:
    assert isinstance(read_time(text, zones=BERLIN, day_means=FIRST_SECOND), TimeProblem)
