"""What every answer of the API shares: the town asked for, freshness, pages, GeoJSON."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi import __version__
from beffroi.kernel.wording import stored
from beffroi.portal.api.problems import Problem
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Source, Town

GEOJSON = "application/geo+json"


class NotModified(Exception):
    """What the caller holds is still what we would say."""


def town_of(request: HttpRequest, code: str) -> Town:
    """The town of this INSEE code; `NotModified` when the caller's copy is of its present data."""
    town = named(code)
    fresh(request, *state_of(town))
    return town


def state_of(town: Town) -> tuple[object, ...]:
    """What every answer about a town rests on; its look moves with its words."""
    return town.insee_code, town.slug, town.data_version, town.look_version


def named(code: str) -> Town:
    """The town of this INSEE code, open here."""
    town = territory.town_of(code)
    if town is None:
        raise Problem(
            404,
            _("Aucune ville de ce code INSEE n’est ouverte ici."),
            _("La liste des villes est à l’adresse /api/v1/towns."),
            "code",
        )
    return town


def fresh(request: HttpRequest, *parts: object) -> None:
    """Name the answer by what it rests on; raises `NotModified` when the caller has it already."""
    said = "|".join(map(str, (__version__, request.get_full_path(), *parts)))
    tag = f'W/"{hashlib.sha256(said.encode()).hexdigest()[:24]}"'
    request.etag = tag  # type: ignore[attr-defined]
    asked = [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]
    if tag in asked or tag.removeprefix("W/") in asked:
        raise NotModified


def perimeter_of(town: Town, slug: str | None) -> Perimeter | None:
    """The perimeter named, the town's first one, or None where it has none."""
    found = territory.perimeter(town, slug or "")
    if slug and (found is None or found.slug != slug):
        raise Problem(
            404,
            _("Cette ville n’a pas de périmètre de ce nom."),
            _("Ses périmètres sont à l’adresse …/perimeters."),
            "perimeter",
        )
    return found


def last_reading(town: Town) -> dt.date | None:
    """The last day somebody looked; None where nobody has."""
    days = premises.known_days(town)
    return days[-1] if days else None


def page_of(
    request: HttpRequest, rows: list[Any], limit: int, key: str
) -> tuple[list[Any], str | None]:
    """`limit` rows, and the address of the next page; `rows` holds one more when there is one.

    `key` names the attribute by which rows are ordered, whose last value the next page follows.
    """
    kept = rows[:limit]
    if len(rows) <= limit:
        return kept, None
    asked = request.GET.dict() | {"after": str(getattr(kept[-1], key)), "limit": str(limit)}
    return kept, request.build_absolute_uri(f"{request.path}?{urlencode(asked)}")


def attributions(sources: Iterable[Source]) -> list[str]:
    """Who must be named beside these data, and under which licence."""
    return sorted(
        {" · ".join(filter(None, (stored(s.attribution), s.licence))) for s in sources} - {""}
    )


def absolute(request: HttpRequest, route: str, *parts: Any, **asked: Any) -> str:
    """The whole address of a page for people, with what is asked of it."""
    told = {word: value for word, value in asked.items() if value is not None}
    query = f"?{urlencode(told)}" if told else ""
    return request.build_absolute_uri(reverse(route, args=parts) + query)


def geojson(response: HttpResponse) -> None:
    """Say that the answer is GeoJSON."""
    response["Content-Type"] = GEOJSON
