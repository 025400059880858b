"""An amendment as a person reads it: what each change is about, before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.programme.rules.consolidation import AFTER, BEFORE, Change, steps
from beffroi.programme.rules.word_diff import Span, spans
from beffroi.ui.typography import date, euros

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """One change: `words` for a wording that stays and changes, else the two sides."""

    what: str
    before: str
    after: str
    words: list[Span]

    @property
    def kind(self) -> str:
        """ "added", "removed" or "changed"."""
        return "added" if not self.before else "removed" if not self.after else "changed"


def shown(changes: list[Change], base: Tree) -> list[Shown]:
    """Changes in words; `base` gives the names of what they touch."""
    return [_shown(change, base) for change in changes]


def _shown(change: Change, base: Tree) -> Shown:
    path = steps(change["path"])
    before, after = (_said(path, change.get(side)) for side in (BEFORE, AFTER))
    long = isinstance(change.get(BEFORE), str) and isinstance(change.get(AFTER), str)
    words = spans(before, after) if long and path[-1] in ("body", "preamble", "title") else []
    return Shown(_what(path, change, base), before, after, words)


FIELDS = {
    "title": _("titre"), "body": _("texte"), "order": _("place"), "first": _("premier jour"),
    "last": _("dernier jour"), "amount": _("montant"), "name": _("nom"), "about": _("présentation"),
    "due_on": _("échéance"), "quantity": _("quantité"), "text": _("énoncé"),
    "signatory": _("représentant"), "capacity": _("qualité"), "role": _("part"),
}  # fmt: skip


def _what(path: list[str], change: Change, base: Tree) -> str:
    branch, *rest = path
    field = str(FIELDS.get(rest[-1], "")) if (rest and len(rest) != 1) or branch == "dates" else ""
    name = _name(branch, rest[0], change, base) if rest and branch in BRANCHES else ""
    head = str(BRANCHES.get(branch, WHOLE.get(branch, branch)))
    said = f"{head} {name}".strip()
    return f"{said} – {field}" if field else said


BRANCHES = {
    "articles": _("Article"), "parties": _("Partie"), "axes": _("Axe"), "envelopes": _("Enveloppe"),
    "places": _("Commune"), "commitments": _("Engagement"), "annex": _("Annexe"),
}  # fmt: skip
WHOLE = {"title": _("Titre"), "preamble": _("Préambule"), "dates": _("Durée")}


def _name(branch: str, key: str, change: Change, base: Tree) -> str:
    told = base.get(branch, {}).get(key) or change.get(AFTER) or change.get(BEFORE)
    if not isinstance(told, Mapping):
        return f"« {key} »"
    if branch == "envelopes":
        label = told.get("label") or told.get("axis") or ""
        return f"{told['year']}{f' ({label})' if label else ''}"
    return f"« {told.get('title') or told.get('name') or told.get('text') or key} »"


def _said(path: list[str], value: Any) -> str:
    """A value as it is read: days, amounts, and the words of a whole branch."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        named = (value.get(key) for key in ("title", "name", "text", "label"))
        words = [str(one) for one in named if one]
        body = value.get("body") or value.get("about") or ""
        amount = euros(Decimal(value["amount"])) if "amount" in value else ""
        return "\n\n".join(one for one in [*words[:1], body, amount] if one)
    if path[-1] in ("first", "last", "due_on"):
        return date(dt.date.fromisoformat(value))
    if path[-1] == "amount":
        return euros(Decimal(value))
    return str(value)
