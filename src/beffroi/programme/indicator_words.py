"""Values, progress and gaps of tracked indicators in words, and the chart of the gaps."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.kernel.wording import stored
from beffroi.programme.reads.tracking import Tracked
from beffroi.programme.rules.tracking import Way, own_share
from beffroi.programme.words import day
from beffroi.ui import charts
from beffroi.ui.typography import number, percent

RATIO = "ratio"
PHONE = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator as a page shows it; `told` keeps what it comes from."""

    told: Tracked
    baseline: str
    target: str
    measured: str
    says: str
    tone: str
    against: str = ""
    chart: SafeString | str = ""
    chart_phone: SafeString | str = ""


def shown(told: Tracked, *, drawn: bool = True) -> Shown:
    """All its words; `drawn`: with the chart of local minus national where there are two values."""
    row, unit = told.row, told.unit
    worth = drawn and len(told.gaps) > 1
    return Shown(
        told, value(row.baseline, unit), value(row.target, unit),
        value(told.measured.value if told.measured else None, unit),
        progress_words(told), tone_of(told), against(told),
        drawing(told) if worth else "", drawing(told, PHONE) if worth else "",
    )  # fmt: skip


def value(found: Decimal | None, unit: str) -> str:
    """A value with its unit; a dash where there is none."""
    if found is None:
        return "—"
    language = get_language()
    if unit == RATIO:
        return percent(float(found), 1, language)
    places = 0 if found == found.to_integral_value() else 1
    said = number(float(found), places, language)
    return f"{said} {unit}" if (unit and not unit.isascii()) or unit in ("€", "m²") else said


def gap_words(found: Decimal, unit: str, places: int = 1) -> str:
    """A difference with its sign: points of percent for a ratio."""
    sign = "+" if found > 0 else "−" if found < 0 else ""
    worth = abs(found) * (100 if unit == RATIO else 1)
    said = number(float(worth), places, get_language())
    if unit != RATIO:
        return sign + said
    return (_("%(gap)s pt") % {"gap": sign + said}).replace(" ", "\u00a0")  # never cut


def progress_words(told: Tracked) -> str:
    """How far it is on the way to its target."""
    if told.measured is None:
        return told.refusal or _("Pas encore mesuré.")
    way, share = told.progress.way, told.progress.share
    late = " " + _("L’échéance est passée.") if told.progress.overdue else ""
    if way == Way.REACHED:
        return _("Cible atteinte.")
    if way == Way.STILL:
        return _("Rien n’a bougé depuis le départ.") + late
    if way == Way.FARTHER:
        return _("S’éloigne de la cible.") + late
    if way == Way.UNKNOWN or share is None:
        return _("Sans valeur de départ ni cible, on ne peut pas dire le chemin fait.")
    part = percent(float(share), 0, get_language())
    return _("%(part)s du chemin vers la cible.") % {"part": part} + late


def tone_of(told: Tracked) -> str:
    """ "good", "bad" or "": the words always stand beside."""
    if told.progress.way == Way.REACHED:
        return "good"
    return "bad" if told.progress.way == Way.FARTHER or told.progress.overdue else ""


def against(told: Tracked) -> str:
    """Local beside national: today's gap, and what the town moved on its own."""
    if not told.gaps:
        return ""
    latest = told.gaps[-1]
    said = _(
        "Au %(day)s : %(local)s ici, %(national)s pour « %(label)s » au %(known)s, soit %(gap)s d’écart."
    ) % {
        "day": day(latest.on), "local": value(latest.local, told.unit), "known": day(latest.known),
        "national": value(latest.national, told.unit), "label": stored(told.context),
        "gap": gap_words(latest.value, told.unit),
    }  # fmt: skip
    own = own_share(told.gaps)
    if own is not None:
        said += " " + _("Depuis le %(day)s, l’écart a bougé de %(own)s : c’est la part propre à la ville.") % {
            "day": day(told.gaps[0].on), "own": gap_words(own, told.unit),
        }  # fmt: skip
    source = _("Source : %(source)s.") % {"source": stored(latest.source)}
    return f"{said} {source}" if latest.source else said


def drawing(told: Tracked, width: int = 640) -> SafeString:
    """Local minus national, a bar a day."""
    better_down = told.row.better == "down"
    points = [(gap.on, float(gap.value)) for gap in told.gaps]
    words = [gap_words(gap.value, told.unit) for gap in told.gaps]
    language = (get_language() or "fr")[:2]
    chart = charts.differences(
        points, words=words, good_below=better_down, width=width,
        height=200, language=language,
    )  # fmt: skip
    title: Any = _("%(label)s : écart avec %(context)s") % {
        "label": told.row.label, "context": stored(told.context),
    }  # fmt: skip
    svg = charts.to_svg(chart, title=title, description=against(told), language=language)
    return mark_safe(svg)  # noqa: S308 - drawn by ourselves
