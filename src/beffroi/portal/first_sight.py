"""What is known of a town before any file: where, how many, in which programmes, beside whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from beffroi.kernel.communes import Commune
from beffroi.kernel.country import CountryPack, Membership, country_pack
from beffroi.observatory import reads as observatory
from beffroi.observatory.rules.peers import PeerGroup
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.territory.rules.programmes import PROGRAMMES
from beffroi.ui.maps.outline import draw_outline

SHOWN_PEERS = 5


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme, since when where that is known, and who says so, as of when."""

    label: str | Promise
    since: dt.date | None
    source: str
    source_date: str


@dataclass(frozen=True, slots=True)
class FirstSight:
    """All that the country pack knows of a town; nothing here comes from a file."""

    commune: Commune | None
    departement: str
    region: str
    epci: str
    outline: SafeString | None
    programmes: list[Programme] = field(default_factory=list)
    group: PeerGroup | None = None
    steps: list[dict[str, Any]] = field(default_factory=list)

    @property
    def peers(self) -> list[str]:
        """The nearest peers by name."""
        return [one.name for one in self.group.members[:SHOWN_PEERS]] if self.group else []


def first_sight(town: Town) -> FirstSight:
    """The page of a town that has no file yet. One query: its streets."""
    pack = country_pack(settings.BEFFROI_COUNTRY)
    commune = pack.communes().get(town.insee_code)
    return FirstSight(
        commune,
        _named(pack, "departements.csv", "code", commune.departement if commune else ""),
        _named(pack, "regions.csv", "code", commune.region if commune else ""),
        _named(pack, "epci.csv", "siren", commune.epci if commune else ""),
        _drawn(town),
        _programmes(pack.memberships(town.insee_code)),
        observatory.peers_of(town),
        _steps(town),
    )


def _named(pack: CountryPack, table: str, key: str, code: str) -> str:
    return pack.indexed(table, key).get(code, {}).get("name", "") if code else ""


def _drawn(town: Town) -> SafeString | None:
    if not town.outline:
        return None
    drawn = draw_outline(town.outline, fill="var(--stone)", stroke="var(--ink)")
    return mark_safe(drawn)  # noqa: S308 - our own renderer, of numbers only


def _programmes(rows: list[Membership]) -> list[Programme]:
    """Each programme once: its earliest day, its latest source."""
    known = sorted((row for row in rows if row.programme in PROGRAMMES), key=lambda r: r.programme)
    found = []
    for key, same in groupby(known, key=lambda row: row.programme):
        told = list(same)
        last = max(told, key=lambda row: row.source_date)
        since = min((row.valid_from for row in told if row.valid_from), default=None)
        found.append(Programme(PROGRAMMES[key], since, last.source, last.source_date))
    return found


def _steps(town: Town) -> list[dict[str, Any]]:
    """What to bring, the most useful first."""
    files = reverse("open_town_files", args=[town.insee_code])
    steps = [
        (
            files + "#carte",
            _("La carte"),
            _("Un extrait d’OpenStreetMap : rues, bâtiments, commerces, locaux vides."),
        ),
        (
            files + "#sirene",
            _("Le répertoire SIRENE"),
            _("Ouvertures, fermetures et survie des établissements, année par année."),
        ),
    ]
    if not territory.streets(town).exists():
        said = _("Une base adresse (BAN) ou une liste de voies : les rues avant la carte.")
        steps.append((files + "#rues", _("Les rues"), said))
    if not town.outline:
        said = _("Le contour de la commune, en GeoJSON, si la carte ne l’apporte pas.")
        steps.append((files + "#contour", _("Le contour"), said))
    return [{"href": href, "title": title, "text": text} for href, title, text in steps]
