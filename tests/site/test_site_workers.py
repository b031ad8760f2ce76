"""Work is shared with copies of the process; order and errors are those of one process, which alone is interrupted."""

import os
import subprocess
import sys

import pytest

from civicgen.errors import LedgerError
from civicgen.site.workers import work_on

SCRIPT = """
import os
import signal
import sys
import time
from civicgen.errors import LedgerError
from civicgen.site.workers import aside, work_on

def square(number):
    time.sleep(0.01)  # or one worker might do everything before the other has begun
    return number * number, os.getpid()

def refuse(number):
    if number == 30:
        raise LedgerError("was edited", file="bright-streets/000001.jsonl", line=number)
    if number == 60:
        1 / 0
    return number

def interrupted(number):
    os.kill(os.getpid(), signal.SIGINT)  # as Ctrl-C does to every process
    return number

if sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1:
    assert list(work_on(range(8), interrupted)) == list(range(8))
    with aside(lambda: interrupted(1)) as result:
        assert result() == 1

results = list(work_on(range(50), square))
assert [each for each, _ in results] == [number * number for number in range(50)]
print(len({pid for _, pid in results} - {os.getpid()}))
for stop in (40, 70):
    try:
        list(work_on(range(stop - 20, stop), refuse))
    except Exception as problem:
        print(type(problem).__name__, problem)
"""


def test_a_process_without_threads_shares_the_work() -> None:
    ran = subprocess.run([sys.executable, "-W", "error", "-c", SCRIPT], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    workers, first, second = ran.stdout.split("\n", 2)
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    assert int(workers) == (cores if cores > 1 else 0)
    assert first == "LedgerError bright-streets/000001.jsonl:30: was edited"
    assert "ZeroDivisionError" in second


def test_few_items_are_done_here_and_an_error_is_the_works_own() -> None:
    def refuse(number: int) -> int:
        raise LedgerError("was edited", file="a/000001.jsonl", line=number)

    with pytest.raises(LedgerError, match=r"a/000001\.jsonl:3: was edited"):
        list(work_on([3], refuse))
