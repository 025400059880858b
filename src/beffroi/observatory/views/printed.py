"""Figures as pages print them: value, unit, bands, what they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.merchants.models import Network
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.rules.networks import CLONE_TOWN
from beffroi.observatory.rules.sentences import count, decimal, percent, shown
from beffroi.observatory.rules.vacancy import band_by_code
from beffroi.observatory.views.asked import Asked
from beffroi.ui.families import label_of

TOLD = ("value", "at_least")
SHARES = ("rate", "share", "completeness", "measured", "change", "benchmark", "min_change")
SIGNED = ("net",)
ALARMING = ("very_high", "extreme")


def value_of(figure: Figure) -> str:
    """The value in words of the reader's language, without its unit."""
    known = registry.get(figure.code)
    if figure.unit == "class":
        return str(known.classes.get(str(figure.value), figure.value or "–"))
    if figure.code == "net_rate" and isinstance(figure.value, int | float) and figure.value > 0:
        return f"+{shown(figure.value, figure.unit)}"
    if figure.code in SIGNED and isinstance(figure.value, int) and figure.value > 0:
        return f"+{count(figure.value)}"
    return str(shown(figure.value, figure.unit))


def unit_of(figure: Figure) -> str:
    """The unit in words, empty where the value already bears it."""
    if figure.unit in ("ratio", "class", "days"):
        return ""
    number = figure.value if isinstance(figure.value, int) else 2
    if figure.unit == "premises":
        return ngettext("local", "locaux", abs(number))
    if figure.unit == "shops":
        return ngettext("commerce", "commerces", abs(number))
    return str(registry.get(figure.code).unit_label)


def remark_of(figure: Figure) -> str:
    """Band, threshold and caveat: what must stand beside the value."""
    parts = [band_of(figure), str(threshold_of(figure)), str(figure.sentence)]
    return " ".join(part for part in parts if part)


def band_of(figure: Figure) -> str:
    """The step of the scale a value stands on, in words; empty when it has none."""
    if not figure.band:
        return ""
    if figure.code.startswith("vacancy_rate"):
        band = band_by_code(figure.band)
        return _("Vacance %(label)s (%(range)s).") % {"label": band.label, "range": band.range}
    if figure.code == "clone_town":
        return f"{str(CLONE_TOWN[figure.band]).capitalize()}."
    return figure.band


def threshold_of(figure: Figure) -> str:
    """A duration threshold is printed beside what it cuts."""
    days = figure.parameters.get("threshold_days")
    if days is None:
        return ""
    return _("Seuil : %(days)s jours.") % {"days": count(int(days))}


def tone_of(figure: Figure) -> str:
    """What deserves the eye: a high rate, an alert that rings."""
    alarming = figure.band in ALARMING and figure.code.startswith("vacancy_rate")
    return "alert" if alarming or figure.value == "ringing" else ""


def tile(asked: Asked, figure: Figure, **more: Any) -> dict[str, Any]:
    """What ui/components/figure.html takes."""
    known = registry.get(figure.code)
    words = {"source": "registre"} if more.pop("register", False) else {}
    told = {
        "label": known.label,
        "verdict": figure.verdict,
        "value": value_of(figure),
        "unit": unit_of(figure),
        "sentence": remark_of(figure),
        "trend": "",
        "trend_direction": "",
        "trend_tone": "",
        "date": "",
        "source": "",
        "tone": tone_of(figure),
        "href": asked.figure_href(known, **words),
    }
    return told | more


def named_inputs(figure: Figure) -> list[tuple[str, str]]:
    """The numbers that entered the formula, each with its name."""
    labels = registry.get(figure.code).input_labels
    return [(str(labels.get(key, key)), number_of(key, v)) for key, v in figure.inputs.items()]


def named_parameters(figure: Figure) -> list[tuple[str, str]]:
    """The settings used, given or by default."""
    labels = registry.get(figure.code).parameter_labels
    return [(str(labels.get(k, k)), number_of(k, v)) for k, v in figure.parameters.items()]


def number_of(key: str, value: Any) -> str:
    """One input or setting in words."""
    if value is None or value == "":
        return _("inconnu") if value is None else "–"
    if value is None:
        return _("inconnu")
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, Mapping):
        return ", ".join(f"{name_of(k)} : {number_of(key, v)}" for k, v in _ranked(value))
    if isinstance(value, dt.date | str):
        return str(name_of(value)) if key == "family" else str(value)
    if is_share(key, value):
        return str(percent(value))
    if key.endswith("year"):
        return str(value)
    return str(count(value) if isinstance(value, int) else decimal(value, 2))


def is_share(key: str, value: Any) -> bool:
    """Whether a number is a ratio to print as a percentage."""
    ratio = key in ("threshold", "hysteresis", "level") or any(word in key for word in SHARES)
    return isinstance(value, float) and ratio


def _ranked(counts: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))


def name_of(key: Any) -> str:
    """A family, a kind of network or a sign in words."""
    kinds = dict(Network.Kind.choices)
    if key == "":
        return _("inconnu")
    return str(kinds.get(key) or label_of(str(key)))
