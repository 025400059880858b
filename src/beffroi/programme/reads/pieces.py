"""The passages of a text that an amendment may replace, each with its form's values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from beffroi.programme.reads.content import amount, iso
from beffroi.territory import reads as territory

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its path ("articles/duree"), its kind (which form), its name."""

    path: str
    kind: str
    name: str


def passages(content: Mapping[str, Any]) -> list[Passage]:
    """What may be replaced in this text, and what may be added to it."""
    articles = sorted(content["articles"].items(), key=lambda item: item[1]["order"])
    return [
        Passage("dates", "dates", _("Durée")),
        Passage("preamble", "preamble", _("Préambule")),
        *(Passage(f"articles/{slug}", "article", told["title"]) for slug, told in articles),
        Passage("articles/+", "article", _("Ajouter un article")),
        *(Passage(f"envelopes/{key}", "envelope", _("Enveloppe %(year)s (%(label)s)") % {
            "year": told["year"], "label": told["label"] or told["axis"] or _("tous les axes")})
          for key, told in content["envelopes"].items()),
        Passage("places/+", "place", _("Ajouter une commune")),
    ]  # fmt: skip


def initial_of(content: Mapping[str, Any], passage: Passage) -> dict[str, Any]:
    """What the form of a passage begins with."""
    branch, _slash, key = passage.path.partition("/")
    if passage.kind == "dates":
        days = content["dates"]
        return {name: dt.date.fromisoformat(day) if day else None for name, day in days.items()}
    if passage.kind == "preamble":
        return {"body": content["preamble"]}
    told = content[branch].get(key, {})
    return {name: told[name] for name in ("title", "body", "amount") if name in told}


def replaced(content: Mapping[str, Any], passage: Passage, told: Mapping[str, Any]) -> Tree:
    """The text with this passage as the form tells it."""
    made: Tree = deepcopy(dict(content))
    branch, _slash, key = passage.path.partition("/")
    if passage.kind == "dates":
        made["dates"] = {name: iso(told[name]) for name in ("first", "last")}
    elif passage.kind == "preamble":
        made["preamble"] = told["body"]
    elif passage.kind == "envelope":
        made[branch][key]["amount"] = amount(told["amount"])
    elif passage.kind == "place":
        made[branch][told["insee"]] = {"name": territory.place_name("commune", told["insee"])}
    elif key == "+":
        last = max((one["order"] for one in made[branch].values()), default=0)
        slug = new_slug(told["title"], set(made[branch]))
        made[branch][slug] = {**told, "order": last + 10}
    else:
        made[branch][key] = {**made[branch][key], **told}
    return made


def without(content: Mapping[str, Any], passage: Passage) -> Tree:
    """The text without this article or commune."""
    made: Tree = deepcopy(dict(content))
    branch, _slash, key = passage.path.partition("/")
    if branch in ("articles", "places"):
        made[branch].pop(key, None)
    return made


def new_slug(title: str, taken: set[str]) -> str:
    """A mark made of the title, that no other article bears."""
    base = slugify(title)[:50] or "article"
    return next(one for one in (base, *(f"{base}-{n}" for n in range(2, 1000))) if one not in taken)
