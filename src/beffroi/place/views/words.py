"""What the pages of footfall say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.place.reads import CounterWeeks
from beffroi.place.rules.effect import EventEffect
from beffroi.place.rules.gaps import Gap
from beffroi.place.rules.index import WeekIndex
from beffroi.territory.models import Town
from beffroi.ui.typography import date, number

WHY = {
    "missing": _l("aucune donnée reçue"),
    "silent": _l("zéro pendant des heures d’ordinaire passantes : compteur muet"),
    "stuck": _l("le même nombre répété : compteur bloqué"),
}
KINDS = {"week": _l("semaine"), "saturday": _l("samedi"), "sunday": _l("dimanche et fériés")}


def crumbs(town: Town, *here: tuple[str, str]) -> list[dict[str, str]]:
    """Town, footfall, and what lies under it as (label, address)."""
    trail = [{"label": town.name, "href": reverse("town", args=[town.slug])}]
    page = reverse("footfall", args=[town.slug]) if here else ""
    trail.append({"label": _("Fréquentation"), "href": page})
    return [*trail, *({"label": label, "href": href} for label, href in here)]


def town_finding(latest: WeekIndex | None, counters: int) -> str:
    """The page's sentence: how the last comparable week stands."""
    if not counters:
        return _("Personne n’a encore compté les passages ici")
    if latest is None or latest.index is None:
        return _("Les compteurs n’ont pas encore de semaine comparable à leur référence")
    return _("La semaine du %(day)s compte %(how)s") % {
        "day": date(latest.monday, _tongue()),
        "how": against_usual(latest.index / 100),
    }


def against_usual(ratio: float) -> str:
    """« 12 % de passages de plus que d’ordinaire »."""
    apart = round(abs(ratio - 1) * 100)
    if apart == 0:
        return _("autant de passages que d’ordinaire")
    words = {"n": number(apart, 0, _tongue())}
    if ratio > 1:
        return _("%(n)s %% de passages de plus que d’ordinaire") % words
    return _("%(n)s %% de passages de moins que d’ordinaire") % words


def reference_words(counted: CounterWeeks) -> str:
    """From when to when the weeks of reference go."""
    if counted.against is None:
        return ""
    first, last = (date(day, _tongue()) for day in (counted.against.first, counted.against.last))
    return _(
        "100 : du %(first)s au %(last)s, mêmes heures des mêmes jours, vacances et fériés à part."
    ) % {
        "first": first,
        "last": last,
    }


def gap_words(gaps: Sequence[Gap]) -> str:
    """How much was not counted, all gaps together."""
    hours = sum(gap.hours for gap in gaps)
    if not hours:
        return _("Aucune heure ne manque entre la première et la dernière comptées.")
    told = ngettext("%(n)s heure n’est pas comptée", "%(n)s heures ne sont pas comptées", hours)
    return _("%(hours)s : elles ne valent pas zéro, elles sont hors du calcul.") % {
        "hours": told % {"n": number(hours, 0, _tongue())}
    }


def event_finding(effect: EventEffect | None, name: str) -> str:
    """What can be said of an event at the counter that saw it best."""
    if effect is None:
        return _("« %(name)s » : aucun compteur n’a compté ces heures-là") % {"name": name}
    if effect.ratio is None:
        return _("« %(name)s » : on ne peut rien dire de son effet") % {"name": name}
    if effect.verdict == "ordinary":
        return _("« %(name)s » ne se distingue pas des jours semblables") % {"name": name}
    return _("« %(name)s » : %(how)s") % {"name": name, "how": against_usual(effect.ratio)}


def effect_words(effect: EventEffect) -> str:
    """One counter, one sentence, its interval included."""
    if effect.usual is None or effect.low is None or effect.high is None:
        return str(CANNOT[effect.why])
    low, usual, high = (number(n, 0, _tongue()) for n in (effect.low, effect.usual, effect.high))
    said = {
        "above": _("Plus que d’ordinaire : "),
        "below": _("Moins que d’ordinaire : "),
        "ordinary": _("Dans l’ordinaire : "),
    }[effect.verdict]
    return said + _("%(usual)s attendus, entre %(low)s et %(high)s dix-neuf fois sur vingt.") % {
        "usual": usual, "low": low, "high": high,
    }  # fmt: skip


def compared_words(effect: EventEffect) -> str:
    """What the chart shows: so many passed, against so many expected, within which interval."""
    if effect.usual is None or effect.low is None or effect.high is None:
        return str(CANNOT[effect.why])
    words = {
        "counted": number(effect.counted, 0, _tongue()),
        "low": number(effect.low, 0, _tongue()),
        "usual": number(effect.usual, 0, _tongue()),
        "high": number(effect.high, 0, _tongue()),
    }
    said = {
        "above": _("%(counted)s passages, au-dessus de l’intervalle d’un jour ordinaire"),
        "below": _("%(counted)s passages, en dessous de l’intervalle d’un jour ordinaire"),
        "ordinary": _("%(counted)s passages, dans l’intervalle d’un jour ordinaire"),
    }[effect.verdict]
    band = _("(%(low)s à %(high)s ; %(usual)s attendus, en pointillé).")
    return f"{said % words} {band % words}"


CANNOT = {
    "gap": _l("On ne peut pas dire : une heure de l’événement n’a pas été comptée."),
    "few": _l("On ne peut pas dire : moins de trois jours semblables à dix semaines près."),
    "empty": _l("On ne peut pas dire : un jour semblable n’a compté personne."),
    "": _l("On ne peut pas dire."),
}


def span(start: dt.datetime, end: dt.datetime) -> str:
    """When, in the town's time: one day, or from one to another."""
    first, last = date(start.date(), _tongue()), date(end.date(), _tongue())
    hours = {"from": _clock(start), "to": _clock(end)}
    if first == last:
        return _("%(day)s, de %(from)s à %(to)s") % {"day": first, **hours}
    return _("du %(first)s %(from)s au %(last)s %(to)s") % {"first": first, "last": last, **hours}


def _clock(at: dt.datetime) -> str:
    """« 8 h », « 17 h 30 »; in English 08:00."""
    if _tongue() != "fr":
        return f"{at:%H:%M}"
    return f"{at.hour} h {at.minute:02d}" if at.minute else f"{at.hour} h"


def _tongue() -> str:
    return (get_language() or "fr")[:2]
