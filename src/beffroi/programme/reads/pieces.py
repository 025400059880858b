"""The passages of a text that an amendment may replace, each with its form's values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from beffroi.programme.reads.changes import name_of_part
from beffroi.programme.rules.text_links import resting_on

Tree = dict[str, Any]
NEW = "+"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its path ("articles/duree"), its kind (which form), its name, what it is among."""

    path: str
    kind: str
    name: str
    group: str

    @property
    def branch(self) -> str:
        """The branch of the text it stands in."""
        return self.path.partition("/")[0]

    @property
    def key(self) -> str:
        """Its key in the branch; "+" for what is to be added, "" for a passage alone."""
        return self.path.partition("/")[2]

    @property
    def is_new(self) -> bool:
        """Whether it adds something."""
        return self.key == NEW


def passages(content: Mapping[str, Any]) -> list[Passage]:
    """What may be replaced in this text, and what may be added to it."""
    text, parties, axes = _("Texte"), _("Parties"), _("Axes")
    money, promises, places = _("Enveloppes"), _("Engagements"), _("Communes")
    return [
        Passage("dates", "dates", _("Premier et dernier jour"), text),
        Passage("preamble", "preamble", _("Préambule"), text),
        *_listed(content, "articles", "article", text, _("Ajouter un article")),
        *_listed(content, "parties", "party", parties, _("Faire entrer une partie")),
        *_listed(content, "axes", "axis", axes, _("Ajouter un axe")),
        *_listed(content, "envelopes", "envelope", money, _("Ouvrir une enveloppe")),
        *_listed(content, "commitments", "commitment", promises, _("Ajouter un engagement")),
        *_listed(content, "places", "place", places, _("Ajouter une commune")),
    ]


def grouped(found: list[Passage]) -> list[tuple[str, list[Passage]]]:
    """Passages under the name of what they are among."""
    return [(group, list(rows)) for group, rows in groupby(found, key=lambda one: one.group)]


def _listed(
    content: Mapping[str, Any], branch: str, kind: str, group: str, add: str
) -> list[Passage]:
    rows = sorted(content[branch].items(), key=lambda item: _place(branch, *item))
    found = [Passage(f"{branch}/{key}", kind, _name(content, branch, key), group) for key, _told in rows]  # fmt: skip
    return [*found, Passage(f"{branch}/{NEW}", kind, add, group)]


def _place(branch: str, key: str, told: Mapping[str, Any]) -> tuple[Any, ...]:
    if branch == "envelopes":
        return told["year"], not told["inside"], told["axis"] or "", key
    if branch == "commitments":
        return told["due_on"] or "9999", told["text"]
    return told.get("order", 0), told.get("name", ""), key


def _name(content: Mapping[str, Any], branch: str, key: str) -> str:
    told = content[branch][key]
    if branch == "envelopes":
        label = told["label"] or told["axis"] or _("tous les axes")
        return _("Enveloppe %(year)s (%(label)s)") % {"year": told["year"], "label": label}
    if branch == "commitments":
        return f"{told['body_name']} : {told['text']}"
    return f"{key} {told['name']}" if branch == "axes" else told.get("title") or told["name"]


def initial_of(content: Mapping[str, Any], passage: Passage) -> dict[str, Any]:
    """What the form of a passage begins with."""
    if passage.kind == "dates":
        days = content["dates"]
        return {name: dt.date.fromisoformat(day) if day else None for name, day in days.items()}
    if passage.kind == "preamble":
        return {"body": content["preamble"]}
    told = dict(content[passage.branch].get(passage.key, {}))
    if passage.kind == "commitment" and told:
        told["due_on"] = dt.date.fromisoformat(told["due_on"]) if told["due_on"] else None
        told["quantity"] = Decimal(told["quantity"]) if told["quantity"] else None
    return told


def may_drop(passage: Passage) -> bool:
    """Whether it may be taken out: not the term nor the preamble, not what is only to be added."""
    return bool(passage.key) and not passage.is_new


def kept_by(content: Mapping[str, Any], passage: Passage) -> list[str]:
    """Names of what rests on it in the text: while there is any, it is not taken out."""
    found = resting_on(content, passage.branch, passage.key)
    return [name_of_part(content, one.branch, one.key) for one in found]


def without(content: Mapping[str, Any], passage: Passage) -> Tree:
    """The text without it."""
    made: Tree = deepcopy(dict(content))
    made[passage.branch].pop(passage.key, None)
    return made
