"""The same work on many items, on all cores where that is possible. Gives results in order; writes nothing itself.

Workers are copies of this process, made when the work begins, so that they have everything that it has and nothing need
be sent to them. A process that has threads, or a system that copies processes badly, does the work alone.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from civicgen.errors import CivicgenError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

ENOUGH = 4
"""Fewer items than this are done faster than a worker is made."""

_work: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []
"""What the workers of now do, and to what: they find it in their copy of this process."""


def work_on(
    items: Sequence[Item], work: Callable[[Item], Result], *, is_much: bool = True
) -> Generator[Result, None, None]:
    """`work` on each item, in the order of the items; errors that it raises are raised here.

    Where `work` writes, close this whatever happens, so that no worker goes on. What `is_much` is not is done here.
    """
    workers = _cores()
    if not is_much or len(items) < ENOUGH or workers < 2:
        yield from map(work, items)
        return
    _work.append((work, items))
    gc.freeze()  # what is there now is not looked at by the copies' collectors, and so stays shared
    try:
        with _executor(min(workers, len(items))) as executor:
            try:
                for result, problem in executor.map(_do, range(len(items))):
                    if problem is not None:
                        raise problem
                    yield result
            finally:
                executor.shutdown(cancel_futures=True)
    finally:
        gc.unfreeze()
        _work.pop()


@contextmanager
def aside(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """One piece of work, done in a copy of this process while the block goes on. What it gives waits for the result.

    Without another core the work is done when its result is asked for. Errors that it raises are raised then.
    """
    if _cores() < 2:
        yield work
        return
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, theirs), daemon=True)
    process.start()
    theirs.close()

    def result() -> Result:
        try:
            found, problem = ours.recv()
        except EOFError:
            raise RuntimeError("a worker ended without a result; was there enough memory?") from None
        if problem is not None:
            raise problem
        return found  # type: ignore[no-any-return]  # what `work` gave

    try:
        yield result
    finally:
        ours.close()
        process.terminate()
        process.join()


def _send(work: Callable[[], Any], to: "Connection") -> None:
    _leave_interrupts_alone()
    to.send(_outcome(work))
    to.close()


def _executor(workers: int) -> "ProcessPoolExecutor":
    # Imported here: most builds have little work. This pool, unlike the other, notices when a worker was killed.
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("fork"), initializer=_leave_interrupts_alone
    )


def _leave_interrupts_alone() -> None:
    """Ctrl-C reaches every process: the first one ends the work, and the others with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(at: int) -> tuple[Any, Exception | None]:
    work, items = _work[-1]
    return _outcome(lambda: work(items[at]))


def _outcome(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    """The result, or an error in a form that can be sent to the parent."""
    try:
        return work(), None
    except CivicgenError as problem:
        return None, problem
    except Exception:  # with its trace, which would not be sent along
        return None, RuntimeError(traceback.format_exc())


def _cores() -> int:
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))
