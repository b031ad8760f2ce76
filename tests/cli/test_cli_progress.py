"""Where nobody watches, only long phases are said; each phase's time is kept for `--profile`."""

import threading

import pytest

from civicgen.cli import progress as shown


def test_short_phases_are_not_said_and_long_ones_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 0.0, 0.5, 3.0, 3.0])
    monkeypatch.setattr(shown.time, "monotonic", lambda: next(clock))
    with shown.ShownProgress(verb="Checking ") as progress:
        progress("the record", 0, None)
        progress("pages", 0, 1200)
        progress("pages", 1200, 1200)
    assert capsys.readouterr().err == "Checking pages: 1,200 (2.5 s)\n"
    assert progress.phases == {"the record": (0.5, None), "pages": (2.5, 1200)}


def test_a_silent_one_says_nothing_and_no_thread_is_started(capsys: pytest.CaptureFixture[str]) -> None:
    threads = threading.active_count()
    with shown.ShownProgress(is_silent=True) as progress:
        progress("pages", 0, 10)
        assert threading.active_count() == threads
    assert capsys.readouterr().err == ""
