"""Who may be let in by e-mail and password."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


class ByEmail(AuthenticationBackend):
    """allauth's, and fictional people exist in the demonstration only, their sessions too."""

    def user_can_authenticate(self, user: Any) -> bool:
        if user.is_fictional and not settings.DEMO:
            return False
        return bool(super().user_can_authenticate(user))
