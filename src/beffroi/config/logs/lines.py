"""Lines that other packages write, in our words: their own repeat arguments and paths."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

Event = MutableMapping[str, Any]


def procrastinate_facts(_logger: Any, _method: str, event: Event) -> Event:
    """A job's id, queue, task and state; never its arguments, which its sentence repeats."""
    record = event.get("_record")
    if record is None or not record.name.startswith("procrastinate"):
        return event
    event["event"] = getattr(record, "action", None) or _first_words(str(event["event"]))
    job = getattr(record, "job", None)
    if isinstance(job, Mapping):
        event.update(job=job.get("id"), task=job.get("task_name"), queue=job.get("queue"))
        event.update(attempts=job.get("attempts"), job_state=_state(event["event"]))
    if (seconds := getattr(record, "duration", None)) is not None:
        event["ms"] = round(seconds * 1000)
    return event


def _state(action: str) -> str:
    words = {"start_job": "doing", "job_success": "succeeded", "job_error": "failed"}
    return words.get(action, action.removeprefix("job_"))


def _first_words(sentence: str) -> str:
    return sentence.split("(")[0].split(":")[0].strip()


def quiet_request_words(_logger: Any, _method: str, event: Event) -> Event:
    """Django repeats the path, which may hold a token: the request's own line names the route."""
    record = event.get("_record")
    if record is not None and record.name.startswith(("django.request", "django.security")):
        event["event"] = f"{record.name} {getattr(record, 'status_code', '')}".strip()
    return event
