"""What the shops in activity are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.diagnosis.materials import Materials
from beffroi.observatory.rules.sentences import count, decimal, percent

TOP = 10
BESIDE = (
    "family_share", "inverse_simpson", "evenness", "chain_share", "clone_town", "density_1000",
    "personal_services_share", "shannon",
)  # fmt: skip
MOST = 6  # figures the page holds beside its tables
UNNAMED = frozenset({"", "non_classe", "hors_perimetre"})  # not a trade anybody would lead with


def _shares(counts: Mapping[str, int]) -> list[tuple[str, int, float]]:
    """(code, count, share), the most numerous first; a trade nobody named stays out of the race."""
    whole = sum(counts.values())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(code, n, n / whole) for code, n in ranked if n]


def finding(materials: Materials) -> str:
    """The first two families."""
    named = [row for row in _shares(materials.stock.by_family) if row[0] not in UNNAMED]
    if not named:
        return str(_("Aucun commerce en activité dans la source"))
    values = {"first": materials.families[named[0][0]], "share": percent(named[0][2], 0)}
    if len(named) == 1:
        return _("%(first)s : %(share)s des commerces relevés") % values
    second = str(materials.families[named[1][0]])
    values |= {"second": second[:1].lower() + second[1:], "other": percent(named[1][2], 0)}
    text = _("%(first)s d’abord : %(share)s des commerces, devant %(second)s (%(other)s)")
    return text % values


def section(materials: Materials) -> dict[str, Any] | None:
    """The page of the families."""
    if not materials.stock.by_family:
        return None
    return {
        "slug": "offre",
        "kicker": _("L’offre"),
        "finding": finding(materials),
        "figures": _asked(materials),
        "blocks": [_families(materials), *_diversity(materials), *_activities(materials)],
    }


def _asked(materials: Materials) -> list[str]:
    """The figures that have something to say here; the rest are on the page of doubts."""
    told = [code for code in BESIDE if code in materials.figures]
    told = [code for code in told if materials.figures[code].verdict in ("value", "at_least")]
    if materials.value("chain_share") is None:  # with signs unknown, the score takes them for local
        told = [code for code in told if code != "clone_town"]
    if not materials.stock.personal_service:
        told = [code for code in told if code != "personal_services_share"]
    return told[:MOST]


def _families(materials: Materials) -> dict[str, Any]:
    rows = [
        [code, str(materials.families.get(code, code)), n, str(count(n)), str(percent(share))]
        for code, n, share in _shares(materials.stock.by_family)
    ]
    return {
        "kind": "bars",
        "caption": _("Commerces en activité, par famille"),
        "columns": [_("Famille"), _("Commerces"), _("Part")],
        "rows": rows,
    }


def _diversity(materials: Materials) -> list[dict[str, Any]]:
    effective = materials.value("inverse_simpson")
    if effective is None:
        return []
    classes = sum(1 for n in materials.stock.by_family.values() if n)
    text = _("L’offre équivaut à %(effective)s familles de même poids, sur %(classes)d présentes")
    return [
        {"kind": "head", "text": text % {"effective": decimal(effective), "classes": classes}},
        {
            "kind": "text",
            "text": _(
                "Plus ce nombre approche celui des familles présentes, plus l’offre est équilibrée ; "
                "plus il s’en éloigne, plus une ou deux familles pèsent. Il se compare d’une année à "
                "l’autre et d’un périmètre à l’autre, à champ égal."
            ),
        },
    ]


def _activities(materials: Materials) -> list[dict[str, Any]]:
    rows = _shares(materials.stock.by_activity)[:TOP]
    return [
        {
            "kind": "bars",
            "caption": _("Les activités les plus fréquentes"),
            "columns": [_("Activité"), _("Commerces"), _("Part")],
            "rows": [_activity(materials, *row) for row in rows],
        }
    ]


def _activity(materials: Materials, code: str, n: int, share: float) -> list[Any]:
    label = str(materials.activities.get(code, code))
    return ["", label, n, str(count(n)), str(percent(share))]
