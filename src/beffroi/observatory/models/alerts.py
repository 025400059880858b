"""When a town wants to be warned, and each time it was."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.observatory.rules.ringing import STATES, State
from beffroi.territory.models import Town


class AlertRule(models.Model):
    """From which rate a perimeter of a town rings, and below which it falls silent again.

    Rates are percentages. `perimeter` is the address of a perimeter, whatever its version; empty:
    the one shown first, or the whole town. Nobody need set a rule: a worker gives each town the
    usual one (`changed_by` empty).
    """

    class Indicator(models.TextChoices):
        RATE = "vacancy_rate", _("taux de vacance")
        WITHOUT_LOW_FLOW = (
            "vacancy_rate_without_low_flow",
            _("taux de vacance hors banques, cabinets et bureaux"),
        )

    class Trend(models.TextChoices):
        ANY = "any", _("quel que soit le sens")
        RISING = "rising", _("seulement si le taux monte")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")  # its own
    perimeter = models.SlugField(_("périmètre"), max_length=80, blank=True)
    indicator = models.CharField(
        _("chiffre surveillé"), max_length=40, choices=Indicator, default=Indicator.RATE
    )
    threshold = models.DecimalField(
        _("seuil d’alerte (%)"), max_digits=4, decimal_places=1, default=10,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )  # fmt: skip
    lift_below = models.DecimalField(
        _("levée sous (%)"), max_digits=4, decimal_places=1, default=9,
        validators=[MinValueValidator(0), MaxValueValidator(90)],
    )  # fmt: skip
    min_cells = models.PositiveSmallIntegerField(_("locaux au moins"), default=20)
    min_excess = models.PositiveSmallIntegerField(_("locaux de trop au moins"), default=2)
    min_checked = models.PositiveSmallIntegerField(
        _("portes vérifiées au moins (%)"), default=90, validators=[MaxValueValidator(100)]
    )
    trend = models.CharField(_("sens"), max_length=10, choices=Trend, default=Trend.ANY)
    is_on = models.BooleanField(_("en service"), default=True)
    changed_at = models.DateTimeField(_("changée le"), null=True, blank=True)
    changed_by = models.CharField(_("par"), max_length=40, blank=True)
    # The town's data it last judged; null: to be judged again.
    judged_version = models.PositiveBigIntegerField(null=True, blank=True, editable=False)

    objects = TownManager()

    class Meta:
        ordering = ["perimeter", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "perimeter", "indicator"],
                name="one_alert_rule_a_figure",
            ),
            models.CheckConstraint(
                condition=models.Q(lift_below__lte=models.F("threshold")),
                name="alert_lifts_below_its_threshold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.town_id} {self.perimeter} {self.indicator} {self.threshold}"


class Alert(models.Model):
    """One time a rule rang, with the figure and the doors it rang for, kept as they were.

    It stands until the rate is back below the rule's lower mark (`lifted_on`, the day of the round
    that saw it); closed by somebody before that, it stays silent and does not ring again.
    """

    rule = models.ForeignKey(AlertRule, on_delete=models.CASCADE, related_name="alerts")  # its own
    number = models.PositiveIntegerField(_("numéro"))  # in its town
    rung_on = models.DateField(_("au relevé du"))
    noticed_on = models.DateField(_("annoncée le"))
    place = models.CharField(_("périmètre"), max_length=120)  # its name as it was
    figure = models.JSONField(_("chiffre"))  # rules.ringing.told: what was counted and asked
    doors = models.JSONField(_("portes"), default=list)  # rules.ringing.groups
    since = models.DateField(_("depuis le relevé du"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=14, choices=STATES, default=State.OPEN)
    acknowledged_at = models.DateTimeField(_("prise en charge le"), null=True, blank=True)
    acknowledged_by = models.CharField(_("par"), max_length=40, blank=True)
    done = models.TextField(_("ce qui est fait"), max_length=2000, blank=True)
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True)
    closed_by = models.CharField(_("close par"), max_length=40, blank=True)
    outcome = models.TextField(_("ce qui en est sorti"), max_length=2000, blank=True)
    lifted_on = models.DateField(_("levée au relevé du"), null=True, blank=True)
    lifted_figure = models.JSONField(_("chiffre à la levée"), null=True, blank=True)

    objects = TownManager("rule__town")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule"],
                condition=models.Q(lifted_on=None),
                name="one_alert_stands_a_rule",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.ACKNOWLEDGED)
                | models.Q(acknowledged_at__isnull=False) & ~models.Q(done=""),
                name="acknowledged_alert_says_what_was_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} n° {self.number} ({self.state})"

    @property
    def key(self) -> str:
        """Names this alert in the evidence ledger, the journal and messages."""
        return f"alert/{self.pk}"
