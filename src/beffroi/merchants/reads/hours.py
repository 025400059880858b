"""Hours told to people: in a town's time and free days, in the reader's language."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import F, Max
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from beffroi.merchants.models import ShopStatement
from beffroi.merchants.rules.facts import State, Word
from beffroi.merchants.rules.hours import Hours, HoursError, LocalDays, Now, Open, SchoolDays
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

SOON = dt.timedelta(minutes=30)  # before closing: said, so that nobody comes for nothing
WEEK = 7


class DayTold(NamedTuple):
    """One day of the coming week: its hours in words ("fermé" when none), and why they differ."""

    day: dt.date
    openings: list[str]
    why: str


def local_days(town: Town) -> LocalDays:
    """The free days of a town, for whoever evaluates hours there."""
    place = territory.departement_of(town)
    told = territory.schools_of(town)
    public = territory.holidays_of(town)
    if told is None:
        return LocalDays(place, public)
    periods = tuple((one.first, one.last) for one in told.holidays)
    return LocalDays(place, public, SchoolDays(periods, told.first, told.last))


def hours_of(text: str, town: Town) -> Hours | None:
    """The hours a text tells, in a town; None when it tells none or cannot be read."""
    try:
        return Hours(text, local_days(town), territory.zone_of(town.insee_code)) if text else None
    except HoursError:
        return None


def hours_said_on(town: Town, *shops: int) -> dict[int, dt.date]:
    """The last day on which somebody said the hours that shops show, by shop. One query.

    Without `shops`, of every shop of the town. What was taken back, or whose file was, says nothing.
    """
    rows = ShopStatement.objects.of(town).filter(
        word=Word.HOURS, value=F("shop__opening_hours"), source__removed_at=None
    )
    told = rows.exclude(state=State.WITHDRAWN).filter(**({"shop__in": shops} if shops else {}))
    found = told.order_by().values_list("shop").annotate(day=Max("said_on"))
    return {shop: day for shop, day in found if day is not None}


def stands(hours: Hours, moment: dt.datetime) -> str:
    """« Ouvert jusqu’à 19 h », « Fermé, ouvre mardi à 9 h »…, at an instant with its zone."""
    return standing(hours, moment)[1]


def standing(hours: Hours, moment: dt.datetime) -> tuple[str, str]:
    """The state (open, closed, unknown) at an instant with its zone, and its sentence."""
    now = hours.at(moment)
    return now.state, _told(now, moment.astimezone(hours.zone).replace(tzinfo=None))


def _told(now: Now, local: dt.datetime) -> str:
    if now.state == "unknown":
        return _("Horaires à vérifier sur place")
    if now.state == "open":
        return _open(now, local)
    if now.next_open is None:
        return _("Fermé")
    return _("Fermé, ouvre %(when)s") % {"when": _when(now.next_open, local)}


def _open(now: Now, local: dt.datetime) -> str:
    if now.until is None:
        return _("Ouvert jour et nuit")
    words = (
        _("Ferme bientôt, à %(hour)s")
        if now.until - local <= SOON
        else _("Ouvert jusqu’à %(hour)s")
    )
    return words % {"hour": clock(now.until)}


def _when(start: dt.datetime, local: dt.datetime) -> str:
    days = (start.date() - local.date()).days
    if days == 0:
        return _("à %(hour)s") % {"hour": clock(start)}
    if days == 1:
        return _("demain à %(hour)s") % {"hour": clock(start)}
    if days < WEEK:
        said = {"day": formats.date_format(start, "l"), "hour": clock(start)}
        return _("%(day)s à %(hour)s") % said
    day = formats.date_format(start, pgettext("jour dans l’année", "j F"))
    return _("le %(day)s à %(hour)s") % {"day": day, "hour": clock(start)}


def clock(at: dt.datetime) -> str:
    """« 9 h », « 19 h 30 »; midnight at the end of a day is « minuit »."""
    if at.minute:
        return _("%(hour)d h %(minute)02d") % {"hour": at.hour, "minute": at.minute}
    return _("%(hour)d h") % {"hour": at.hour} if at.hour else _("minuit")


def coming_week(hours: Hours, first: dt.date) -> list[DayTold]:
    """The seven days from one on."""
    days = (first + dt.timedelta(days=n) for n in range(WEEK))
    return [DayTold(day, [span(one) for one in hours.on(day)], hours.why(day)) for day in days]


def span(one: Open) -> str:
    """« 9 h – 12 h 30 »."""
    if one.end - one.start >= dt.timedelta(days=1):
        return _("jour et nuit")
    return _("%(start)s – %(end)s") % {"start": clock(one.start), "end": clock(one.end)}
