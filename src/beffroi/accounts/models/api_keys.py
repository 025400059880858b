"""Keys for the read API, and what each caller has asked for in the present minute."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiKey(models.Model):
    """A person's key: shown once, kept as a digest, known afterwards by its first letters."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys"
    )  # a key without its person opens nothing
    label = models.CharField(_("usage"), max_length=80)
    prefix = models.CharField(_("début"), max_length=12, unique=True)
    digest = models.CharField(_("empreinte"), max_length=64)
    scopes = models.JSONField(_("portées"), default=list)
    made_on = models.DateField(_("créée le"))
    expires_on = models.DateField(_("expire le"))
    last_used_on = models.DateField(_("dernier usage"), null=True, blank=True)  # a day, no more
    revoked_on = models.DateField(_("révoquée le"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.prefix

    def holds(self, on: dt.date) -> bool:
        """Whether it opens anything on this day."""
        return self.revoked_on is None and on <= self.expires_on


class ApiTally(models.Model):
    """Calls of one caller in one minute, counted by every web node in the same row."""

    caller = models.CharField(max_length=70, primary_key=True)
    minute = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.caller} {self.number}"
