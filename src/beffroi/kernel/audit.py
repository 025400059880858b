"""Record every change with a namespaced verb a person can read back, and the body it is told of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from beffroi.kernel.models import AuditEntry

_acting_for: ContextVar[str] = ContextVar("acting_for", default="")


def acting_body() -> str:
    """The key of the body on whose behalf what happens now is done; "" when none was said."""
    return _acting_for.get()


def speak_for(body_key: str) -> None:
    """From here to the end of the enclosing `acting_for`, every change is told of this body."""
    _acting_for.set(body_key)


@contextmanager
def acting_for(body_key: str) -> Iterator[None]:
    """Within this, every change is told of this body: set at the door, or by a job."""
    token = _acting_for.set(body_key)
    try:
        yield
    finally:
        _acting_for.reset(token)


def record(
    verb: str,
    *,
    by: Any = None,
    town: str = "",
    on: str = "",
    body: str | None = None,
    **data: Any,
) -> AuditEntry:
    """Write one audit line, and give it; `by` is a person (its public key is kept) or None for a job.

    `body` is the key of the body it is done for; the one said at the door when not given.
    """
    return AuditEntry.objects.create(
        verb=verb,
        town_key=town,
        object_key=on,
        actor_key=getattr(by, "key", ""),
        body_key=acting_body() if body is None else body,
        data=data,
    )
