"""Record every change with a namespaced verb a person can read back."""

from __future__ import annotations

from typing import Any

from beffroi.kernel.models import AuditEntry


def record(verb: str, *, by: Any = None, town: str = "", on: str = "", **data: Any) -> None:
    """Write one audit line; `by` is a person (its public key is kept) or None for a job."""
    AuditEntry.objects.create(
        verb=verb, town_key=town, object_key=on, actor_key=getattr(by, "key", ""), data=data
    )
