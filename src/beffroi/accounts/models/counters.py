"""Counters and short memories that every web node shares."""

from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """A row of the shared cache (django.core.cache.backends.db decides the columns)."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_counter"

    def __str__(self) -> str:
        return self.cache_key


class Trying(models.Model):
    """Wrong passwords for one account from one address, one after the other; neither is readable."""

    of = models.CharField(max_length=50, primary_key=True)
    number = models.PositiveIntegerField()
    last = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.of} {self.number}"


class FailureCount(models.Model):
    """Wrong passwords of one hour, for one account or one address, neither of them readable."""

    of = models.CharField(max_length=40)
    hour = models.DateTimeField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "hour"], name="one_failure_count_an_hour")
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.number}"
