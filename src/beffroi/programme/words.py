"""Sentences of the pages of sheets: why one is late, what holds it up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from beffroi.observatory.rules import registry
from beffroi.programme.models import ActionSheet
from beffroi.programme.reads.dependencies import Outlook
from beffroi.programme.rules.forecasts import Cause, Forecast, Span, Why
from beffroi.programme.rules.status import OVER
from beffroi.territory.models import Town
from beffroi.ui.typography import date as written


def day(value: dt.date | None) -> str:
    """A day in words of the reader's language."""
    return written(value, get_language())


def sheet_address(sheet: ActionSheet, route: str = "sheet", **parts: object) -> str:
    """A page of a sheet, in its town or above towns."""
    here = {"town": sheet.town.slug} if sheet.town else {}
    return reverse(route, kwargs={**here, "sheet_key": sheet.key, **parts})


def figure_address(code: str, town: Town) -> str:
    """The page of an indicator of the observatory; "" for a code nobody knows."""
    try:
        known = registry.get(code)
    except registry.UnknownIndicatorError:
        return ""
    english = (get_language() or "fr").startswith("en")
    return reverse("indicator", args=[town.slug, known.slug_en if english else known.slug_fr])


def length(days: int) -> str:
    """A number of days, in months where that is plainer."""
    if days < 60:
        return ngettext("%(n)d jour", "%(n)d jours", days) % {"n": days}
    months = round(days / 30.44)
    return ngettext("%(n)d mois", "%(n)d mois", months) % {"n": months}


def reasons(
    told: Forecast, outlook: Outlook, seen: Callable[[str], bool] | None = None
) -> list[str]:
    """Why a sheet is late or held up: a sentence each; empty when it is neither."""
    own = own_lateness(told, outlook)
    return [*([own] if own else []), *(cause_sentence(c, told, outlook, seen) for c in told.causes)]


def own_lateness(told: Forecast, outlook: Outlook) -> str:
    """What its own dates say, or the days that others left it."""
    span = outlook.spans[told.key]
    if told.late and told.pushed_days:
        return _lateness_after_others(told, span)
    if told.overdue and told.end and span.steps_until == told.end:
        return _("Devait finir le %(day)s ; sa dernière étape est attendue le %(step)s.") % {
            "day": day(span.end), "step": day(span.steps_until),
        }  # fmt: skip
    if told.overdue:
        return _("Devait finir le %(day)s.") % {"day": day(span.end)}
    if told.own_days and span.end and told.end and span.steps_until == told.end:
        return _("Sa dernière étape est attendue le %(step)s, après la fin prévue (%(end)s).") % {
            "step": day(span.steps_until), "end": day(span.end),
        }  # fmt: skip
    if told.own_days:
        return _("Devait commencer le %(day)s.") % {"day": day(span.start)}
    return ""


def _lateness_after_others(told: Forecast, span: Span) -> str:
    """What it adds itself to the days that others took."""
    taken = dt.timedelta(days=told.pushed_days)
    if told.free_on and span.start and told.start and told.start > span.start + taken:
        return _("Libre de commencer depuis le %(day)s, elle ne l’a pas fait.") % {
            "day": day(told.free_on)
        }
    if told.overdue and span.end:
        return _("Devait finir le %(day)s, retard des autres compris.") % {
            "day": day(span.end + taken)
        }
    return _("Sa dernière étape est attendue le %(step)s, au-delà de ce retard.") % {
        "step": day(told.end)
    }


def cause_sentence(
    cause: Cause, told: Forecast, outlook: Outlook, seen: Callable[[str], bool] | None = None
) -> str:
    """What a needed action does to this one; the name of one the reader may not see is not told."""
    name = _named(cause.needs, outlook, seen)
    plain = {
        Why.ABANDONED: _("Elle attend %(name)s, qui est abandonnée : à décider."),
        Why.UNDATED: _("Elle attend %(name)s, qui n’a pas de date de fin."),
        Why.STOPPED: _(
            "Elle attend %(name)s, qui est arrêtée : personne ne sait quand elle finira."
        ),
    }
    if cause.why in plain:
        return plain[cause.why] % {"name": name}
    said = _late_sentence(cause, told, outlook, name)
    if cause.origin and cause.origin != cause.needs:
        origin = _named(cause.origin, outlook, seen)
        said += " " + _("Le retard vient de %(name)s.") % {"name": origin}
    return said


def _late_sentence(cause: Cause, told: Forecast, outlook: Outlook, name: str) -> str:
    span = outlook.spans[told.key]
    planned = span.start or span.end
    late = (cause.until - planned).days if cause.until and planned else 0
    if cause.why == Why.FREED:
        said = _(
            "Retenue par %(name)s, finie le %(end)s : elle pouvait commencer le %(until)s, "
            "%(length)s plus tard que prévu."
        )
        end = day(outlook.spans[cause.needs].done_on)
    else:
        said = _(
            "Retenue par %(name)s, qui finira le %(end)s : elle peut commencer le %(until)s, "
            "%(length)s plus tard que prévu."
        )
        end = day(outlook.forecasts[cause.needs].end)
    return said % {"name": name, "end": end, "until": day(cause.until), "length": length(late)}


def _named(key: str, outlook: Outlook, seen: Callable[[str], bool] | None) -> str:
    if seen is not None and not seen(key):
        return _("une action réservée")
    return f"« {outlook.name(key)} »"


def lateness(told: Forecast, status: str) -> tuple[str, str]:
    """What the dates say in a word or two, and its tone: "late" (red), "held" (orange), "" fine."""
    if status in OVER:
        return "", ""
    if told.late:
        return (_("dépassée") if told.overdue else _("glisse")), "late"
    if told.held_up:
        if told.pushed_days:
            return _("retardée de %(length)s") % {"length": length(told.pushed_days)}, "held"
        return _("en attente"), "held"
    return "", ""
