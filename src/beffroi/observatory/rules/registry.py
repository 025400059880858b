"""The indicators by code: one registry, so that every page, export and proof reads the same list."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from beffroi.observatory.rules.answers import Answer
from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.rules.labels import INPUTS, PARAMETERS, UNITS

Takes = Literal["stock", "churn", "spells", "series", "streets", "frontage", "sights", "hours"]
Rule = Callable[..., Answer]


class UnknownIndicatorError(LookupError):
    """No indicator has this code or address."""


class UnknownParameterError(TypeError):
    """The indicator has no such parameter."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is known of an indicator before any data: name, formula, needs, source.

    `formula_id` is stored with every value; `needs` says what would let it conclude;
    `takes` names the value of `figures` that `rule` reads ("series": a tuple of `Stock`).
    """

    code: str
    label: Any
    formula_id: str
    formula: Any
    unit: str
    takes: Takes
    needs: Any
    source: Any
    slug_fr: str
    slug_en: str
    inputs: tuple[str, ...]
    classes: Mapping[str, Any]
    rule: Rule

    @property
    def defaults(self) -> dict[str, Any]:
        """Parameters and their default values, in reading order."""
        signature = inspect.signature(self.rule).parameters.values()
        return {p.name: p.default for p in signature if p.kind is p.KEYWORD_ONLY}

    @property
    def input_labels(self) -> dict[str, Any]:
        return {name: INPUTS[name] for name in self.inputs}

    @property
    def parameter_labels(self) -> dict[str, Any]:
        return {name: PARAMETERS[name] for name in self.defaults}

    @property
    def unit_label(self) -> Any:
        return UNITS[self.unit]

    @property
    def doc(self) -> str:
        return inspect.getdoc(self.rule) or ""


_REGISTRY: dict[str, Indicator] = {}


def indicator(
    *,
    code: str,
    label: Any,
    formula_id: str,
    formula: Any,
    unit: str,
    takes: Takes,
    needs: Any,
    source: Any,
    slugs: tuple[str, str],
    inputs: tuple[str, ...],
    classes: Mapping[str, Any] | None = None,
) -> Callable[[Rule], Rule]:
    """Enter a rule in the registry; `slugs` are its French and English addresses."""

    def enter(rule: Rule) -> Rule:
        if code in _REGISTRY:
            raise ValueError(f"indicator {code} is registered twice")
        _REGISTRY[code] = Indicator(
            code, label, formula_id, formula, unit, takes, needs, source, *slugs, inputs,
            classes or {}, rule,
        )  # fmt: skip
        return rule

    return enter


def get(code: str) -> Indicator:
    """The indicator of this code, else `UnknownIndicatorError`."""
    try:
        return _REGISTRY[code]
    except KeyError:
        raise UnknownIndicatorError(code) from None


def by_slug(slug: str) -> Indicator:
    """The indicator of this French or English address, else `UnknownIndicatorError`."""
    for known in _REGISTRY.values():
        if slug in (known.slug_fr, known.slug_en):
            return known
    raise UnknownIndicatorError(slug)


def all_indicators(takes: Takes | None = None) -> tuple[Indicator, ...]:
    """Every indicator, or those that read one kind of data, in the order of the pages."""
    return tuple(known for known in _REGISTRY.values() if takes in (None, known.takes))


def compute(code: str, data: Any, **parameters: Any) -> Figure:
    """Answer one indicator. The parameters used, given or default, go with the figure.

    Raises `UnknownIndicatorError` or `UnknownParameterError`; want of data is an answer, no error.
    """
    known = get(code)
    used = known.defaults | parameters
    if strangers := set(parameters) - set(known.defaults):
        raise UnknownParameterError(f"{code} has no parameter {', '.join(sorted(strangers))}")
    answer = known.rule(data, **used)
    return Figure(
        code=code, formula_id=known.formula_id, unit=known.unit, verdict=answer.verdict,
        value=answer.value, sentence=answer.sentence, inputs=answer.inputs, parameters=used,
        band=answer.band, lower=answer.lower, upper=answer.upper,
    )  # fmt: skip


def compute_all(takes: Takes, data: Any, **parameters: Any) -> dict[str, Figure]:
    """Every indicator that reads this kind of data; each takes the parameters it knows."""
    return {
        known.code: compute(
            known.code, data, **{k: v for k, v in parameters.items() if k in known.defaults}
        )
        for known in all_indicators(takes)
    }
