"""How long a forge asks us to wait, in all the forms it has for that; and how long we do."""

import pytest

from civicgen.errors import TemporaryError
from civicgen.forges.transport import Reply
from civicgen.forges.waiting import Patience, is_limit, wait_of

DATE = "Fri, 20 Nov 2026 09:00:00 GMT"
NINE = 1795165200  # the same moment in seconds since 1970


def reply(status: int = 403, text: str = "", **headers: str) -> Reply:
    return Reply(status=status, headers={name.replace("_", "-"): value for name, value in headers.items()}, text=text)


@pytest.mark.parametrize(
    "answer",
    [
        reply(429),
        reply(x_ratelimit_remaining="0"),
        reply(retry_after="5"),
        reply(text='{"message": "You have exceeded a secondary rate limit."}'),
        reply(text='{"message": "You have triggered an abuse detection mechanism."}'),
    ],
)
def test_a_refusal_because_of_a_limit_is_recognised(answer: Reply) -> None:
    assert is_limit(answer)


@pytest.mark.parametrize(
    "answer", [reply(text="Resource not accessible by integration"), reply(404), reply(200, text="rate limit")]
)
def test_other_answers_are_not_taken_for_limits(answer: Reply) -> None:
    assert not is_limit(answer)


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (reply(date=DATE, retry_after="17"), 17),
        (reply(date=DATE, retry_after="0"), 1),
        (reply(date=DATE, retry_after="Fri, 20 Nov 2026 09:01:30 GMT"), 90),
        (reply(date=DATE, x_ratelimit_remaining="0", x_ratelimit_reset=str(NINE + 3000)), 3001),
        (reply(date=DATE, x_ratelimit_remaining="0", x_ratelimit_reset=str(NINE - 5)), 1),
        (reply(date=DATE), 60),
        (reply(date="nonsense", retry_after="also nonsense"), 60),
    ],
)
def test_the_wait_is_what_the_forge_says_by_its_own_clock(answer: Reply, seconds: float) -> None:
    assert wait_of(answer, repeats=0).seconds == seconds


def test_a_limit_that_names_no_time_is_waited_for_longer_each_time() -> None:
    assert [wait_of(reply(429), repeats=times).seconds for times in range(3)] == [60, 120, 240]


def test_patience_ends_before_a_wait_that_is_too_long_and_does_not_sleep() -> None:
    slept: list[float] = []
    patience = Patience(100, sleep=slept.append, monotonic=lambda: 0.0)
    patience.wait(60, "busy")
    patience.lose(20)
    with pytest.raises(TemporaryError, match=r"busy.*50 s.*20 s"):
        patience.wait(50, "busy")
    assert slept == [60]
