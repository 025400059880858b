"""A plan of trades, a line of it, its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.kernel.country import country_pack
from beffroi.kernel.wording import stored
from beffroi.premises.models import TradePlan
from beffroi.premises.models.trades import REASON
from beffroi.premises.words import activity_label
from beffroi.territory.models import Perimeter, Street
from beffroi.ui.families import label_of
from beffroi.ui.fields import DayField

STREET, SECTOR, WHOLE = "rue:", "secteur:", ""
FAMILY = "famille:"
UNWISHED = frozenset({"non_classe", "hors_perimetre"})


class PlanForm(forms.Form):
    """Who decided what, from when."""

    name = forms.CharField(label=_l("Nom du plan"), max_length=120)
    decided_by = forms.CharField(
        label=_l("Décidé par"), max_length=160,
        help_text=_l("Le conseil municipal, le comité de pilotage… : qui répond de ce choix."),
    )  # fmt: skip
    decided_on = DayField(label=_l("Décidé le"))
    starts_on = DayField(label=_l("Vaut à partir du"))
    ends_on = DayField(label=_l("Jusqu’au"), required=False)
    audience = forms.ChoiceField(label=_l("Lu par"), choices=TradePlan.Readers.choices)
    note = forms.CharField(label=_l("Remarque"), max_length=REASON, required=False)

    def clean(self) -> dict[str, Any]:
        """A plan ends after it began, and is decided before it is told."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = told.get("starts_on"), told.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", _("Un plan finit après avoir commencé."))
        return told


class WishForm(forms.Form):
    """A trade, a place, yes or no, and why."""

    wanted = forms.ChoiceField(
        label=_l("Cette activité est"),
        choices=[("yes", _l("souhaitée")), ("no", _l("non souhaitée"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    trade = forms.ChoiceField(label=_l("Activité, ou famille entière"))
    number = forms.IntegerField(
        label=_l("Combien"), min_value=1, max_value=50, initial=1, required=False
    )
    place = forms.ChoiceField(label=_l("Où"), required=False)
    reason = forms.CharField(
        label=_l("Pourquoi"), max_length=REASON,
        help_text=_l("Lu par tous quand le plan l’est : aucun nom de commerçant ni de propriétaire."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, streets: Iterable[Street], sectors: Iterable[Perimeter], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._streets = {row.slug: row for row in streets}
        self._sectors = {row.slug: row for row in sectors}
        self.fields["trade"].choices = trade_choices()  # type: ignore[attr-defined]
        places = place_choices(self._streets, self._sectors)
        self.fields["place"].choices = places  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """The facts of a line."""
        told = self.cleaned_data
        activity, family = _trade(told["trade"])
        place = told["place"]
        return {
            "wanted": told["wanted"] == "yes",
            "activity": activity,
            "family": family,
            "number": told["number"] or 1,
            "street": self._streets.get(place.removeprefix(STREET)) if STREET in place else None,
            "sector": self._sectors.get(place.removeprefix(SECTOR)) if SECTOR in place else None,
            "reason": told["reason"],
        }


class EndForm(forms.Form):
    """The day a plan stops holding."""

    ends_on = DayField(label=_l("Ce plan ne vaut plus à partir du"))

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options.setdefault("initial", {"ends_on": today})
        super().__init__(*args, **options)


def _trade(chosen: str) -> tuple[str, str]:
    """(activity, family) of a choice."""
    if chosen.startswith(FAMILY):
        return "", chosen.removeprefix(FAMILY)
    rows = country_pack(settings.BEFFROI_COUNTRY).indexed("nomenclature.csv", "subfamily")
    return chosen, rows[chosen]["family"]


def place_choices(streets: Mapping[str, Street], sectors: Mapping[str, Perimeter]) -> list[Any]:
    """The whole town, its sectors, its streets."""
    named = [(STREET + slug, row.name) for slug, row in streets.items()]
    return [
        (WHOLE, _("Toute la ville")),
        (_("Secteurs"), [(SECTOR + slug, stored(row.name)) for slug, row in sectors.items()]),
        (_("Rues"), sorted(named, key=lambda pair: pair[1])),
    ]


def trade_choices() -> list[Any]:
    """Whole families, then each family's trades, in the reader's language."""
    rows = country_pack(settings.BEFFROI_COUNTRY).table("nomenclature.csv")
    families: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row["family"] not in UNWISHED:
            code = row["subfamily"]
            families.setdefault(row["family"], []).append((code, activity_label(code)))
    whole = [(FAMILY + key, str(label_of(key))) for key in families]
    each = [
        (str(label_of(key)), sorted(trades, key=lambda pair: pair[1].casefold()))
        for key, trades in families.items()
    ]
    return [("", "—"), (_("Familles entières"), whole), *each]
