"""Figures as plain data, set for the reader: what the page and the paper print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.rules.labels import INPUTS, PARAMETERS, UNITS
from beffroi.observatory.rules.registry import get
from beffroi.observatory.rules.sentences import count, decimal, percent, signed

RATIOS = frozenset(
    {
        "completeness", "measured", "threshold", "hysteresis", "min_completeness", "level",
        "benchmark", "benchmark_network",
    }
)  # fmt: skip
DIFFERENCES = frozenset({"change", "min_change"})
BALANCES = frozenset({"net"})
WORDS = {"families": _("familles"), "subfamilies": _("activités détaillées")}
ABSENT = {"family": _("la plus nombreuse")}


def plain(figure: Figure, names: Mapping[str, Any]) -> dict[str, Any]:
    """A figure with its name, its value as printed, its formula and what entered it."""
    known = get(figure.code)
    shown, unit = _value(figure)
    return {
        "code": figure.code,
        "label": _label(figure, names),
        "verdict": figure.verdict,
        "value": figure.value,
        "shown": shown,
        "unit": unit,
        "sentence": str(figure.sentence),
        "formula": str(known.formula),
        "formula_id": figure.formula_id,
        "method": str(known.source),
        "needs": str(known.needs),
        "inputs": _named(figure.inputs, INPUTS, names),
        "parameters": _named(figure.parameters, PARAMETERS, names),
        "asked": dict(figure.parameters),
        "lower": figure.lower,
        "upper": figure.upper,
    }


def _label(figure: Figure, names: Mapping[str, Any]) -> str:
    """The indicator's name, and the family it speaks of when it speaks of one."""
    label, family = get(figure.code).label, figure.inputs.get("family")
    return f"{label} : {names.get(family, family)}" if family else str(label)


def _value(figure: Figure) -> tuple[str, str]:
    """The value as printed and the unit beside it."""
    value = figure.value
    if value is None:
        return "", ""
    if figure.unit == "ratio" and not isinstance(value, str):
        return str(percent(value)), ""
    if isinstance(value, str):
        return str(get(figure.code).classes.get(str(value), value)), ""
    label = str(UNITS[figure.unit])
    if figure.code in BALANCES and isinstance(value, int):
        return str(signed(value)), label
    if isinstance(value, int):
        return str(count(value)), label
    return str(decimal(value, 2 if figure.unit == "nat" else 1)), label


def _named(values: Mapping[str, Any], labels: Mapping[str, Any], names: Mapping[str, Any]) -> Any:
    return [
        [str(labels.get(name, name)), said(name, value, names)] for name, value in values.items()
    ]


def said(name: str, value: Any, names: Mapping[str, Any]) -> str:
    """One input or parameter in words; codes are named by `names`."""
    if value is None:
        return str(_("inconnu"))
    if isinstance(value, bool):
        return str(_("oui") if value else _("non"))
    if isinstance(value, Mapping):
        ranked = sorted(value.items(), key=lambda item: (-item[1], item[0]))
        return " · ".join(f"{names.get(key, key) or key} {count(n)}" for key, n in ranked if n)
    if isinstance(value, int | float):
        return _number(name, value)
    if value == "":
        return str(ABSENT.get(name, _("aucun")))
    return str(names.get(value) or WORDS.get(value, value))


def _is_share(name: str) -> bool:
    return name.startswith("rate") or name.endswith(("_rate", "_share"))


def _number(name: str, value: float) -> str:
    if name.endswith("_year"):
        return str(value)
    if name in RATIOS or _is_share(name):
        return str(percent(value))
    if name in DIFFERENCES:
        sign = {True: "−", False: "+"}[value < 0] if name == "change" else ""
        return sign + str(_("%(number)s point")) % {"number": decimal(abs(value) * 100)}
    return str(count(value)) if isinstance(value, int) else str(decimal(value, 2))
