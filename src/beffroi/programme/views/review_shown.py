"""A review as its page and its paper show it: every line with the page it lives on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.programme import policies
from beffroi.programme import review_words as words
from beffroi.programme.models import ActionSheet, Agreement
from beffroi.programme.reads.takeovers import ever_in
from beffroi.programme.views.addresses import address
from beffroi.programme.views.budget_tables import POCKETS as ALL_POCKETS
from beffroi.programme.views.budget_tables import SIDES
from beffroi.programme.words import figure_address, sheet_address
from beffroi.ui.tables import Cell, Column, Table

FOLDED = ("running", "next")  # what goes on as planned asks nothing of the committee
POCKETS = tuple(column for column in ALL_POCKETS if column.key != "waiting")
MEASURED = (
    Column("label", _l("Indicateur")),
    Column("baseline", _l("Au départ")),
    Column("value", _l("Mesuré")),
    Column("target", _l("Cible")),
    Column("says", _l("Où l’on en est")),
)


def shown(person: Any, agreement: Agreement, content: dict[str, Any]) -> dict[str, Any]:
    """What `agreement_reviews_year.html` takes of a review, for this reader."""
    visible = sheets_of(agreement, person)
    told = words.seen(content, frozenset(visible))
    reads_money = policies.reads_money(person, agreement)
    return {
        "finding": words.finding(told),
        "on": content["on"],
        "parts": [_part(name, told, visible) for name in words.SHEETS],
        "reads_money": reads_money,
        "money": _money(told) if reads_money else None,
        "money_words": words.money_words(told) if reads_money else "",
        "pockets": _pockets(told) if reads_money else None,
        "measured": _measured(told, agreement, visible),
        "decided": _decided(told),
        "kept": sum(1 for one in told["promises"] if one["fate"] == "kept"),
        "promised": len(told["promises"]),
        "unkept": [_promise(one) for one in words.unkept_of(told)],
        "effect": words.in_language(told["effect"]),
        "links": _links(agreement),
    }


def sheets_of(agreement: Agreement, person: Any) -> dict[str, ActionSheet]:
    """The agreement's sheets that this person may see, by key; one query."""
    rows = ActionSheet.objects.across_towns().filter(ever_in(agreement))
    found = rows.filter(policies.visible_sheets(person)).select_related("town")
    return {sheet.key: sheet for sheet in found}


def _links(agreement: Agreement) -> dict[str, str]:
    return {
        "budget": address("agreement_budget", agreement),
        "effects": address("agreement_effects", agreement),
        "axes": address("agreement_axes", agreement),
    }


def _part(name: str, told: dict[str, Any], visible: dict[str, ActionSheet]) -> dict[str, Any]:
    lines = [
        {
            "title": one["title"],
            "code": one["code"],
            "axis": one["axis"],
            "href": sheet_address(visible[one["sheet"]]) if one["sheet"] in visible else "",
            "said": words.sheet_words(one, name),
            "why": words.in_language(one["why"]) or [],
        }
        for one in told[name]
    ]
    return {
        "name": name,
        "title": words.PARTS[name],
        "lines": lines,
        "folds": name in FOLDED and bool(lines),
        "empty": words.NOTHING.get(name, ""),
    }


def _money(told: dict[str, Any]) -> Table | None:
    rows = words.money_rows(told)
    note = _(
        "Prévu, engagé et payé sont la même dépense à trois moments : ils ne s’additionnent pas."
    )
    return Table(SIDES, rows, caption=_("Dépenses de l’année"), note=note) if rows else None


def _pockets(told: dict[str, Any]) -> Table | None:
    rows = [
        one | {"label": Cell(one["label"], note="" if one["inside"] else _("à côté"))}
        for one in words.pocket_rows(told)
    ]
    return Table(POCKETS, rows, caption=_("Enveloppes de l’année")) if rows else None


def _measured(
    told: dict[str, Any], agreement: Agreement, visible: dict[str, ActionSheet]
) -> Table | None:
    rows = [_indicator(one, agreement, visible) for one in told["measured"]]
    return Table(MEASURED, rows, caption=_("Indicateurs suivis")) if rows else None


def _indicator(
    one: dict[str, Any], agreement: Agreement, visible: dict[str, ActionSheet]
) -> dict[str, Any]:
    href = figure_address(one["code"], agreement.town) if one["code"] and agreement.town else ""
    if not href and one["sheet"] in visible:
        href = sheet_address(visible[one["sheet"]])
    return {
        "label": Cell(one["label"], href, one["perimeter"]),
        "baseline": Cell(
            words.in_language(one["baseline"]), note=words.written(one["baseline_on"])
        ),
        "value": Cell(words.in_language(one["value"]), note=words.written(one["on"])),
        "target": words.in_language(one["target"]),
        "says": words.in_language(one["says"]),
    }


def _decided(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [one | {"day": words.written(one["on"])} for one in told["decided"]]


def _promise(one: dict[str, Any]) -> dict[str, str]:
    return {"text": one["text"], "said": words.promise_words(one)}
