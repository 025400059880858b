"""A text as pages and documents set it: numbered articles made of prose and of tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from beffroi.programme.models import Committee, Party
from beffroi.programme.reads.axis_tree import tree_of_content
from beffroi.programme.rules.clauses import pieces
from beffroi.programme.rules.written import Grid, Piece, Text, Written
from beffroi.ui.typography import date, euros, number

Tree = Mapping[str, Any]


def text_of(content: Tree) -> Text:
    """The articles of a content in order, their blocks drawn from the same content."""
    rows = sorted(content["articles"].items(), key=lambda item: (item[1]["order"], item[0]))
    articles = [
        Written(n, slug, told["title"], [_piece(one, content) for one in pieces(told["body"])])
        for n, (slug, told) in enumerate(rows, start=1)
    ]
    return Text(content["title"], content["preamble"], articles, parties_of(content))


def parties_of(content: Tree) -> list[dict[str, Any]]:
    """The parties in their order, their part in words."""
    roles: dict[str, Any] = dict(Party.Role.choices)
    rows = sorted(content["parties"].items(), key=lambda item: (item[1]["order"], item[0]))
    return [{**told, "key": key, "role_name": roles[told["role"]]} for key, told in rows]


def _piece(one: tuple[str, str], content: Tree) -> Piece:
    kind, said = one
    return Piece(text=said) if kind == "text" else BLOCKS[said](content)


def _axes(content: Tree) -> Piece:
    lines = [
        (depth, f"{code} – {told['name']}", told["about"])
        for depth, code, told in tree_of_content(content["axes"])
    ]
    return Piece(lines=lines) if lines else Piece(_("*Les axes restent à inscrire.*"))


def _commitments(content: Tree) -> Piece:
    rows = [
        (one["body_name"], one["text"], _quantity(one), _day(one["due_on"]))
        for one in sorted(content["commitments"].values(), key=_by_body)
    ]
    head = (_("Partie"), _("Engagement"), _("Quantité"), _("Pour le"))
    return _grid(head, rows, _("*Les engagements restent à inscrire.*"))


def _by_body(one: Tree) -> tuple[str, str, str]:
    return one["body_name"], one["due_on"] or "9999", one["text"]


def _quantity(one: Tree) -> str:
    if one["quantity"] is None:
        return ""
    return f"{number(Decimal(one['quantity']))} {one['unit']}".strip()


def _day(day: str | None) -> str:
    return date(dt.date.fromisoformat(day)) if day else ""


def _money(content: Tree) -> Piece:
    """Inside and outside stay two totals; they are shown together, never added."""
    found = sorted(content["envelopes"].values(), key=lambda one: (not one["inside"], one["year"]))
    rows = [_envelope(one, content) for one in found]
    sums = {side: sum((Decimal(one["amount"]) for one in found if one["inside"] is side), Decimal()) for side in (True, False)}  # fmt: skip
    head = (_("Objet"), _("Année"), _("Payeur"), _("Montant"))
    total = (_("Total dans la convention"), "", "", euros(sums[True]))
    note = _("Hors convention, suivi à part : %s.") % euros(sums[False]) if sums[False] else ""
    nothing = _("*Les montants restent à inscrire.*")
    return _grid(head, rows, nothing, numeric=frozenset({3}), total=total, note=note)


def _envelope(one: Tree, content: Tree) -> tuple[str, ...]:
    axis = content["axes"].get(one["axis"] or "")
    what = one["label"] or (f"{one['axis']} – {axis['name']}" if axis else _("Ensemble des axes"))
    if not one["inside"] and "hors convention" not in what.lower():
        what = _("%s (hors convention)") % what
    return what, str(one["year"]), one["payer_name"] or "", euros(Decimal(one["amount"]))


def _actions(content: Tree) -> Piece:
    rows = [
        (code, one["title"], one["owner"] or "", _span(one), euros(Decimal(one["inside"])))
        for code, one in sorted(content["annex"]["actions"].items())
    ]
    head = (_("Fiche"), _("Action"), _("Maître d’ouvrage"), _("Calendrier"), _("Prévu HT"))
    return _grid(head, rows, _("*Aucune fiche action n’est encore inscrite.*"), frozenset({4}))


def _span(one: Tree) -> str:
    days = [dt.date.fromisoformat(one[key]).strftime("%m/%Y") for key in ("first", "last") if one[key]]  # fmt: skip
    return " – ".join(days)


def _committees(content: Tree) -> Piece:
    kinds: dict[str, Any] = dict(Committee.Kind.choices)
    rows = [
        (one["name"], str(kinds[one["kind"]]), _rhythm(one["every_months"]), ", ".join(one["bodies"]))
        for one in content["annex"]["committees"].values()
    ]  # fmt: skip
    head = (_("Instance"), _("Nature"), _("Se réunit"), _("Y siègent"))
    return _grid(head, rows, _("*Les instances restent à inscrire.*"))


def _rhythm(months: int | None) -> str:
    return _("tous les %s mois") % months if months else ""


def _places(content: Tree) -> Piece:
    names = sorted(one["name"] for one in content["places"].values())
    return Piece(", ".join(names) + ".") if names else Piece()


def _parties(content: Tree) -> Piece:
    rows = [
        (one["name"], str(one["role_name"]), one["signatory"], one["capacity"])
        for one in parties_of(content)
    ]
    return _grid((_("Partie"), _("Part"), _("Représentée par"), _("En qualité de")), rows, "")


def _grid(
    head: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    nothing: str,
    numeric: frozenset[int] = frozenset(),
    **more: Any,
) -> Piece:
    return Piece(grid=Grid(head, rows, numeric, **more)) if rows else Piece(nothing)


BLOCKS: dict[str, Callable[[Tree], Piece]] = {
    "axes": _axes,
    "engagements": _commitments,
    "montants": _money,
    "actions": _actions,
    "instances": _committees,
    "communes": _places,
    "parties": _parties,
}
