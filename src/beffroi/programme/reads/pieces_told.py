"""A text with one passage as its form tells it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from beffroi.accounts.models import new_key
from beffroi.kernel.money import ZERO
from beffroi.programme.reads.content import amount, iso
from beffroi.programme.reads.pieces import Passage, Tree
from beffroi.programme.rules.envelopes import parted
from beffroi.territory import reads as territory


def replaced(
    content: Mapping[str, Any], passage: Passage, told: Mapping[str, Any], drawn: Decimal = ZERO
) -> Tree:
    """The text with this passage as the form tells it; `drawn` is what was taken of an envelope."""
    made: Tree = deepcopy(dict(content))
    if passage.kind == "envelope" and not passage.is_new:
        _move(made, passage.key, _envelope(made, passage, told)[1], drawn)
        return made
    if passage.kind == "dates":
        made["dates"] = {name: iso(told[name]) for name in ("first", "last")}
    elif passage.kind == "preamble":
        made["preamble"] = told["body"]
    else:
        rows = made[passage.branch]
        key, leaf = LEAVES[passage.kind](made, passage, told)
        rows[key] = {**rows.get(key, {}), **leaf}
    return made


def _article(made: Tree, passage: Passage, told: Mapping[str, Any]) -> tuple[str, Tree]:
    if not passage.is_new:
        return passage.key, dict(told)
    slug = new_slug(told["title"], set(made["articles"]))
    return slug, {**told, "order": _last(made, "articles") + 10}


def _party(made: Tree, passage: Passage, told: Mapping[str, Any]) -> tuple[str, Tree]:
    facts = {name: told[name] for name in ("role", "signatory", "capacity")}
    if not passage.is_new:
        return passage.key, facts
    body = told["organisation"]
    named = {"name": body.name, "kind": body.kind, "order": _last(made, "parties") + 1}
    return body.key, {**facts, **named}


def _axis(made: Tree, passage: Passage, told: Mapping[str, Any]) -> tuple[str, Tree]:
    facts = {name: told[name] for name in ("name", "about", "field")}
    facts["parent"] = told["parent"] or None
    if not passage.is_new:
        return passage.key, facts
    return told["code"], {**facts, "order": _last(made, "axes") + 10}


def _envelope(made: Tree, passage: Passage, told: Mapping[str, Any]) -> tuple[str, Tree]:
    payer = told["payer"] or None
    facts = {
        "amount": amount(told["amount"]), "label": told["label"], "year": told["year"],
        "axis": told["axis"] or None, "payer": payer,
        "payer_name": made["parties"][payer]["name"] if payer else None,
    }  # fmt: skip
    return (new_key(), {**facts, "inside": told["inside"]}) if passage.is_new else ("", facts)


def _move(made: Tree, key: str, facts: Tree, drawn: Decimal) -> None:
    """One with draws is parted: see `rules.envelopes`."""
    stays, goes = parted(made["envelopes"][key], facts, drawn)
    made["envelopes"][key] = stays
    if goes is not None:
        made["envelopes"][new_key()] = goes


def _commitment(made: Tree, passage: Passage, told: Mapping[str, Any]) -> tuple[str, Tree]:
    facts = {
        "text": told["text"], "quantity": amount(told["quantity"]), "unit": told["unit"],
        "due_on": iso(told["due_on"]),
    }  # fmt: skip
    if not passage.is_new:
        return passage.key, facts
    body = told["body"]
    return new_key(), {**facts, "body": body, "body_name": made["parties"][body]["name"]}


def _commune(_made: Tree, passage: Passage, told: Mapping[str, Any]) -> tuple[str, Tree]:
    if not passage.is_new:
        return passage.key, {}
    return told["insee"], {"name": territory.place_name("commune", told["insee"])}


LEAVES = {
    "article": _article,
    "party": _party,
    "axis": _axis,
    "envelope": _envelope,
    "commitment": _commitment,
    "place": _commune,
}


def _last(made: Tree, branch: str) -> int:
    return max((one["order"] for one in made[branch].values()), default=0)


def new_slug(title: str, taken: set[str]) -> str:
    """A mark made of the title, that no other article bears."""
    base = slugify(title)[:50] or "article"
    return next(one for one in (base, *(f"{base}-{n}" for n in range(2, 1000))) if one not in taken)
