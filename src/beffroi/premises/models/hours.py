"""Opening hours that the shops of a street or of a town agreed to share."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.premises.models.trades import REASON, new_plan_key
from beffroi.territory.models import Perimeter, Street, Town

LONGEST = 200


class SharedHours(models.Model):
    """Hours agreed, from `starts_on` up to `ends_on`, excluded; told to all, as they are on the door.

    `hours` as OpenStreetMap writes them: "Tu-Sa 10:00-12:30,14:00-19:00".
    """

    key = models.CharField(_("clé"), max_length=12, unique=True, default=new_plan_key)
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="shared_hours")  # its own
    street = models.ForeignKey(
        Street, null=True, on_delete=models.PROTECT, related_name="+"
    )  # what a street agreed is not agreed by the town
    sector = models.ForeignKey(
        Perimeter, null=True, on_delete=models.PROTECT, related_name="+"
    )  # the same of a sector
    hours = models.CharField(_("horaires convenus"), max_length=LONGEST)
    agreed_on = models.DateField(_("convenu le"))
    agreed_by = models.CharField(_("convenu par"), max_length=160)  # an association, an assembly
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    note = models.CharField(_("remarque"), max_length=REASON, blank=True)
    noted_at = models.DateTimeField(_("noté le"), auto_now_add=True)
    noted_by = models.CharField(_("noté par"), max_length=40, blank=True)
    is_simulated = models.BooleanField(_("simulé"), default=False)

    objects = TownManager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="shared_hours_end_after_they_start",
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                violation_error_message=_("Des horaires finissent après avoir commencé."),
            ),
            models.CheckConstraint(
                name="shared_hours_in_one_place",
                condition=models.Q(street=None) | models.Q(sector=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.town_id} {self.hours}"
