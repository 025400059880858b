"""django-axes' counting of wrong passwords, without what a right one does not need."""

from __future__ import annotations

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


class Attempts(AxesDatabaseHandler):
    """axes', which cleans up on every sign-in and sign-out; here on a failure, and each night.

    What is out of date counts for nothing in between: axes filters by time where it counts.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """axes' count, remembered for the end of this same request."""
        found = int(super().get_failures(request, credentials))
        request.beffroi_failures = found  # type: ignore[attr-defined]
        return found

    def user_logged_in(self, sender: Any, request: HttpRequest, user: Any, **more: Any) -> None:
        """Forget the failures of who got in; nothing to forget when none was counted at the door."""
        if getattr(request, "beffroi_failures", None) != 0:
            self.reset_user_attempts(request, {"username": user.get_username()})

    def user_logged_out(self, *args: Any, **more: Any) -> None:
        """Leaving changes no count."""


def forget_attempts() -> None:
    """Drop the failures whose time is over."""
    AccessAttempt.objects.filter(
        attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME
    ).delete()
