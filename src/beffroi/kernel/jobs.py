"""Background jobs: what is worth another try, after how long, and who is told when none is left.

`@job(queue="imports")` is procrastinate's `task` with our answers. A job's arguments are keys and
values, never a path of one machine: any worker may be handed it, and may be handed it twice.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.db import InterfaceError, OperationalError
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

IMPORTS, PUBLICATIONS, DIGESTS = "imports", "publications", "digests"
MAIL, UPKEEP = "mail", "upkeep"
QUEUES = (IMPORTS, PUBLICATIONS, DIGESTS, MAIL, UPKEEP)

MOST_DEATHS = 3  # workers one job may take with it
MOST = 6  # times one job is tried: over about ten minutes
FIRST_PAUSE, LONGEST_PAUSE = 10, 900  # seconds


class Transient(Exception):
    """Something outside is gone for now (object storage, another server): try again later."""


class HandedBack(Transient):
    """The worker was asked to stop: another begins the job again at once."""


PASSING = (Transient, OperationalError, InterfaceError, ConnectionError, TimeoutError)


def passing(error: BaseException | None) -> bool:
    """Whether the same job may succeed later though nothing is mended: a wrong file never does."""
    while error is not None:
        if isinstance(error, PASSING):
            return True
        error = error.__cause__
    return False


def pause(attempts: int) -> int:
    """Seconds before the next try, after `attempts` earlier ones: 10, 20, 40 … at most 900."""
    return min(FIRST_PAUSE * 2 ** min(attempts, 20), LONGEST_PAUSE)


class Patience(BaseRetryStrategy):
    """Again and again for what passes, never for what does not."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, HandedBack):
            return RetryDecision(retry_in={"seconds": 0})
        if not passing(exception) or job.attempts + 1 >= MOST:
            return None
        return RetryDecision(retry_in={"seconds": pause(job.attempts)})


Told = Callable[[Job, str], None]
_told_of_failures: list[Told] = []


def tell_failures_to(hear: Told) -> None:
    """Call `hear(job, reason)` for each job that failed for good."""
    if hear not in _told_of_failures:
        _told_of_failures.append(hear)


def failed_for_good(job: Job, reason: str) -> None:
    """Tell whoever asked; procrastinate itself notes the failure."""
    for hear in _told_of_failures:
        hear(job, reason)


_context: ContextVar[Any] = ContextVar("job", default=None)


def check_stopping() -> None:
    """Raise `HandedBack` when the worker is asked to stop; long work calls it now and then."""
    context = _context.get()
    if context is not None and context.should_abort():
        raise HandedBack


def _watched(call_next: Callable[[], Any], context: Any, worker: Any) -> Any:
    mark = _context.set(context)
    try:
        return call_next()
    except Exception as error:
        if PATIENCE.get_retry_decision(exception=error, job=context.job) is None:
            failed_for_good(context.job, type(error).__name__)
        raise
    finally:
        _context.reset(mark)


PATIENCE = Patience()


def job(*, queue: str, **options: Any) -> Callable[[Callable[..., None]], Any]:
    """Declare a background job of one of our queues; see the module's words."""
    if queue not in QUEUES:
        raise ValueError(f"unknown queue {queue!r}")
    declare: Any = app.task(queue=queue, retry=PATIENCE, task_middleware=[_watched], **options)
    return declare
