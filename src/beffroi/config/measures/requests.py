"""What a web process counts as it answers."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_login_failed
from prometheus_client import Counter, Histogram

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_BOUNDS = (0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0)  # seconds; 0.2 is what we aim at

ANSWERS = Counter("beffroi_requests", "Answers", ["method", "route", "status"])
SECONDS = Histogram("beffroi_request_seconds", "Time to answer", ["route"], buckets=_BOUNDS)
FAILED_SIGN_INS = Counter("beffroi_sign_in_failures", "Sign-ins refused")


def note(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answer. A method nobody knows is "other", so that labels stay few."""
    ANSWERS.labels(method if method in _METHODS else "other", route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def _refused(**_: Any) -> None:
    FAILED_SIGN_INS.inc()


# The framework's own signal: whichever form or key was refused, it says so.
user_login_failed.connect(_refused, dispatch_uid="beffroi.measures")
