"""Dated rows: true in the town over `valid`, known to us over `recorded`. Both are half-open.

The end of `recorded` is the only UPDATE a dated row sees: a correction closes the old row and
adds a new one, so `as_of(true_on, known_on)` gives last year's published answer again.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=models.Model)


def since(start: dt.date | None) -> DateRange:
    """From this day on; an unknown start is an infinite lower bound."""
    return DateRange(start, None, "[)")


def between(start: dt.date | None, end: dt.date | None) -> DateRange:
    """From `start` (included) to `end` (excluded)."""
    return DateRange(start, end, "[)")


def from_now() -> DateTimeTZRange:
    """Known to us from this instant."""
    return DateTimeTZRange(timezone.now(), None, "[)")


def end_of(day: dt.date) -> dt.datetime:
    """The last instant of a day here, so that what was told that day counts."""
    following = dt.datetime.combine(day + dt.timedelta(days=1), dt.time())
    return timezone.make_aware(following) - dt.timedelta(microseconds=1)


class DatedQuerySet(models.QuerySet[Row]):
    """Words for rows that carry `valid` and `recorded`."""

    def known(self, known_on: dt.datetime | None = None) -> Any:
        """Rows as we knew them at this instant (now when None)."""
        if known_on is None:
            return self.filter(recorded__upper_inf=True)
        return self.filter(recorded__contains=known_on)

    def true(self, on: dt.date) -> Any:
        """Rows true in the town on this day.

        A row whose start is unknown says nothing of the days before it was first seen.
        """
        seen = Q(first_seen_on__isnull=True) | Q(first_seen_on__lte=on)
        return self.filter(seen, valid__contains=on)

    def as_of(self, true_on: dt.date, known_on: dt.datetime | None = None) -> Any:
        """What was true on a day, as known at an instant."""
        return self.true(true_on).known(known_on)


class Confidence(models.TextChoices):
    """How sure the source is."""

    SURE = "sure", _("vérifié")
    LIKELY = "likely", _("probable")
    DOUBTFUL = "doubtful", _("à vérifier")


class Audience(models.TextChoices):
    """Who may read a value."""

    PUBLIC = "public", _("visible de tous")
    TOWN = "town", _("équipe de la ville")
    ADVISOR = "advisor", _("conseillers")


class Dated(models.Model):
    """Base of every dated row. The source is added by each context (it is a relation)."""

    valid = DateRangeField(_("vrai du … au"))
    recorded = DateTimeRangeField(_("connu du … au"), default=from_now)
    first_seen_on = models.DateField(
        _("vu pour la première fois le"),
        null=True,
        blank=True,
        help_text=_("Un premier constat n’est jamais une ouverture."),
    )
    confidence = models.CharField(
        _("confiance"), max_length=10, choices=Confidence, default=Confidence.LIKELY
    )
    audience = models.CharField(
        _("public"), max_length=10, choices=Audience, default=Audience.PUBLIC
    )

    class Meta:
        abstract = True


def one_at_a_time(name: str, *columns: str) -> ExclusionConstraint:
    """Among rows still held for true, no two of the same columns on the same day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((column, RangeOperators.EQUAL) for column in columns),
            ("valid", RangeOperators.OVERLAPS),
        ],
        condition=Q(recorded__upper_inf=True),
        violation_error_message=_("Deux états se recouvrent à la même date."),
    )
