"""The comparison in words and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from beffroi.observatory.rules import registry
from beffroi.observatory.rules.federation import Row, Side
from beffroi.observatory.rules.labels import UNITS, VERDICTS
from beffroi.observatory.rules.sentences import count, percent, shown
from beffroi.premises.models import PremisesState
from beffroi.premises.reads.meanings import offered
from beffroi.sources.observatories import ToldFigure, ToldTerm
from beffroi.sources.survey.doors import TO_SPECIFY
from beffroi.territory.models import Perimeter
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.typography import date as written

OCCUPIED = "occupied:"
WHY_NOT: dict[str, str | Promise] = {
    "": _l("oui"),
    "verdict": _l("non : l’un des deux ne peut pas le dire"),
    "at_least": _l("non : l’un des deux n’est qu’un minimum"),
    "unit": _l("non : deux unités"),
    "formula": _l("non : deux formules"),
    "parameters": _l("non : deux réglages"),
    "trades": _l("non : les activités ne se correspondent pas assez"),
    "all": _l("non"),
}
METHODS: dict[str, str | Promise] = {
    "survey": _l("relevé de terrain"),
    "osm": _l("carte OpenStreetMap"),
    "simulated": _l("données simulées"),
}
OF_TRADES = ("shannon", "evenness", "simpson", "inverse_simpson", "family_share")


def trades_known() -> dict[str, str]:
    """Common trade → its name, in the reader's language; one still to be named is none."""
    return {
        code: words
        for meaning, words in offered().items()
        if meaning.startswith(OCCUPIED) and (code := meaning.removeprefix(OCCUPIED)) != TO_SPECIFY
    }


def states_known() -> dict[str, str]:
    """State → its name."""
    return {code: str(label) for code, label in PremisesState.Kind.choices}


def columns(sides: Sequence[Side], first: str) -> list[Column]:
    """One column a side."""
    return [Column("what", first), *(Column(f"s{n}", one.told.name) for n, one in enumerate(sides))]


def identity_table(sides: Sequence[Side]) -> Table:
    """Perimeter, day, method, share seen, words: what a reader must know before any figure."""
    lines: list[tuple[str, Sequence[Any]]] = [
        (_("Périmètre"), [_perimeter(one) for one in sides]),
        (_("Relevé du"), [written(one.round.on) for one in sides]),
        (_("Locaux comptés"), [str(count(_premises(one))) for one in sides]),
        (_("Observé par"), [_methods(one) for one in sides]),
        (_("Part des locaux vus"), [_seen(one.round.stock) for one in sides]),
        (_("État vérifié"), [_seen(one.round.vacancy) for one in sides]),
        (_("Noms locaux"), [_words(one) for one in sides]),
    ]
    return _table(sides, "", lines)


def _premises(side: Side) -> int:
    return sum(n for state, n in side.round.states.items() if state != "outside")


def _perimeter(side: Side) -> Cell:
    kinds: dict[str, Any] = dict(Perimeter.Kind.choices)
    kind = kinds.get(side.perimeter.kind, side.perimeter.kind)
    same = str(kind).casefold() == side.perimeter.name.casefold()
    return Cell(side.perimeter.name, note="" if same else str(kind))


def _methods(side: Side) -> str:
    named = [str(METHODS.get(word, word)) for word in side.round.methods]
    return ", ".join(named) or _("on ne sait pas")


def _seen(share: float | None) -> str:
    return _("on ne sait pas") if share is None else str(percent(share, 0))


def _words(side: Side) -> Cell:
    if not side.told.terms:
        return Cell(_("aucun : les noms communs"))
    n = len(side.told.terms)
    said = ngettext("%(n)d terme", "%(n)d termes", n) % {"n": n}
    return Cell(side.told.nomenclature or said, note=said if side.told.nomenclature else "")


def figures_table(sides: Sequence[Side], rows: Sequence[Row], stops: str) -> Table:
    """The common figures; `stops`: "all", "trades" or "" (nothing stops them)."""
    listed = [
        {"what": str(row.label), **{f"s{n}": _value(row, one) for n, one in enumerate(row.values)},
         "so": str(WHY_NOT[_so(row, stops)])}
        for row in rows
    ]  # fmt: skip
    more = [*columns(sides, _("Chiffre")), Column("so", _("Comparable ?"))]
    return Table(more, listed, caption=_("Les chiffres communs"))


def _so(row: Row, stops: str) -> str:
    if stops == "all":
        return "all"
    if not row.why_not and stops == "trades" and row.code in OF_TRADES:
        return "trades"
    return row.why_not


def _value(row: Row, figure: ToldFigure | None) -> str | None:
    if figure is None:
        return None
    if figure.value is None:
        return str(VERDICTS.get(figure.verdict, "–"))
    known = registry.get(row.code)
    if figure.unit == "class":
        return str(known.classes.get(str(figure.value), figure.value))
    said = str(shown(figure.value, figure.unit))
    if figure.unit not in ("ratio", "days") and figure.unit in UNITS:
        said = f"{said} {UNITS[figure.unit]}"
    return _("au moins %(value)s") % {"value": said} if figure.verdict == "at_least" else said


def rows_table(sides: Sequence[Side], rows: Sequence[Row], caption: str, first: str) -> Table:
    """Counts of premises by trade or state, each with what people there call it."""
    listed = [
        {"what": row.label,
         **{f"s{n}": Cell(_counted(value, sides[n]), note=local_names(row.words[n]))
            for n, value in enumerate(row.values)}}
        for row in rows
    ]  # fmt: skip
    return Table(columns(sides, first), listed, caption=caption)


def _counted(n: int, side: Side) -> str:
    every = _premises(side)
    if not n or not every:
        return str(count(n))
    return f"{count(n)} · {percent(n / every)}"


def local_names(words: Sequence[ToldTerm]) -> str:
    """The words of one side for one common line, with their codes."""
    return ", ".join(f"« {one.label} » ({one.code})" for one in words)


def _table(
    sides: Sequence[Side], caption: str, lines: Sequence[tuple[str, Sequence[Any]]]
) -> Table:
    listed: list[Mapping[str, Any]] = [
        {"what": name, **{f"s{n}": value for n, value in enumerate(values)}}
        for name, values in lines
    ]
    return Table(columns(sides, _("Ce qui est comparé")), listed, caption=caption)
