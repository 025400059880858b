"""Children that outlive their framework: what they stand under after it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models.agreements import Agreement


class Attachment(models.Model):
    """What a child stands under once its framework is over: proposed, then decided by a person.

    From `on` it stands under `into` (None: under no framework), until then under `source`.
    """

    child = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="attachments"
    )  # its own story
    source = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="children_passed")
    into = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="children_taken"
    )
    on = models.DateField(_("à partir du"))
    proposed_at = models.DateTimeField(_("proposé le"), default=timezone.now)
    proposed_by = models.CharField(_("proposé par"), max_length=40, blank=True)
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    decided_by = models.CharField(_("décidé par"), max_length=40, blank=True)
    # The day `parent` followed: once, by whoever comes first of the decision and the nightly job.
    applied_on = models.DateField(_("appliqué le"), null=True, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["child", "source"], name="attached_once"),
            models.CheckConstraint(
                condition=models.Q(applied_on=None) | models.Q(decided_at__isnull=False),
                name="attached_once_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id}: {self.source_id} → {self.into_id}"
