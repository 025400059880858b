"""An amendment as a person reads it: what each change is about, before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models import Party
from beffroi.programme.rules.consolidation import AFTER, BEFORE, Change, steps, written
from beffroi.programme.rules.fields import FIELDS
from beffroi.programme.rules.word_diff import Span, spans
from beffroi.ui.typography import date, euros, number

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """One change: `words` for a wording that stays and changes, else the two sides."""

    path: str
    what: str
    before: str
    after: str
    words: list[Span]

    @property
    def kind(self) -> str:
        """ "added", "removed" or "changed"."""
        return "added" if not self.before else "removed" if not self.after else "changed"


def shown(changes: list[Change], base: Tree) -> list[Shown]:
    """Changes in words, a key with its name as one; `base` gives the names of what they touch."""
    unseen = {path for one in changes for path in whole_of(one["path"])[1:]}
    return [_shown(change, base) for change in changes if change["path"] not in unseen]


def whole_of(path: str) -> list[str]:
    """The paths that are one change to a reader: the one shown, then the key that goes with a name."""
    *way, last = steps(path)
    return [path, written([*way, KEYS[last]])] if len(way) == 2 and last in KEYS else [path]


KEYS = {"payer_name": "payer"}  # the name in a text, and what it is the name of


def _shown(change: Change, base: Tree) -> Shown:
    path = steps(change["path"])
    before, after = (_said(path, change.get(side), base) for side in (BEFORE, AFTER))
    long = isinstance(change.get(BEFORE), str) and isinstance(change.get(AFTER), str)
    words = spans(before, after) if long and path[-1] in WORDED else []
    return Shown(change["path"], _what(path, change, base), before, after, words)


WORDED = frozenset({"body", "preamble", "title", "text", "about"})
FIELDS_SAID = {
    "title": _("titre"), "body": _("texte"), "order": _("place"), "first": _("premier jour"),
    "last": _("dernier jour"), "amount": _("montant"), "name": _("nom"), "about": _("présentation"),
    "due_on": _("échéance"), "quantity": _("quantité"), "text": _("énoncé"), "unit": _("unité"),
    "signatory": _("représentant"), "capacity": _("qualité"), "role": _("part"),
    "field": _("domaine"), "parent": _("axe au-dessus"), "label": _("objet"), "axis": _("axe"),
    "payer": _("payeur"), "payer_name": _("payeur"), "year": _("année"), "inside": _("place dans la convention"),
}  # fmt: skip


def _what(path: list[str], change: Change, base: Tree) -> str:
    branch, *rest = path
    field = (
        str(FIELDS_SAID.get(rest[-1], "")) if (rest and len(rest) != 1) or branch == "dates" else ""
    )
    name = _name(branch, rest[0], change, base) if rest and branch in BRANCHES else ""
    head = str(BRANCHES.get(branch, WHOLE.get(branch, branch)))
    said = f"{head} {name}".strip()
    return f"{said} – {field}" if field else said


BRANCHES = {
    "articles": _("Article"), "parties": _("Partie"), "axes": _("Axe"), "envelopes": _("Enveloppe"),
    "places": _("Commune"), "commitments": _("Engagement"), "annex": _("Annexe"),
}  # fmt: skip
WHOLE = {"title": _("Titre"), "preamble": _("Préambule"), "dates": _("Durée")}


def name_of_part(content: Tree, branch: str, key: str) -> str:
    """A part of a text as a sentence names it: « Axe « B – Habitat » », « Enveloppe 2026 »."""
    return f"{BRANCHES[branch]} {_named(branch, key, content.get(branch, {}).get(key))}"


def _name(branch: str, key: str, change: Change, base: Tree) -> str:
    told = base.get(branch, {}).get(key) or change.get(AFTER) or change.get(BEFORE)
    return _named(branch, key, told)


def _named(branch: str, key: str, told: Any) -> str:
    if not isinstance(told, Mapping):
        return f"« {key} »"
    if branch == "envelopes":
        label = told.get("label") or told.get("axis") or ""
        return f"{told['year']}{f' ({label})' if label else ''}"
    if branch == "axes":
        return f"« {key} – {told['name']} »"
    return f"« {told.get('title') or told.get('name') or told.get('text') or key} »"


def _said(path: list[str], value: Any, base: Tree) -> str:
    """A value as it is read: days, amounts, names, and the words of a whole branch."""
    if value is None or value == "":
        return ""
    if isinstance(value, Mapping):
        lines = WHOLE_SAID.get(path[0], _prose)(value, base)
        return "\n".join(line for line in lines if line)
    return _leaf_said(path[-1], value, base)


def _leaf_said(field: str, value: Any, base: Tree) -> str:
    if field in ("first", "last", "due_on"):
        return date(dt.date.fromisoformat(value))
    if field == "amount":
        return euros(Decimal(value))
    if field == "quantity":
        return number(Decimal(value))
    if field == "inside":
        return gettext("dans la convention") if value else gettext("hors convention")
    if field in ("parent", "axis"):
        axis = base.get("axes", {}).get(value, {})
        return f"{value} – {axis['name']}" if axis else str(value)
    named: Mapping[str, Any] = CHOSEN.get(field, {})
    return str(named.get(value, value))


CHOSEN: Mapping[str, Mapping[str, Any]] = {
    "field": {key: one.label for key, one in FIELDS.items()},
    "role": dict(Party.Role.choices),
}


def _prose(told: Tree, _base: Tree) -> list[str]:
    words = [str(told[key]) for key in ("title", "name") if told.get(key)]
    return [*words[:1], str(told.get("body") or "")]


def _axis(told: Tree, base: Tree) -> list[str]:
    above = told.get("parent")
    under = gettext("sous l’axe %s") % _leaf_said("parent", above, base) if above else ""
    return [told["name"], _leaf_said("field", told["field"], base), under, told["about"]]


def _party(told: Tree, base: Tree) -> list[str]:
    who = ", ".join(one for one in (told["signatory"], told["capacity"]) if one)
    return [told["name"], _leaf_said("role", told["role"], base), who]


def _envelope(told: Tree, base: Tree) -> list[str]:
    axis = _leaf_said("axis", told["axis"], base) if told["axis"] else gettext("tous les axes")
    side = "" if told["inside"] else gettext("hors convention")
    payer = gettext("payée par %s") % told["payer_name"] if told.get("payer_name") else ""
    head = f"{told['year']} – {euros(Decimal(told['amount']))}"
    return [head, told["label"], axis, payer, side]


def _commitment(told: Tree, base: Tree) -> list[str]:
    counted = ""
    if told["quantity"] is not None:
        counted = f"{_leaf_said('quantity', told['quantity'], base)} {told['unit']}".strip()
    due = ""
    if told["due_on"]:
        due = gettext("pour le %s") % _leaf_said("due_on", told["due_on"], base)
    return [told["text"], told["body_name"], " – ".join(one for one in (counted, due) if one)]


WHOLE_SAID: Mapping[str, Callable[[Tree, Tree], list[str]]] = {
    "axes": _axis,
    "parties": _party,
    "envelopes": _envelope,
    "commitments": _commitment,
}
