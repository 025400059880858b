"""Yearly reviews as they were closed, and the private addresses of calendar feeds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import new_key
from beffroi.programme.models.agreements import Agreement


class YearlyReview(models.Model):
    """What a year of an agreement came to: drafted from the records, commented, then frozen."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="reviews"
    )  # own
    year = models.PositiveSmallIntegerField(_("année"))
    comment = models.TextField(_("commentaire"), blank=True)
    proposals = models.TextField(_("propositions pour la suite"), blank=True)
    content = models.JSONField(_("contenu arrêté"), null=True, blank=True)  # set when closed
    closed_at = models.DateTimeField(_("arrêté le"), null=True, blank=True)
    closed_by = models.CharField(_("arrêté par"), max_length=40, blank=True)
    is_published = models.BooleanField(_("publié"), default=False)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["agreement", "year"], name="review_once")]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.year}"


class CalendarFeed(models.Model):
    """A person's secret address for a calendar that asks by itself; renewed at will."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )  # theirs
    secret = models.CharField(max_length=64, unique=True)  # digest of the secret, never the secret
    key = models.CharField(max_length=20, default=new_key, editable=False)
    made_at = models.DateTimeField(_("créée le"), default=timezone.now)
    made_by = models.CharField(_("créée par"), max_length=40, blank=True)

    def __str__(self) -> str:
        return f"feed of {self.person_id}"
