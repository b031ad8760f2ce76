"""Instants are written in one way only, so that they compare as text."""

import pytest

from civicgen.model.times import Instant, instant, moment, parse_instant


def test_an_instant_comes_back_as_it_was() -> None:
    assert instant(moment(Instant("2026-09-01T08:00:00Z"))) == "2026-09-01T08:00:00Z"
    assert parse_instant("2026-09-01T10:00:00+02:00") == "2026-09-01T08:00:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-09-01",
        "2026-09-01T08:00:00",
        "2026-09-01T08:00:00+00:00",
        "2026-09-01 08:00:00Z",
        "2026-W36-2T08:00:00Z",
    ],
)
def test_a_time_written_another_way_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match=r"instant|isoformat|zone"):
        moment(Instant(text))
