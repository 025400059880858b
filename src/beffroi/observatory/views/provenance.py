"""Where a figure comes from, in words: title, place and day, bounds, source, coverage."""

from __future__ import annotations

from django.utils.translation import gettext as _

from beffroi.kernel.wording import stored
from beffroi.observatory import reads
from beffroi.observatory.rules.registry import Indicator
from beffroi.observatory.rules.sentences import percent
from beffroi.observatory.views.asked import Asked
from beffroi.observatory.views.printed import TOLD, unit_of, value_of
from beffroi.observatory.views.readings import Reading
from beffroi.ui.typography import date as written


def title_of(known: Indicator, reading: Reading) -> str:
    """The figure as a title."""
    figure = reading.figure
    if figure.verdict not in TOLD:
        return _("%(label)s : on ne peut pas dire") % {"label": known.label}
    floor = _("au moins") if figure.verdict == "at_least" else ""
    said = " ".join(part for part in (floor, f"*{value_of(figure)}*", unit_of(figure)) if part)
    return _("%(label)s : %(value)s") % {"label": known.label, "value": said}


def place_of(asked: Asked, reading: Reading) -> str:
    """Where and when."""
    town, on = asked.view.town.name, asked.view.on
    if asked.street:
        where = f"{asked.street.name}, {town}"
    elif asked.perimeter and not reading.of_register:
        where = f"{town}, {asked.perimeter.name}"
    else:
        where = town
    when = _("état au %(day)s") % {"day": written(on)} if on and not reading.of_register else ""
    if reading.churn:
        when = _("du %(start)s au %(end)s") % {
            "start": written(reading.churn.start), "end": written(reading.churn.end),
        }  # fmt: skip
    known = ""
    if asked.known_day:
        known = _("tel qu’on le savait le %(day)s") % {"day": written(asked.known_day)}
    return " · ".join(part for part in (where, when, known) if part)


def interval_of(reading: Reading) -> str:
    """The bounds of a ratio, when they say more than the value."""
    figure = reading.figure
    bounds = (figure.lower, figure.upper)
    if figure.unit != "ratio" or None in bounds or bounds[0] == bounds[1]:
        return ""
    low, high = (percent(float(bound or 0.0)) for bound in bounds)
    return _("Entre %(low)s et %(high)s, selon ce que l’on n’a pas vu.") % {
        "low": low, "high": high,
    }  # fmt: skip


def source_of(asked: Asked, reading: Reading) -> str:
    """Where the inputs come from."""
    if reading.of_register:
        register = reads.register_of(asked.view.town)
        if register is None:
            return _("aucun répertoire importé")
        return _("répertoire SIRENE, lu le %(day)s") % {"day": written(register.reference)}
    told = asked.view.told
    if told is None:
        return _("aucune source")
    parts = [told.source.label, told.source.attribution, told.source.licence]
    if told.source.is_simulated and _("données simulées") not in told.source.attribution:
        parts.append(_("données simulées"))
    return " · ".join(part for part in parts if part)


def coverage_of(asked: Asked, reading: Reading) -> str:
    """What share of the premises the source saw."""
    told = asked.view.told
    if reading.of_register or told is None:
        return ""
    if told.vacancy is None:
        return (_("inconnue. %(note)s") % {"note": stored(told.note)}).strip()
    return _("%(share)s des locaux vérifiés, %(n)d relevés complets") % {
        "share": percent(told.vacancy), "n": told.rounds,
    }  # fmt: skip


def perimeter_of(asked: Asked, reading: Reading) -> str:
    """The perimeter and its version."""
    if reading.of_register:
        return asked.view.town.name
    if asked.street:
        return asked.street.name
    if asked.perimeter is None:
        return asked.view.town.name
    return _("%(name)s (version %(version)d)") % {
        "name": asked.perimeter.name, "version": asked.perimeter.version,
    }  # fmt: skip
