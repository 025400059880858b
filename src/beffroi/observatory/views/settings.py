"""The settings of an indicator as a form: each has its default, its name and its bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from beffroi.observatory.rules.registry import Indicator
from beffroi.observatory.views.printed import is_share, number_of
from beffroi.ui.families import FAMILIES
from beffroi.ui.typography import number

HIDDEN = frozenset(
    {"ringing", "gone", "past", "rising", "without_low_flow", "benchmark", "benchmark_network",
     "level", "lag_days"}
)  # fmt: skip
CHOICES = {"over": ("families", "subfamilies")}
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Setting:
    """One field: `step` for numbers, `choices` (value, label) for words."""

    name: str
    label: Any
    value: Any
    default: str
    step: str
    choices: tuple[tuple[str, Any], ...]


def parameters_of(known: Indicator, asked: QueryDict) -> dict[str, Any]:
    """The settings given in the address; nonsense counts as not given."""
    found = {}
    for name, default in known.defaults.items():
        given = _read(name, asked.get(name, "").strip(), default)
        if given is not None:
            found[name] = given
    return found


def _read(name: str, text: str, default: Any) -> Any:
    """A value of the same kind as the default, within reason; None when there is none."""
    if not text or default is None:
        return None
    if isinstance(default, bool):
        return text in ("1", "true", "oui")
    if isinstance(default, str):
        return text if text in dict(_choices(name)) else None
    try:
        number = type(default)(text.replace(",", "."))
    except ValueError:
        return None
    most = 1 if isinstance(default, float) and name != "min_break_m" else MOST
    return number if 0 <= number <= most else None


def _choices(name: str) -> tuple[tuple[str, Any], ...]:
    if name == "family":
        return tuple((family.key, family.label) for family in FAMILIES)
    words = {"families": _("familles"), "subfamilies": _("activités")}
    return tuple((key, words[key]) for key in CHOICES.get(name, ()))


def settings_of(known: Indicator, used: Mapping[str, Any]) -> list[Setting]:
    """The fields of the form, with the values used."""
    return [
        Setting(
            name,
            known.parameter_labels[name],
            used.get(name, default),
            _usual(name, default),
            "any" if isinstance(default, float) else "1",
            _choices(name) if isinstance(default, str) else (),
        )
        for name, default in known.defaults.items()
        if name not in HIDDEN
    ]


def _usual(name: str, default: Any) -> str:
    """The default, a ratio being told both ways since the field takes 0 to 1."""
    said = number_of(name, default)
    return f"{number(default)} ({said})" if is_share(name, default) else said
