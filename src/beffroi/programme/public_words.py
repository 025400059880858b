"""The public's page of promises and results in plain words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.programme.indicator_words import progress_words, tone_of, value
from beffroi.programme.links import of_town
from beffroi.programme.models import ActionSheet, Agreement, Commitment, YearlyReview
from beffroi.programme.reads.head import last_day
from beffroi.programme.reads.published import Grant, Published
from beffroi.programme.reads.tracking import Tracked
from beffroi.programme.rules.financing import Side
from beffroi.programme.rules.promises import NAMES, Fate
from beffroi.programme.rules.status import OVER, Status
from beffroi.programme.words import day, figure_address
from beffroi.territory.models import Town
from beffroi.ui.typography import number

KEPT = frozenset({Fate.KEPT, Fate.KEPT_LATE})


def finding(told: Published, town: Town) -> str:
    """The page in one sentence."""
    if told.promises:
        kept = sum(1 for _row, fate in told.promises if fate in KEPT)
        late = sum(1 for _row, fate in told.promises if fate is Fate.LATE)
        said = ngettext(
            "%(kept)s promesse tenue sur %(n)s", "%(kept)s promesses tenues sur %(n)s", kept
        ) % {"kept": number(kept), "n": number(len(told.promises))}
        if not late:
            return said
        slips = ngettext("%(n)s en retard", "%(n)s en retard", late) % {"n": number(late)}
        return f"{said}, *{slips}*"
    if told.sheets:
        done = sum(1 for one in told.sheets if one.status == Status.DONE)
        return ngettext(
            "%(done)s action faite sur %(n)s", "%(done)s actions faites sur %(n)s", done
        ) % {"done": number(done), "n": number(len(told.sheets))}
    return _("Ce que %(town)s promet à son centre-ville") % {"town": town.name}


def agreement_words(agreement: Agreement) -> dict[str, Any]:
    """Who works together, on what, until when."""
    names = [party.organisation.name for party in agreement.parties.all()]
    last = last_day(agreement)
    first = agreement.valid.lower
    if first and last:
        span = _("du %(first)s au %(last)s") % {"first": day(first), "last": day(last)}
    elif first:
        span = _("depuis le %(first)s") % {"first": day(first)}
    else:
        span = ""
    return {"title": agreement.title, "bodies": _joined(names), "span": span}


def _joined(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s et %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def sheet_words(sheet: ActionSheet, town: Town, on: dt.date) -> dict[str, Any]:
    """An action as an inhabitant reads it: what, for what, how far."""
    over = sheet.status in OVER
    passed = sheet.end is not None and sheet.end < on and not over
    said = ""
    if passed:
        said = _("devait finir le %(day)s") % {"day": day(sheet.end)}
    elif not over and sheet.end:
        said = _("jusqu’au %(day)s") % {"day": day(sheet.end)}
    return {
        "title": sheet.title,
        "href": of_town("sheet_public", town, sheet_key=sheet.key),
        "axis": sheet.axis.name if sheet.axis else "",
        "what": sheet.objectives,
        "state": sheet.get_status_display(),
        "status": sheet.status,
        "said": said,
        "late": passed,
    }


def by_axis(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The actions under their axes, each axis with a line that says how far it is."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in told:
        found.setdefault(one["axis"], []).append(one)
    return [
        {"name": name or _("Autres actions"), "says": _how_far(held), "sheets": held}
        for name, held in found.items()
    ]


def _how_far(told: list[dict[str, Any]]) -> str:
    done = sum(1 for one in told if one["status"] == Status.DONE)
    late = sum(1 for one in told if one["late"])
    said = [ngettext("%(n)s action", "%(n)s actions", len(told)) % {"n": number(len(told))}]
    if done:
        said.append(ngettext("%(n)s faite", "%(n)s faites", done) % {"n": number(done)})
    if late:
        said.append(ngettext("%(n)s en retard", "%(n)s en retard", late) % {"n": number(late)})
    return ", ".join(said)


def promise_words(row: Commitment, fate: Fate) -> dict[str, Any]:
    """What was promised, by whom, for when, and what became of it."""
    said = row.organisation.name
    if row.due_on:
        said = _("%(body)s, pour le %(day)s") % {"body": said, "day": day(row.due_on)}
    return {
        "text": row.text,
        "said": said,
        "state": NAMES[fate],
        "tone": "good" if fate in KEPT else "late" if fate is Fate.LATE else "",
        "done": day(row.done_on) if row.done_on else "",
    }


def indicator_words(one: Tracked, town: Town) -> dict[str, Any]:
    """From where, to where today, aiming where; with the page of the figure."""
    row = one.row
    return {
        "label": row.label,
        "href": figure_address(row.code, town) if row.code else "",
        "baseline": value(row.baseline, one.unit) if row.baseline is not None else "",
        "baseline_on": row.baseline_on,
        "value": value(one.measured.value, one.unit) if one.measured else "",
        "on": one.measured.on if one.measured else None,
        "target": value(row.target, one.unit) if row.target is not None else "",
        "says": progress_words(one),
        "tone": tone_of(one),
        "source": one.measured.source if one.measured else "",
    }


def grant_words(grant: Grant) -> dict[str, Any]:
    """Who gives how much for what; private money is told without a name."""
    names = {Side.OWN: _("la ville, sur ses fonds propres"), Side.PRIVATE: _("apport privé")}
    who = grant.funder or names.get(grant.side, _("argent public"))
    state = _("versé") if grant.paid else _("obtenu")
    return {
        "what": grant.sheet.title,
        "who": who,
        "year": grant.year,
        "amount": grant.amount,
        "state": state,
    }


def by_year(grants: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was given, the latest year first; what is given and what is paid never add up."""
    years = sorted({one["year"] for one in grants}, reverse=True)
    found = [(year, [one for one in grants if one["year"] == year]) for year in years]
    return [
        {
            "year": year,
            "grants": held,
            "says": ngettext("%(n)s aide", "%(n)s aides", len(held)) % {"n": number(len(held))},
        }
        for year, held in found
    ]


def review_words(review: YearlyReview) -> dict[str, Any]:
    """What a published review says of its year: counts, and what people wrote for it."""
    content = review.content or {}
    open_to_all = [one for one in content.get("done", []) if not one["restricted"]]
    done = ngettext("%(n)s action faite", "%(n)s actions faites", len(open_to_all))
    return {
        "year": review.year,
        "title": review.agreement.title,
        "done": done % {"n": number(len(open_to_all))},
        "comment": review.comment,
        "proposals": review.proposals,
    }
