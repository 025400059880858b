"""The five-stop tour on real pages. Its whole state is the address: `?visite=3`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.asked import whole_number
from beffroi.observatory.rules import registry
from beffroi.portal.links import address
from beffroi.territory import reads as territory
from beffroi.territory.models import Street, Town
from beffroi.ui.tour import Stop

PARAMETER = "visite"
LEFT = "visite-quittee"


@dataclass(frozen=True)
class Halt:
    """One page of the tour and what to look at there. `where(real, fictional)` is its address."""

    title: str | Promise
    text: str | Promise
    where: Callable[[Town, Town], str | None]


def _busiest_street(town: Town) -> Street | None:
    named = Street.objects.of(town).filter(slug="grande-rue")
    return named.first() or Street.objects.of(town).filter(premises__isnull=False).first()


def _street_page(town: Town, _other: Town) -> str | None:
    street = _busiest_street(town)
    return address("street", town.slug, street.slug) if street else address("streets", town.slug)


def _figure_page(town: Town, _other: Town) -> str | None:
    """The vacancy count of the town with its evidence; its method while no page tells that."""
    slug = registry.get("vacancy_count").slug_fr
    return address("indicator", town.slug, slug) or address("method", slug)


HALTS: tuple[Halt, ...] = (
    Halt(
        _("La carte d’une vraie ville"),
        _(
            "Redon, d’après OpenStreetMap : une couleur et un symbole par famille de commerce, un "
            "contour creux pour chaque local vide. Touchez un local pour ouvrir sa fiche."
        ),
        lambda real, _other: address("map", real.slug),
    ),
    Halt(
        _("Une rue, vitrine par vitrine"),
        _(
            "La Grande Rue comme on la marche, côté gauche puis côté droit. C’est ici que les "
            "contributeurs ont noté presque tous les locaux vides de la ville."
        ),
        _street_page,
    ),
    Halt(
        _("Un chiffre qui s’explique"),
        _(
            "Chaque chiffre dit sa formule, ses données, sa source et ce qui lui manque. Ici, "
            "Beffroi donne un minimum et refuse un taux que la source ne permet pas."
        ),
        _figure_page,
    ),
    Halt(
        _("Dix ans d’une ville fictive"),
        _(
            "Aucune donnée ouverte ne raconte dix ans de relevés : cette ville inventée le fait. "
            "La vacance y passe 10 %, l’alerte sonne, puis le centre se reprend."
        ),
        lambda _real, other: address("indicators", other.slug) or address("town", other.slug),
    ),
    Halt(
        _("Le diagnostic à remettre au maire"),
        _(
            "Un document A4 : une idée par page, la carte, les chiffres, leurs sources en notes. "
            "Ouvrez le PDF, imprimez-le, ou refaites-le à une autre date."
        ),
        lambda real, _other: address("diagnoses", real.slug) or address("town", real.slug),
    ),
)


def towns_of_tour() -> tuple[Town, Town] | None:
    """The real town and the fictional one; one stands for both where there is only one."""
    towns = list(territory.towns())
    if not towns:
        return None
    real = next((t for t in towns if t.insee_code == "35236"), towns[0])
    return real, next((town for town in towns if town.is_fictional), real)


def halt_address(step: int) -> str | None:
    """The page of a stop (1 to 5) with the tour's mark; None when it cannot be shown."""
    towns = towns_of_tour()
    if towns is None or not 1 <= step <= len(HALTS):
        return None
    page = HALTS[step - 1].where(*towns)
    return f"{page}?{PARAMETER}={step}" if page else None


def guide(request: HttpRequest) -> Stop | None:
    """The banner of the stop named in the address."""
    step = _step(request.GET.get(PARAMETER))
    if step is None:
        return None
    return Stop(
        step,
        len(HALTS),
        HALTS[step - 1].text,
        leave_href=f"{reverse('home')}?{LEFT}={step}" if step < len(HALTS) else reverse("home"),
        next_href=reverse("tour", args=[step + 1]) if step < len(HALTS) else "",
        previous_href=reverse("tour", args=[step - 1]) if step > 1 else "",
    )


def left_at(request: HttpRequest) -> int | None:
    """The stop at which the visitor left, when the address says so."""
    return _step(request.GET.get(LEFT))


def _step(text: str | None) -> int | None:
    step = whole_number(text, least=0, most=len(HALTS) + 1, otherwise=0)
    return step if 1 <= step <= len(HALTS) else None
