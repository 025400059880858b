"""Who may be let in by e-mail and password."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from beffroi.accounts.reads.entering import person_of


class ByEmail(AuthenticationBackend):
    """allauth's, and fictional people exist in the demonstration only, their sessions too."""

    def user_can_authenticate(self, user: Any) -> bool:
        if user.is_fictional and not settings.DEMO:
            return False
        return bool(super().user_can_authenticate(user))

    def _authenticate_by_email(self, email: str, password: str) -> Any:
        """Whose own address this is: one row at most. allauth asks its own table too, empty here."""
        return self._check_password(person_of(email), password)
