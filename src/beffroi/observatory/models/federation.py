"""The words an observatory uses, and what other observatories told of themselves."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import new_key
from beffroi.kernel.period import DatedQuerySet, from_now, one_at_a_time
from beffroi.kernel.scoping import TownManager
from beffroi.premises.models import SurveyFormat
from beffroi.territory.models import Organisation, Town


class Nomenclature(models.Model):
    """The codes and names one observatory gives trades and states in a town.

    `body` is who keeps it (a chamber); null is the town's own.
    """

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")  # its own
    body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # whose words they are stays known
    name = models.CharField(_("nom"), max_length=120)
    # Whose survey files bear these codes: their doors are then counted by local code.
    format = models.ForeignKey(
        SurveyFormat, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # the words outlive the files they came with

    objects = TownManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "body"],
                nulls_distinct=False,
                name="one_nomenclature_a_town_and_body",
            )
        ]

    def __str__(self) -> str:
        return self.name


class LocalTerm(models.Model):
    """One code of an observatory, with the name people there give it."""

    class Kind(models.TextChoices):
        TRADE = "trade", _("activité")
        STATE = "state", _("état du local")

    nomenclature = models.ForeignKey(
        Nomenclature, on_delete=models.CASCADE, related_name="terms"
    )  # a word of it
    kind = models.CharField(_("nature"), max_length=5, choices=Kind, default=Kind.TRADE)
    code = models.CharField(_("code"), max_length=80)  # as `Occupancy.trade_tag` keeps it
    label = models.CharField(_("libellé"), max_length=300)
    category = models.CharField(_("catégorie"), max_length=120, blank=True)

    objects = TownManager("nomenclature__town")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomenclature", "code"], name="one_term_a_code_and_nomenclature"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class TermMatch(models.Model):
    """What a term is called in common, from a day to another; `common` empty: it has no equivalent.

    `common` is a subfamily of the country's nomenclature for a trade, a state for a state. A term
    without a match on a day is one of which nobody has decided.
    """

    term = models.ForeignKey(
        LocalTerm, on_delete=models.CASCADE, related_name="matches"
    )  # a fact about it
    common = models.CharField(_("équivalent commun"), max_length=60, blank=True)
    valid = DateRangeField(_("vrai du … au"))
    recorded = DateTimeRangeField(_("connu du … au"), default=from_now)
    decided_at = models.DateTimeField(_("décidé le"), default=timezone.now)
    decided_by = models.CharField(_("décidé par"), max_length=40, blank=True)

    objects = TownManager("term__nomenclature__town", DatedQuerySet)

    class Meta:
        ordering = ["valid"]
        constraints = [one_at_a_time("one_match_a_term_at_a_time", "term")]

    def __str__(self) -> str:
        return f"{self.term_id} → {self.common} {self.valid}"


class ReceivedObservatory(models.Model):
    """What another observatory told of itself in a file, kept as it was judged."""

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")  # who compares
    name = models.CharField(_("observatoire"), max_length=160)
    origin = models.URLField(_("adresse d’origine"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    made_on = models.DateField(_("établi le"))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    content = models.JSONField(_("contenu"))  # sources.observatories.records.Told.as_data
    received_at = models.DateTimeField(_("reçu le"), default=timezone.now)
    received_by = models.CharField(_("reçu par"), max_length=40, blank=True)
    is_public = models.BooleanField(_("comparaison publique"), default=False)

    objects = TownManager()

    class Meta:
        ordering = ["name", "-made_on"]
        constraints = [
            models.UniqueConstraint(fields=["town", "sha256"], name="one_observatory_a_file"),
            models.CheckConstraint(
                condition=~Q(name=""), name="received_observatory_says_its_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.made_on}"
