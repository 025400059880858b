"""What this context puts in the menu of a town."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules import registry
from beffroi.premises.entries import StreetAction, offer_on_hours, offer_on_streets
from beffroi.territory import policies
from beffroi.territory import reads as territory
from beffroi.ui.menu import OBSERVE, MenuEntry, in_town, on_routes, register


def register_entries() -> None:
    """Indicators, with the page of each and the comparison; diagnoses; open data; alerts."""
    register(
        MenuEntry(
            "indicators",
            _("Indicateurs"),
            in_town("indicators"),
            order=50,
            matches=on_routes("indicator", "comparison", "movements", "observator", "nomenclature"),
            group=OBSERVE,
        )
    )
    register(
        MenuEntry(
            "diagnoses",
            _("Diagnostics"),
            in_town("diagnoses"),
            order=60,
            matches=on_routes("diagnosis", "study", "finding", "restitution"),
            group=OBSERVE,
        )
    )
    alerts = on_routes("alert", "five_doors")
    register(MenuEntry("alerts", _("Alertes"), _alerts, "main", 64, alerts, group=OBSERVE))
    _offer_elsewhere()


def _offer_elsewhere() -> None:
    register(
        MenuEntry("open_data", _("Données ouvertes"), in_town("open_data"), slot="footer", order=20)
    )
    offer_on_streets(StreetAction(_rate_of_street, _("Le taux de vacance de la rue")))
    offer_on_hours(StreetAction(_share_at_hours, _("Ce chiffre, sa formule et ses données")))
    offer_on_streets(StreetAction(_poster_of_street, _("Affiche de la rue (PDF)")))


def _alerts(request: HttpRequest) -> str | None:
    """For those whom the table lets read them in this town; a visitor costs no query."""
    match = request.resolver_match
    slug = match.kwargs.get("town") if match else None
    if not slug or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    if not policies.may(request.user, "read", "alerts", town=territory.town_or_404(slug)):
        return None
    return reverse("alerts", args=[slug])


def _rate_of_street(town: str, street: str) -> str:
    return f"{_page_of('vacancy_rate', town)}?rue={street}"


def _share_at_hours(town: str, _street: str) -> str:
    return _page_of("agreed_hours_share", town)


def _page_of(code: str, town: str) -> str:
    known = registry.get(code)
    english = (get_language() or "").startswith("en")
    return reverse("indicator", args=[town, known.slug_en if english else known.slug_fr])


def _poster_of_street(town: str, street: str) -> str:
    return reverse("street_poster", args=[town, street])
