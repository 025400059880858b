"""How much is empty: the finding that leads the diagnosis."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext

from beffroi.observatory.rules.diagnosis.materials import Materials
from beffroi.observatory.rules.sentences import count, percent, premises
from beffroi.observatory.rules.vacancy import band_by_code

BESIDE = ("structural_vacancy_rate", "vacancy_alert", "vacancy_duration_median")
MOST = 5  # figures abreast over the map


def finding(materials: Materials) -> str:
    """One sentence a mayor keeps: a count or a floor, never more than the source allows."""
    stock = materials.stock
    rate = materials.figures["vacancy_rate"]
    if rate.verdict == "value" and isinstance(rate.value, float):
        text = _("%(rate)s des locaux sont vides : %(vacant)s sur %(total)s")
        return text % {
            "rate": percent(rate.value), "vacant": count(stock.vacant), "total": count(stock.total),
        }  # fmt: skip
    if not stock.vacant:
        return _("%(premises)s relevés, aucun vide repéré") % {"premises": premises(stock.total)}
    text = ngettext(
        "Au moins %(vacant)s local vide repéré, sur %(total)s relevés",
        "Au moins %(vacant)s locaux vides repérés, sur %(total)s relevés",
        stock.vacant,
    )
    return text % {"vacant": count(stock.vacant), "total": count(stock.total)}


def lead(materials: Materials) -> str:
    """What the finding means and how far it may be trusted."""
    if not materials.checked:
        text = _(
            "C’est un plancher, pas un taux : la source dit où un local vide a été vu, pas que tous "
            "l’ont été. Le taux de vacance demande un relevé de terrain complet."
        )
        return str(text)
    return " ".join(part for part in (_level(materials), _since(materials)) if part)


def _level(materials: Materials) -> str:
    band = materials.figures["vacancy_rate"].band
    if not band:
        return ""
    text = _("Sur l’échelle de Procos, ce niveau se lit « %(label)s » (%(range)s).")
    step = band_by_code(band)
    return text % {"label": step.label, "range": step.range}


def _since(materials: Materials) -> str:
    """How the last years went, when several rounds tell."""
    trend = materials.figures.get("vacancy_trend")
    return str(trend.sentence) if trend and trend.verdict == "value" else ""


def section(materials: Materials) -> dict[str, Any]:
    """The page of the map."""
    told = [code for code in BESIDE if _told(materials, code)]
    if materials.stock.low_flow and _told(materials, "vacancy_rate_without_low_flow"):
        told.insert(0, "vacancy_rate_without_low_flow")
    return {
        "slug": "vacance",
        "kicker": _("La vacance"),
        "row": True,
        "finding": finding(materials),
        "figures": ["vacancy_count", "vacancy_rate", *told][:MOST],
        "blocks": [
            *({"kind": "text", "text": text} for text in _texts(materials)),
            _map(materials),
        ],
    }


def _told(materials: Materials, code: str) -> bool:
    return code in materials.figures and materials.figures[code].verdict in ("value", "at_least")


def _texts(materials: Materials) -> list[str]:
    if not materials.checked:
        return [lead(materials), materials.stock.coverage.note]
    return [text for text in (lead(materials), _low_flow(materials), _gone(materials)) if text]


def _low_flow(materials: Materials) -> str:
    rate = materials.value("vacancy_rate_without_low_flow")
    if rate is None or not materials.stock.low_flow:
        return ""
    text = _(
        "Sans les %(count)s banques, cabinets et bureaux en vitrine, occupés mais peu passants, le "
        "taux serait de %(rate)s."
    )
    return text % {"count": count(materials.stock.low_flow), "rate": percent(rate)}


def _gone(materials: Materials) -> str:
    gone = materials.stock.outside
    text = ngettext(
        "%(count)s ancien local a quitté le commerce (logement, réunion, démolition) : il ne compte "
        "plus dans le taux.",
        "%(count)s anciens locaux ont quitté le commerce (logement, réunion, démolition) : ils ne "
        "comptent plus dans le taux.",
        gone,
    )
    return text % {"count": count(gone)} if gone else ""


def _caption(materials: Materials) -> str:
    return _("Les %(premises)s relevés ; le carré vide marque un local vide.") % {
        "premises": premises(materials.stock.total)
    }


def _map(materials: Materials) -> dict[str, Any]:
    stock = materials.stock
    ranked = sorted(stock.by_family.items(), key=lambda item: (-item[1], item[0]))
    rows = [("vacant", _("Local vide"), stock.vacant)]
    rows += [(code, materials.families.get(code, code), n) for code, n in ranked if n]
    return {
        "kind": "drawing",
        "name": "map",
        "caption": _caption(materials),
        "alt": _(
            "Carte de %(place)s : %(premises)s, dont %(vacant)s vides, rue par rue au tableau suivant."
        )
        % {
            "place": materials.town,
            "premises": premises(stock.total),
            "vacant": count(stock.vacant),
        },
        "legend": [{"key": k, "label": label, "count": count(n)} for k, label, n in rows],
    }
