"""The reasons to knock on a door: each a sentence with its day and where to check it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.doors.values import Door, Link, Reason
from beffroi.observatory.rules.doors.weights import AGED, BEST_STREETS, LONG_AGO, RECENT, WEIGHTS
from beffroi.observatory.rules.sentences import Sentence, count, say
from beffroi.ui.typography import date as written


def reasons(door: Door, on: dt.date) -> tuple[Reason, ...]:
    """Every reason to knock there on a day, the heaviest first."""
    told = [reason for rule in _RULES for reason in rule(door, on)]
    return tuple(sorted(told, key=lambda reason: (-reason.points, reason.code)))


def _points(code: str) -> int:
    return WEIGHTS[code][0]


def _sheet(door: Door) -> Link:
    return Link("premises", door.public_id)


def _empty(door: Door, on: dt.date) -> Iterator[Reason]:
    """How long it has been empty; a first sight of it is no departure."""
    if not door.vacant:
        return
    if door.since is None:
        day = door.first_seen_on or on
        text = _("Vide depuis une date inconnue, constaté le %(day)s")
        yield Reason("undated", _points("undated"), _dated(text, day), day, _sheet(door))
        return
    days = (on - door.since).days
    points = next((points for most, points in RECENT if days <= most), 0)
    if points:
        sentence = _dated(_("Vide depuis le %(day)s"), door.since)
        yield Reason("recent", points, sentence, door.since, _sheet(door))
    else:
        sentence = _dated(_("Vide depuis plus de deux ans, depuis le %(day)s"), door.since)
        yield Reason("long", _points("long"), sentence, door.since, _sheet(door))


def _alert(door: Door, on: dt.date) -> Iterator[Reason]:
    if door.alert is None:
        return
    number, rung = door.alert
    text = _("Devenu vide dans l’alerte n° %(number)d, relevé du %(day)s")
    sentence = _dated(text, rung, number=number)
    yield Reason("alert", _points("alert"), sentence, rung, Link("alert", str(number)))


def _street(door: Door, on: dt.date) -> Iterator[Reason]:
    place = door.place
    if place is None or place.rank not in BEST_STREETS:
        return
    text = _("%(street)s : la plus commerçante, %(open)s commerces ouverts sur %(total)s locaux")
    if place.rank > 1:
        text = _(
            "%(street)s : %(open)s commerces ouverts sur %(total)s locaux, parmi les trois premières"
        )
    sentence = say(text, street=place.name, open=count(place.open), total=count(place.total))
    yield Reason("street", BEST_STREETS[place.rank], sentence, place.on, Link("street", place.slug))


def _reported(door: Door, on: dt.date) -> Iterator[Reason]:
    if not door.reports or door.reported_on is None:
        return
    text = ngettext_lazy(
        "%(count)s passant signale un changement, le %(day)s",
        "%(count)s passants signalent un changement, le dernier le %(day)s",
        "n",
    )
    sentence = _dated(text, door.reported_on, n=door.reports, count=count(door.reports))
    link = Link("report", door.public_id)
    yield Reason("reported", _points("reported"), sentence, door.reported_on, link)


def _promised(door: Door, on: dt.date) -> Iterator[Reason]:
    if door.promise is None:
        return
    text = _("La convention y promet « %(title)s », d’ici au %(day)s")
    sentence = _dated(text, door.promise.on, title=door.promise.title)
    link = Link("href", door.promise.href)
    yield Reason("promise", _points("promise"), sentence, door.promise.on, link)


def _wanted(door: Door, on: dt.date) -> Iterator[Reason]:
    if door.wanted is None or not door.vacant:
        return
    sentence = _dated(
        _("Il manque là : %(trade)s, au %(day)s"), door.wanted.on, trade=door.wanted.trade
    )
    link = Link("href", door.wanted.href)
    yield Reason("wanted", _points("wanted"), sentence, door.wanted.on, link)


def _doubt(door: Door, on: dt.date) -> Iterator[Reason]:
    if door.seen_on is None or (on - door.seen_on).days <= AGED:
        return
    sentence = _dated(_("Vu pour la dernière fois le %(day)s : à confirmer"), door.seen_on)
    yield Reason("doubt", _points("doubt"), sentence, door.seen_on, _sheet(door))


def _visit(door: Door, on: dt.date) -> Iterator[Reason]:
    """What the last visit leaves to do."""
    visit, link = door.visit, Link("visits", door.public_id)
    if visit is None:
        sentence = _dated(_("Aucune visite notée au %(day)s"), on)
        yield Reason("unvisited", _points("unvisited"), sentence, on, link)
        return
    if visit.next_on is not None and visit.next_on <= on:
        sentence = _dated(
            _("À faire depuis le %(day)s : %(step)s"), visit.next_on, step=visit.next_step
        )
        yield Reason("due", _points("due"), sentence, visit.next_on, link)
    elif (on - visit.on).days >= LONG_AGO:
        sentence = _dated(_("Dernière visite notée le %(day)s"), visit.on)
        yield Reason("unvisited", _points("unvisited"), sentence, visit.on, link)
    if visit.owner_on is not None:
        sentence = _dated(_("Propriétaire ou agence déjà rencontré, le %(day)s"), visit.owner_on)
        yield Reason("owner", _points("owner"), sentence, visit.owner_on, link)


def _dated(text: Any, day: dt.date, **params: Any) -> Sentence:
    return say(text, day=_Day(day), **params)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day written in the language of whoever reads it."""

    day: dt.date

    def __str__(self) -> str:
        return written(self.day)


_RULES: tuple[Callable[[Door, dt.date], Iterator[Reason]], ...] = (
    _empty, _alert, _street, _reported, _promised, _wanted, _doubt, _visit,
)  # fmt: skip
