"""The sections of the dashboard: what is shown large, what is listed, what is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.observatory.reads import Panorama
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.composition import family_shares
from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.views.asked import Asked
from beffroi.observatory.views.doubts import doubts_of
from beffroi.observatory.views.moves_part import moves_part
from beffroi.observatory.views.printed import TOLD, remark_of, tile, unit_of, value_of
from beffroi.observatory.views.vacancy_part import since_last, vacancy_part
from beffroi.ui.typography import date as written

SECTIONS: tuple[tuple[str, Any, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "vacancy",
        _l("Vacance"),
        ("vacancy_rate", "vacancy_count", "structural_vacancy_rate", "vacancy_alert"),
        (
            "frictional_vacancy_rate", "vacancy_duration_median", "vacancy_spell_median",
            "vacancy_rate_without_low_flow", "vacancy_trend", "vacancy_pattern",
        ),
    ),
    (
        "offer",
        _l("Offre"),
        ("inverse_simpson", "chain_share", "clone_town", "density_1000"),
        ("personal_services_share", "shannon", "evenness", "simpson"),
    ),
    (
        "frontage",
        _l("Linéaire"),
        ("vacant_frontage_share", "frontage_activity"),
        (),
    ),
    (
        "moves",
        _l("Mouvements"),
        ("openings", "closures", "net", "turnover_rate"),
        ("mutation_rate", "opening_rate", "closure_rate", "net_rate"),
    ),
)  # fmt: skip


def sections_of(asked: Asked, seen: Panorama) -> list[dict[str, Any]]:
    """Every section with its figures; what cannot be told is left to the end of the page."""
    made = []
    for key, title, large, listed in SECTIONS:
        section = {
            "key": key,
            "title": title,
            "tiles": [_tile(asked, seen, f) for f in _told(seen, large)],
            "facts": [_fact(asked, f) for f in _told(seen, listed)],
            "silent": sum(_refused(seen, code) for code in (*large, *listed)),
        }
        _say_once(section)
        section |= EMPTY | _extras(key, asked, seen)
        if section["tiles"] or section["facts"] or section["bars"]:
            made.append(section)
    return made


def _refused(seen: Panorama, code: str) -> bool:
    return code in seen.figures and seen.figures[code].verdict not in TOLD


def _say_once(section: dict[str, Any]) -> None:
    """A caveat that a figure above bears already is not repeated."""
    said: set[str] = {one["sentence"] for one in section["tiles"]}
    for fact in section["facts"]:
        if fact["remark"] in said:
            fact["remark"] = ""
        said.add(fact["remark"])


def silent(asked: Asked, seen: Panorama) -> list[Any]:
    """The refusals of every section and of the register, grouped."""
    return doubts_of(asked, [*seen.figures.values(), *seen.register_figures.values()])


def _told(seen: Panorama, codes: Iterable[str]) -> list[Figure]:
    return [
        seen.figures[code]
        for code in codes
        if code in seen.figures and seen.figures[code].verdict in TOLD
    ]


def _tile(asked: Asked, seen: Panorama, figure: Figure) -> dict[str, Any]:
    if figure.code == "vacancy_rate" and figure.verdict == "value":
        return tile(asked, figure, **since_last(seen))
    if figure.code in ("openings", "closures", "net", "turnover_rate") and seen.churns:
        last = seen.churns[-1]
        dates = _("du %(start)s au %(end)s") % {
            "start": written(last.start),
            "end": written(last.end),
        }
        return tile(asked, figure, date=dates)
    return tile(asked, figure)


def _fact(asked: Asked, figure: Figure) -> dict[str, Any]:
    known = registry.get(figure.code)
    floor = _("au moins") if figure.verdict == "at_least" else ""
    parts = (floor, value_of(figure), unit_of(figure))
    return {
        "label": known.label,
        "value": " ".join(part for part in parts if part),
        "remark": remark_of(figure),
        "href": asked.figure_href(known),
    }


EMPTY: dict[str, Any] = {"bars": [], "chart": None, "notes": [], "doors": None}


def _extras(key: str, asked: Asked, seen: Panorama) -> dict[str, Any]:
    """What a section has beside its figures."""
    if key == "vacancy":
        return vacancy_part(asked, seen)
    if key == "offer":
        return _offer(asked, seen)
    return moves_part(seen) if key == "moves" else {}


def _offer(asked: Asked, seen: Panorama) -> dict[str, Any]:
    if seen.stock is None:
        return {}
    shares = family_shares(seen.stock)
    known = registry.get("family_share")
    bars = [
        {
            "key": key,
            "value": seen.stock.by_family[key],
            "share": share,
            "href": asked.figure_href(known, family=key),
        }
        for key, share in shares.items()
    ]
    return {"bars": bars}
