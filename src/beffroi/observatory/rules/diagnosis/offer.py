"""What the shops in activity are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from beffroi.observatory.rules.diagnosis.materials import Materials
from beffroi.observatory.rules.sentences import count, decimal, percent

TOP = 12
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
        return _("Aucun commerce en activité dans la source")
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
    diversity = ("inverse_simpson", "evenness", "shannon", "simpson")
    kept = [code for code in diversity if code in materials.figures]
    return {
        "slug": "offre",
        "kicker": _("L’offre"),
        "finding": finding(materials),
        "figures": ["family_share", *kept],
        "blocks": [_families(materials), *_diversity(materials)],
    }


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


def kinds_section(materials: Materials) -> dict[str, Any] | None:
    """The page of the activities and of the networks."""
    rows = _shares(materials.stock.by_activity)[:TOP]
    if not rows:
        return None
    asked = ("chain_share", "clone_town", "personal_services_share", "density_1000")
    first = str(materials.activities.get(rows[0][0], rows[0][0]))
    return {
        "slug": "activites",
        "kicker": _("Les activités"),
        "finding": _("%(first)s : l’activité la plus fréquente, %(n)s commerces sur %(all)s")
        % {"first": first, "n": count(rows[0][1]), "all": count(sum(materials.stock.by_activity.values()))},
        "figures": [code for code in asked if code in materials.figures],
        "blocks": [
            {
                "kind": "bars",
                "caption": _("Les activités les plus fréquentes"),
                "columns": [_("Activité"), _("Commerces"), _("Part")],
                "rows": [
                    ["", str(materials.activities.get(code, code)), n, str(count(n)), str(percent(share))]
                    for code, n, share in rows
                ],
            }
        ],
    }  # fmt: skip
