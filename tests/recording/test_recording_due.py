"""A site is published when it says something new, or when people were told that it would come; not at every attempt."""

import pytest
from msgspec.structs import replace

from civicgen.app.due import why_due
from civicgen.exports.edition import edition_json, read_edition
from civicgen.model.edition import Edition, EditionPart
from civicgen.model.names import ConsultationSlug, Digest, State
from civicgen.model.times import Instant

STREETS = EditionPart(slug=ConsultationSlug("streets"), state=State.OPEN, rows=12, is_complete=True, passed=1)
PUBLISHED = Edition(
    program=Digest("a" * 64),
    content=Digest("b" * 64),
    built_for=Instant("2026-11-20T09:00:00Z"),
    renewed_by=Instant("2026-11-21T09:00:00Z"),
    overdue=0,
    consultations=(STREETS,),
)
AN_HOUR_LATER = replace(
    PUBLISHED, built_for=Instant("2026-11-20T10:00:00Z"), renewed_by=Instant("2026-11-21T10:00:00Z")
)


def test_an_attempt_that_found_nothing_new_is_not_published() -> None:
    assert why_due(AN_HOUR_LATER, PUBLISHED) == ""
    assert why_due(PUBLISHED, PUBLISHED) == ""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"content": "c" * 64}, "the content changed"),
        ({"program": "c" * 64}, "civicgen changed"),
        ({"overdue": 1}, "another answer is overdue"),
    ],
)
def test_what_changed_is_published(change: dict[str, object], why: str) -> None:
    assert why_due(replace(AN_HOUR_LATER, **change), PUBLISHED) == why


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"rows": 15}, "streets: 3 new rows"),
        ({"state": State.CLOSED}, "streets: it is closed now"),
        ({"passed": 2}, "streets: a phase began or ended"),
        ({"is_complete": False}, "streets: it could not be collected"),
    ],
)
def test_what_changed_in_a_consultation_is_published(change: dict[str, object], why: str) -> None:
    fresh = replace(AN_HOUR_LATER, consultations=(replace(STREETS, **change),))
    assert why_due(fresh, PUBLISHED) == why


def test_a_failure_is_told_once_and_so_is_its_end() -> None:
    failed = replace(PUBLISHED, consultations=(replace(STREETS, is_complete=False),))
    assert why_due(replace(AN_HOUR_LATER, consultations=failed.consultations), failed) == ""
    assert why_due(AN_HOUR_LATER, failed) == "streets: it could be collected again"


def test_a_consultation_that_is_new_is_published() -> None:
    assert why_due(AN_HOUR_LATER, replace(PUBLISHED, consultations=())) == "streets: it is new"


@pytest.mark.parametrize(("at", "is_due"), [("2026-11-20T20:59:59Z", False), ("2026-11-20T21:00:00Z", True)])
def test_half_of_the_promised_time_is_left_to_what_runs_late(at: str, is_due: bool) -> None:
    assert bool(why_due(replace(AN_HOUR_LATER, built_for=Instant(at)), PUBLISHED)) is is_due


def test_nothing_published_is_due() -> None:
    assert why_due(PUBLISHED, None)
    assert why_due(PUBLISHED, replace(PUBLISHED, built_for=None, renewed_by=None)) == "the first attempt to collect"
    never = replace(PUBLISHED, built_for=None, renewed_by=None)
    assert why_due(never, never) == ""


def test_an_edition_is_read_again_and_what_is_none_is_none() -> None:
    assert read_edition(edition_json(PUBLISHED)) == PUBLISHED
    for data in (b"", b"<html>", b"{}", b"\xff"):
        assert read_edition(data) is None
