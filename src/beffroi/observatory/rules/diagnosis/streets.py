"""Where it is empty: the streets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.diagnosis.materials import EmptyLine, Materials, StreetLine
from beffroi.observatory.rules.places import in_street
from beffroi.observatory.rules.sentences import count, percent

SHOWN = 16  # streets of the table; with the empty premises they fill a page
LINES = 29  # rows of both tables that a page holds
FEWEST = 10  # premises under which a street's rate is not printed (as `vacancy_rate`)


def ranked(streets: Sequence[StreetLine]) -> list[StreetLine]:
    """The emptiest first, then the longest; the premises without a street come last."""
    return sorted(streets, key=lambda s: (not s.name, -s.stock.vacant, -s.stock.total, s.name))


def finding(materials: Materials) -> str:
    """Where emptiness gathers, in one sentence."""
    named = [street for street in ranked(materials.streets) if street.name]
    empty = [street for street in named if street.stock.vacant]
    if not empty:
        return str(_("Aucune rue ne compte de local vide repéré"))
    text = _sentence(empty[0].stock.vacant, materials.stock.vacant, checked=materials.checked)
    return str(text) % {
        "street": in_street(empty[0].name), "k": count(empty[0].stock.vacant),
        "n": count(materials.stock.vacant), "streets": count(len(empty)), "all": count(len(named)),
    }  # fmt: skip


def _sentence(top: int, vacant: int, *, checked: bool) -> Any:
    """Which words for `top` empty premises in the emptiest street out of `vacant`."""
    if vacant == 1:
        return (
            _("Le seul local vide est %(street)s")
            if checked
            else _("Le seul local vide repéré est %(street)s")
        )
    if top == vacant:
        return (
            _("Les %(n)s locaux vides sont tous %(street)s")
            if checked
            else _("Les %(n)s locaux vides repérés sont tous %(street)s")
        )
    if top * 2 >= vacant:
        return (
            _("%(k)s des %(n)s locaux vides sont %(street)s")
            if checked
            else _("%(k)s des %(n)s locaux vides repérés sont %(street)s")
        )
    if checked:
        return _("%(n)s locaux vides dans %(streets)s rues sur %(all)s, dont %(k)s %(street)s")
    return _("%(n)s locaux vides repérés dans %(streets)s rues, dont %(k)s %(street)s")


def section(materials: Materials) -> dict[str, Any] | None:
    """The page of the streets."""
    if not materials.streets:
        return None
    pattern = ["vacancy_pattern"] if materials.value("vacancy_pattern") is not None else []
    return {
        "slug": "rues",
        "kicker": _("Où sont les locaux vides"),
        "finding": finding(materials),
        "figures": pattern,
        "blocks": [*_texts(materials), table(materials), *_empties(materials)],
    }


def _texts(materials: Materials) -> list[dict[str, Any]]:
    text = _(
        "Le taux d’une rue se lit avec son nombre de locaux : dans une rue courte, un seul local vide "
        "pèse lourd."
    )
    if not materials.checked:
        text = _(
            "Une rue sans local vide repéré n’est pas une rue sans local vide : il se peut que la "
            "vacance n’ait été notée que dans quelques rues."
        )
    return [{"kind": "text", "text": text}]


def table(materials: Materials) -> dict[str, Any]:
    """Streets with their premises, the empty ones, and the trade most present."""
    rows = ranked(materials.streets)
    shown, rest = rows[:SHOWN], rows[SHOWN:]
    lines = [_line(materials, row) for row in shown]
    if rest:
        lines.append(_rest(materials, rest))
    rates = [_("Taux")] if materials.checked else []
    vacant = _("Vides") if materials.checked else _("Vides repérés")
    return {
        "kind": "table",
        "caption": _("Rue par rue, la plus touchée d’abord"),
        "columns": [_("Rue"), _("Locaux"), vacant, *rates, _("Famille la plus présente")],
        "align": ["left", "right", "right", *("right" for _r in rates), "left"],
        "bar": 2,
        "rows": lines,
        "total": _line(materials, StreetLine(str(_("Ensemble")), "", materials.stock)),
        "note": _rate_note(materials),
    }


def _line(materials: Materials, street: StreetLine) -> list[Any]:
    stock = street.stock
    family = max(stock.by_family.items(), key=lambda item: (item[1], item[0]), default=("", 0))[0]
    rates = [_rate(street)] if materials.checked else []
    name = street.name or _("Rue inconnue")
    label = str(materials.families.get(family, ""))
    return [name, count_of(stock.total), count_of(stock.vacant), *rates, label]


def count_of(n: int) -> str:
    return str(count(n)) if n else "–"


def _rate(street: StreetLine) -> str:
    stock = street.stock
    return str(percent(stock.vacant / stock.total)) if stock.total >= FEWEST else "·"


def _rest(materials: Materials, rest: Sequence[StreetLine]) -> list[Any]:
    total = sum(street.stock.total for street in rest)
    vacant = sum(street.stock.vacant for street in rest)
    rates = [""] if materials.checked else []
    name = _("%(n)s autres rues") % {"n": count(len(rest))}
    return [name, count_of(total), count_of(vacant), *rates, ""]


def _rate_note(materials: Materials) -> str:
    if not materials.checked:
        return ""
    return _("· moins de %(n)d locaux : le taux n’y voudrait rien dire.") % {"n": FEWEST}


def _empties(materials: Materials) -> list[dict[str, Any]]:
    """The empty premises one by one, as many as the page holds, the oldest first."""
    room = LINES - min(len(materials.streets), SHOWN + 1) - 1
    lines = sorted(materials.empties, key=lambda line: (line.since or materials.on, line.street))
    if not lines:
        return []
    left = len(lines) - room
    text = _("Les %(n)d autres sont sur la carte et dans la liste des locaux.")
    return [
        {
            "kind": "table",
            "caption": _("Les locaux vides, un par un"),
            "columns": [_("Adresse"), _("Local"), _("Vide depuis")],
            "align": ["left", "left", "left"],
            "rows": [_empty(line) for line in lines[:room]],
            "note": text % {"n": left} if left > 0 else "",
        }
    ]


def _empty(line: EmptyLine) -> list[Any]:
    place = line.street or _("Rue inconnue")
    if line.number:
        place = f"{place}, {line.number}"
    if line.since:
        return [place, line.public_id, {"date": line.since.isoformat()}]
    seen = {"date": line.seen.isoformat(), "before": _("constaté le")} if line.seen else "–"
    return [place, line.public_id, seen]
