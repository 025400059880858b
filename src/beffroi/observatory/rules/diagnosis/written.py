"""What people wrote beside the figures: their findings, then and now, on the same terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from beffroi.observatory.rules import findings_told
from beffroi.observatory.rules.diagnosis.materials import Materials
from beffroi.observatory.rules.diagnosis.plain import plain
from beffroi.observatory.rules.figures import Figure, StreetStock
from beffroi.observatory.rules.findings_told import Draft
from beffroi.observatory.rules.registry import compute, get

STATE_OF_ITS_TIME = frozenset({"ringing"})  # what came before the day, no setting of the formula


@dataclass(frozen=True, slots=True)
class Written:
    """The findings of a study, and the diagnosis they are compared with.

    `previous`: number and day; `labels` name the sources; `redo`: finding key → why one of its own
    sources no longer holds.
    """

    drafts: tuple[Draft, ...] = ()
    question: str = ""
    previous: Mapping[str, Any] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    redo: Mapping[str, str] = field(default_factory=dict)


def set_down(
    written: Written, materials: Materials, names: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Every finding as plain data, chapter by chapter."""
    return findings_told.in_order(
        findings_told.told(
            draft, _now(draft, materials, names), units(draft.codes), written.labels,
            written.redo.get(draft.key, ""),
        )
        for draft in written.drafts
    )  # fmt: skip


def units(codes: Any) -> dict[str, str]:
    """The unit of each figure, as the registry names it."""
    return {code: get(code).unit for code in codes}


def _now(draft: Draft, materials: Materials, names: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for code in draft.codes:
        figure = on_terms(materials, code, draft.then.get(code, {}).get("asked", {}))
        if figure is not None:
            found[code] = plain(figure, names)
    return found


def on_terms(materials: Materials, code: str, asked: Mapping[str, Any]) -> Figure | None:
    """A figure of today computed with the parameters of then; None when these data feed none."""
    figure = materials.figures.get(code)
    if figure is None:
        return None
    wanted = {
        name: value
        for name, value in asked.items()
        if name in figure.parameters and name not in STATE_OF_ITS_TIME
    }
    if all(figure.parameters[name] == value for name, value in wanted.items()):
        return figure
    return compute(code, _data(materials, code), **{**figure.parameters, **wanted})


def _data(materials: Materials, code: str) -> Any:
    """What the indicator reads, out of the materials."""
    takes = get(code).takes
    if takes == "streets":
        named = [line for line in materials.streets if line.name]
        return [StreetStock(line.name, line.stock, public_id=line.slug) for line in named]
    return {
        "stock": materials.stock,
        "series": materials.rounds,
        "churn": materials.churns[-1] if materials.churns else None,
    }[takes]
