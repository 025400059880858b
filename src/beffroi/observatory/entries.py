"""What this context puts in the menu of a town."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.premises.entries import StreetAction, offer_on_streets
from beffroi.ui.menu import MenuEntry, in_town, on_routes, register


def register_entries() -> None:
    """Indicators, with the page of each and the comparison; diagnoses."""
    register(
        MenuEntry(
            "indicators",
            _("Indicateurs"),
            in_town("indicators"),
            order=50,
            matches=on_routes("indicator", "comparison"),
        )
    )
    register(
        MenuEntry(
            "diagnoses",
            _("Diagnostics"),
            in_town("diagnoses"),
            order=60,
            matches=on_routes("diagnosis"),
        )
    )
    offer_on_streets(StreetAction("street_poster", _("Affiche de la rue (PDF)")))
