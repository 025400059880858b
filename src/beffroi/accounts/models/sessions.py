"""Sessions, which their owner may list and end."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInSession(AbstractBaseSession):
    """One browser. Without a place: a town hall's address says nothing its owner recognises."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sessions"
    )  # an erased person has no open session
    device = models.CharField(_("appareil"), max_length=80, blank=True)
    first_seen = models.DateTimeField(_("ouverte le"), null=True)
    last_seen = models.DateTimeField(_("vue le"), null=True)

    @property
    def public_key(self) -> str:
        """Names the session in a form; the session key itself opens the account."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:20]
