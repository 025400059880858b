"""A review's plain data as sentences, tables and lists in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.programme.rules.promises import NAMES as FATES
from beffroi.programme.rules.promises import Fate
from beffroi.programme.rules.stages import STAGES
from beffroi.programme.words import day
from beffroi.ui.typography import euros, number

Content = dict[str, Any]
BROKEN = frozenset({Fate.LATE.value, Fate.KEPT_LATE.value})
SHEETS = ("done", "late", "running", "dropped", "next")
PARTS: Mapping[str, Any] = {
    "done": _l("Ce qui est fait"),
    "late": _l("Ce qui a pris du retard, et pourquoi"),
    "running": _l("Ce qui suit son cours"),
    "dropped": _l("Ce qui est abandonné"),
    "next": _l("Ce qui vient ensuite"),
}
NOTHING: Mapping[str, Any] = {
    "done": _l("Aucune action n’est finie cette année-là."),
    "late": _l("Aucune action n’a pris de retard."),
    "next": _l("Aucune action n’attend son tour."),
}


def seen(content: Content, visible: frozenset[str]) -> Content:
    """The same without the lines of reserved sheets whose key is not among these."""
    told = dict(content)
    for name in (*SHEETS, "measured", "promises"):
        told[name] = [
            line for line in content[name] if not line["restricted"] or line["sheet"] in visible
        ]
    return told


def finding(content: Content) -> str:
    """The year in one sentence."""
    done, late = len(content["done"]), len(content["late"])
    unkept = len(unkept_of(content))
    first = ngettext("%(n)s action faite", "%(n)s actions faites", done) % {"n": number(done)}
    second = ngettext("%(n)s en retard", "%(n)s en retard", late) % {"n": number(late)}
    third = ngettext(
        "%(n)s promesse non tenue à temps", "%(n)s promesses non tenues à temps", unkept
    ) % {"n": number(unkept)}
    starred = f"*{second}*" if late else second
    told = _("Bilan %(year)s : %(done)s, %(late)s, %(unkept)s")
    return told % {"year": content["year"], "done": first, "late": starred, "unkept": third}


def sheet_words(line: Mapping[str, Any], part: str) -> str:
    """What a line says of its action, under its title."""
    if part == "done" and line["done"]:
        said = _("faite le %(day)s") % {"day": written(line["done"])}
        late = days_between(line["end"], line["done"])
        if late > 0:
            said += " · " + ngettext(
                "%(n)s jour après la date prévue", "%(n)s jours après la date prévue", late
            ) % {"n": number(late)}
        return said
    if part == "dropped" and line["done"]:
        return _("abandonnée le %(day)s") % {"day": written(line["done"])}
    if part == "next":
        return (
            _("doit commencer le %(day)s") % {"day": written(line["start"])}
            if line["start"]
            else ""
        )
    if line["end"]:
        return _("prévue pour le %(day)s") % {"day": written(line["end"])}
    return ""


def days_between(before: str, after: str) -> int:
    """Days from one ISO day to another; 0 without either."""
    if not before or not after:
        return 0
    return (dt.date.fromisoformat(after) - dt.date.fromisoformat(before)).days


def written(iso: str) -> str:
    """An ISO day in words; "" for none."""
    return day(dt.date.fromisoformat(iso)) if iso else ""


def in_language(told: Mapping[str, Any]) -> Any:
    """The text kept for the reader's language; "" when none was."""
    code = (get_language() or "fr")[:2]
    return told.get(code) or told.get("fr") or ""


def unkept_of(content: Content) -> list[dict[str, Any]]:
    """Promises late, or kept after their day."""
    return [one for one in content["promises"] if one["fate"] in BROKEN]


def promise_words(line: Mapping[str, Any]) -> str:
    """Who owed it, for when, and what became of it."""
    name = str(FATES[Fate(line["fate"])])
    said = _("%(body)s, pour le %(day)s : %(fate)s") % {
        "body": line["body"], "day": written(line["due"]), "fate": name,
    }  # fmt: skip
    return said + (f" ({written(line['done'])})" if line["done"] else "")


def money_rows(content: Content) -> list[dict[str, Any]]:
    """One row a stage, amounts as Decimal; empty when nothing was spent."""
    names: dict[str, Any] = dict(STAGES)
    rows = [
        {
            "name": str(names[one["stage"]]).capitalize(),
            **{key: Decimal(one[key]) for key in ("inside", "outside", "together", "gross")},
        }
        for one in content["spent"]
    ]
    return rows if any(row["together"] for row in rows) else []


def money_words(content: Content) -> str:
    """What was obtained or paid of the year's requests; "" for nothing."""
    if not Decimal(content["secured"]):
        return ""
    return _("Financements obtenus ou payés : %(amount)s.") % {"amount": euros(content["secured"])}


def pocket_rows(content: Content) -> list[dict[str, Any]]:
    """One row an envelope of the year: set aside, drawn, left."""
    return [
        {
            "label": one["label"] or _("toute la convention"),
            "inside": one["inside"],
            **{key: Decimal(one[key]) for key in ("amount", "drawn", "balance")},
        }
        for one in content["envelopes"]
    ]
