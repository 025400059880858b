"""A link by which an invited person enters for the first time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """One link: dated, used once. The table holds its fingerprint, never the link itself."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )  # an invitation without its person opens nothing
    fingerprint = models.CharField(_("empreinte du lien"), max_length=64, unique=True)
    invited_by = models.CharField(_("invité par"), max_length=20, blank=True)  # a person's key
    invited_at = models.DateTimeField(_("invité le"), default=timezone.now)
    until = models.DateTimeField(_("valable jusqu’au"))
    used = models.DateTimeField(_("utilisée le"), null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.until:%Y-%m-%d}"
