"""What cannot be said and what it would take; what to do next."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext

from beffroi.observatory.rules.answers import FIELD_ROUND
from beffroi.observatory.rules.diagnosis.materials import Materials
from beffroi.observatory.rules.diagnosis.streets import ranked
from beffroi.observatory.rules.peers import comparison
from beffroi.observatory.rules.registry import get
from beffroi.observatory.rules.sentences import count

Step = tuple[Any, Any]
REFUSED = ("cannot_tell", "withheld")


def section(materials: Materials) -> dict[str, Any]:
    """The page of honesty and of next steps."""
    refused = [code for code, figure in materials.figures.items() if figure.verdict in REFUSED]
    return {
        "slug": "doutes",
        "kicker": _("Ce que l’on ne peut pas dire"),
        "finding": _finding(materials, len(refused)),
        "figures": refused,
        "aside": False,
        "blocks": [
            {"kind": "refusals", "rows": _by_reason(materials, refused)},
            *_peers(materials),
            {"kind": "head", "text": _("Et maintenant")},
            {"kind": "steps", "rows": steps(materials)},
            {"kind": "sources", "caption": _("Sources, couverture et périmètre")},
        ],
    }


def _peers(materials: Materials) -> list[dict[str, Any]]:
    """Whom the town would be compared with, and whether its rate allows it."""
    if not materials.peers:
        return []
    own = comparison(materials.figures["vacancy_rate"], [])
    return [
        {"kind": "head", "text": _("À qui se comparer")},
        {"kind": "text", "text": f"{materials.peers} {own}"},
    ]


def _finding(materials: Materials, refused: int) -> str:
    if not refused:
        return str(_("Tous les chiffres ont pu être établis ; voici la suite"))
    text = ngettext(
        "%(n)s chiffre ne peut pas être établi avec ces données",
        "%(n)s chiffres ne peuvent pas être établis avec ces données",
        refused,
    )
    if not materials.checked:
        text = ngettext(
            "Sans relevé de terrain, %(n)s chiffre ne peut pas être établi",
            "Sans relevé de terrain, %(n)s chiffres ne peuvent pas être établis",
            refused,
        )
    return text % {"n": count(refused)}


def _by_reason(materials: Materials, refused: list[str]) -> list[dict[str, Any]]:
    """One entry per reason, with all the figures it stops."""
    found: dict[tuple[str, str], list[str]] = {}
    for code in refused:
        reason = str(materials.figures[code].sentence)
        found.setdefault((reason, _needs(code, reason)), []).append(code)
    return [
        {
            "codes": codes,
            "labels": [str(get(code).label) for code in codes],
            "reason": reason,
            "needs": needs,
        }
        for (reason, needs), codes in found.items()
    ]


def _needs(code: str, reason: str) -> str:
    """What would let the figure conclude, unless the reason says it already."""
    needs = str(get(code).needs)
    return "" if needs in reason or str(FIELD_ROUND) in reason else needs


def steps(materials: Materials) -> list[dict[str, Any]]:
    """What to do next, drawn from what the figures lack or show."""
    stock = materials.stock
    asked = [
        (not materials.checked, _walk(materials)),
        (bool(stock.vacant), _begin(materials)),
        (bool(materials.doubtful), _doubtful(materials)),
        (None in stock.vacant_since, _date_departures(materials)),
        (materials.checked, _again(materials)),
    ]
    return [{"title": step[0], "text": step[1]} for wanted, step in asked if wanted]


def _walk(materials: Materials) -> Step:
    named = sum(1 for street in materials.streets if street.name)
    text = _(
        "%(premises)s locaux déjà connus, dans %(streets)s rues : la liste des portes, rue par rue "
        "et côté par côté, est prête dans Beffroi. Noter chaque vitrine, vide ou non, donne le taux, "
        "l’alerte et le profil de la vacance."
    )
    values = {"premises": count(materials.stock.total), "streets": count(named)}
    return _("Relever le périmètre porte à porte"), text % values


def _begin(materials: Materials) -> Step:
    named = [s for s in ranked(materials.streets) if s.name and s.stock.vacant]
    if not named:
        return _("Retrouver les rues des locaux vides"), _(
            "Aucun local vide n’est rattaché à une rue : corrigez-les depuis la carte."
        )
    top = named[0]
    text = ngettext(
        "%(n)s local vide y est repéré. Pour chacun : propriétaire, loyer demandé, surface, cause "
        "du départ, travaux à prévoir.",
        "%(n)s locaux vides y sont repérés. Pour chacun : propriétaire, loyer demandé, surface, "
        "cause du départ, travaux à prévoir.",
        top.stock.vacant,
    )
    title = _("Commencer par : %(street)s") % {"street": top.name}
    return title, text % {"n": count(top.stock.vacant)}


def _doubtful(materials: Materials) -> Step:
    text = ngettext(
        "%(n)s local est presque aussi près de deux rues. La liste est dans Beffroi : un geste "
        "suffit.",
        "%(n)s locaux sont presque aussi près de deux rues. La liste est dans Beffroi : un geste "
        "suffit pour chacun.",
        materials.doubtful,
    )
    return _("Lever les doutes sur les rues"), text % {"n": count(materials.doubtful)}


def _date_departures(materials: Materials) -> Step:
    unknown = sum(1 for start in materials.stock.vacant_since if start is None)
    text = ngettext(
        "%(n)s local est vide depuis une date inconnue : la vacance durable (deux ans) s’en trouve "
        "mal connue. Les voisins et le dernier bail le disent souvent.",
        "%(n)s locaux sont vides depuis une date inconnue : la vacance durable (deux ans) s’en "
        "trouve mal connue. Les voisins et le dernier bail le disent souvent.",
        unknown,
    )
    return _("Dater les départs"), text % {"n": count(unknown)}


def _again(materials: Materials) -> Step:
    text = _(
        "Un relevé complet par an, à la même saison et sur le même périmètre : c’est ce qui donne "
        "une tendance et les durées de vacance."
    )
    return _("Refaire le relevé dans un an"), text
