"""A shop in schema.org's words (https://schema.org/LocalBusiness), for engines that read pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from beffroi.merchants.rules.hours import Plan, Span

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a shop; "" or None: not known. Degrees in WGS 84."""

    url: str
    name: str
    street: str
    locality: str
    country: str
    lon: float
    lat: float
    phone: str = ""
    website: str = ""
    plan: Plan | None = None


def business(facts: Facts, since: dt.date) -> dict[str, Any]:
    """One shop; what is not known is left out, never guessed. Days before `since` are over."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": facts.url,
        "url": facts.url,
        "name": facts.name,
        "address": _without_nothing(
            {
                "@type": "PostalAddress",
                "streetAddress": facts.street,
                "addressLocality": facts.locality,
                "addressCountry": facts.country,
            }
        ),
        "geo": {"@type": "GeoCoordinates", "longitude": facts.lon, "latitude": facts.lat},
        "telephone": facts.phone,
        "sameAs": [facts.website] if facts.website else [],
    }
    if facts.plan is not None:
        told["openingHoursSpecification"] = [*_usual(facts.plan), *_exceptional(facts.plan, since)]
    return _without_nothing(told)


def _usual(plan: Plan) -> Iterable[dict[str, Any]]:
    for day, spans in zip(DAYS, plan.week, strict=True):
        for span in spans:
            yield _opening(span) | {"dayOfWeek": f"https://schema.org/{day}"}


def _exceptional(plan: Plan, since: dt.date) -> Iterable[dict[str, Any]]:
    for one in plan.exceptional:
        if one.last >= since:
            days = {"validFrom": one.first.isoformat(), "validThrough": one.last.isoformat()}
            for span in one.spans or (Span(0, 0),):  # both at 00:00: closed all day
                yield _opening(span) | days


def _opening(span: Span) -> dict[str, Any]:
    return {
        "@type": "OpeningHoursSpecification",
        "opens": _clock(span.start),
        "closes": _clock(span.end) if span.end != DAY else "23:59",
    }


def _clock(minutes: int) -> str:
    return f"{minutes % DAY // 60:02d}:{minutes % 60:02d}"


def _without_nothing(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value not in ("", [], None)}
