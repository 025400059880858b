"""Two invented observatories as values, for the tests that compare them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from beffroi.observatory.rules import registry
from beffroi.observatory.rules.figures import Coverage, Stock
from beffroi.sources.observatories import (
    Told,
    ToldFigure,
    ToldMatch,
    ToldPerimeter,
    ToldRound,
    ToldTerm,
)

DAY = dt.date(2026, 5, 20)
ALWAYS = (ToldMatch("boulangerie-patisserie"),)


def figures(stock: Stock) -> tuple[ToldFigure, ...]:
    """What our registry computes of a stock, as a document tells it."""
    return tuple(
        ToldFigure(one.code, one.formula_id, one.verdict, one.unit,
                   float(one.value) if one.value is not None and not isinstance(one.value, str) else one.value)
        for one in registry.compute_all("stock", stock).values()
    )  # fmt: skip


def told(name: str = "Valbrume", *, vacant: int = 12, occupied: int = 108, **more: Any) -> Told:
    """An observatory of one centre and one round; `more` replaces what it tells."""
    counted = {"kind": "town_centre", "on": DAY, "stock": 1.0, "methods": ("survey",)}
    counted |= {key: more.pop(key) for key in [*counted] if key in more}
    trades = more.pop("trades", {"boulangerie-patisserie": occupied})
    local = more.pop("local", {})
    seen = Stock(
        on=counted["on"],
        by_state={"occupied": occupied, "vacant": vacant},
        by_activity=trades,
        coverage=Coverage(stock=1.0, vacancy=1.0, rounds=2),
    )
    one = ToldRound(
        counted["on"], counted["methods"], counted["stock"], 1.0, "",
        dict(seen.by_state), dict(trades), local, figures(seen),
    )  # fmt: skip
    place = ToldPerimeter("centre-ville", "Centre-ville", counted["kind"], (one,))
    facts: dict[str, Any] = {
        "name": name, "code": "00077", "town": name, "keeper": "", "page": "", "simulated": True,
        "made_on": DAY, "common": "fr-nomenclature-1", "nomenclature": "", "perimeters": (place,),
    }  # fmt: skip
    return Told(**facts | more)


def term(code: str, label: str, *matches: ToldMatch, kind: str = "trade") -> ToldTerm:
    """One word of theirs."""
    return ToldTerm(kind, code, label, "", tuple(matches))
