"""The rows of a week as acts: what to do, by when, why, and the page where it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.programme.links import address
from beffroi.programme.models import ActionSheet, Commitment, Meeting
from beffroi.programme.places import opinion_address
from beffroi.programme.reads.head import last_day
from beffroi.programme.reads.week import Week
from beffroi.programme.rules.forecasts import NOT_STARTED
from beffroi.programme.rules.week import Act, Group, group_of
from beffroi.programme.words import day, sheet_address
from beffroi.territory.models import Town


def acts_of(week: Week, on: dt.date) -> list[Act]:
    """Every act the week asks for."""
    return [
        *_sheets(week, on), *_steps(week, on), *_promises(week, on), *_meetings(week),
        *_untold(week), *_ending(week), *_drafts(week, on), *_opinions(week, on), *_reviews(week),
    ]  # fmt: skip


def finding(acts: list[Act]) -> str:
    """What the week asks for, in one line."""
    late = sum(1 for act in acts if act.group is Group.LATE)
    rest = len(acts) - late
    if not acts:
        return _("Rien ne presse cette semaine")
    more = ngettext("%(n)s chose à faire", "%(n)s choses à faire", rest) % {"n": rest}
    if not late:
        return more
    said = ngettext("%(n)s en retard", "%(n)s en retard", late) % {"n": late}
    return f"*{said}*, {more}" if rest else f"*{said}*"


def place_name(town: Town | None) -> str:
    """The town an act is for; above towns it is said."""
    return town.name if town else _("au-dessus des villes")


def _sheets(week: Week, on: dt.date) -> Iterator[Act]:
    for sheet in week.sheets:
        due = _due_of(sheet, on)
        if due is not None:
            group, when, said = due
            yield Act(group, when, sheet.title, said, place_name(sheet.town), sheet_address(sheet))


def _due_of(sheet: ActionSheet, on: dt.date) -> tuple[Group, dt.date, str] | None:
    """When a sheet asks for an act: its end, or its start if it has not begun."""
    if sheet.end is not None and (group := group_of(sheet.end, on)):
        late = _("devait finir le %(day)s : dites si elle est faite, ou donnez une nouvelle date")
        said = late if group is Group.LATE else _("finit le %(day)s")
        return group, sheet.end, said % {"day": day(sheet.end)}
    if sheet.start is not None and sheet.status in NOT_STARTED:
        group = group_of(sheet.start, on)
        if group is None:
            return None
        late = _("devait commencer le %(day)s")
        said = late if group is Group.LATE else _("commence le %(day)s")
        return group, sheet.start, said % {"day": day(sheet.start)}
    return None


def _steps(week: Week, on: dt.date) -> Iterator[Act]:
    for step, when in week.steps:
        group = group_of(when, on)
        if group is not None:
            said = _("étape de « %(sheet)s », attendue le %(day)s") % {
                "sheet": step.sheet.title, "day": day(when),
            }  # fmt: skip
            where = place_name(step.sheet.town)
            yield Act(group, when, step.title, said, where, sheet_address(step.sheet))


def _promises(week: Week, on: dt.date) -> Iterator[Act]:
    for row in week.promises:
        group = group_of(row.due_on, on) if row.due_on else None
        if group is not None:
            said = _("promis par %(body)s pour le %(day)s") % {
                "body": row.organisation.name, "day": day(row.due_on),
            }  # fmt: skip
            yield Act(
                group, row.due_on, row.text, said, place_name(_town_of(row)), promise_page(row)
            )


def _town_of(row: Commitment) -> Town | None:
    home = row.sheet or row.agreement
    return home.town if home else None


def promise_page(row: Commitment) -> str:
    """Where a promise is kept: on its agreement, else on its sheet."""
    if row.agreement is not None:
        return address("agreement_commitments_one", row.agreement, key=row.key)
    return sheet_address(row.sheet) if row.sheet else ""


def _meetings(week: Week) -> Iterator[Act]:
    for row in week.meetings:
        agreement = row.committee.agreement
        said = day(row.on) + (f", {row.time:%H:%M}" if row.time else "")
        if not row.agenda.strip():
            said += " · " + _("sans ordre du jour")
        where = place_name(agreement.town)
        yield Act(Group.MEETINGS, row.on, row.committee.name, said, where, meeting_page(row))


def meeting_page(row: Meeting) -> str:
    """The page of a meeting."""
    return address("agreement_committees_meeting", row.committee.agreement, key=row.key)


def _untold(week: Week) -> Iterator[Act]:
    for row in week.untold:
        said = _("réunion du %(day)s : le compte rendu manque") % {"day": day(row.on)}
        where = place_name(row.committee.agreement.town)
        yield Act(Group.LATE, row.on, row.committee.name, said, where, meeting_page(row))


def _ending(week: Week) -> Iterator[Act]:
    for row in week.ending:
        last = last_day(row)
        following = getattr(row, "renewed_by", None)
        told = _("se termine le %(day)s : la suivante n’est pas signée") if following else _(
            "se termine le %(day)s : rien ne la suit"
        )  # fmt: skip
        where = place_name(row.town)
        href = address("agreement_renewal", row)
        yield Act(Group.ENDING, last, row.title, told % {"day": day(last)}, where, href)


def _drafts(week: Week, on: dt.date) -> Iterator[Act]:
    for row in week.drafts:
        since = row.created_at.date()
        days = (on - since).days
        said = f"{row.get_state_display()} · " + ngettext(
            "ouverte il y a %(n)s jour", "ouverte il y a %(n)s jours", days
        ) % {"n": days}
        where = place_name(row.town)
        yield Act(Group.DRAFTS, since, row.title, said, where, address("agreement", row))


def _opinions(week: Week, on: dt.date) -> Iterator[Act]:
    for row in week.opinions:
        if row.answered_on is not None:
            said = _("avis rendu par %(body)s le %(day)s : dites ce que vous en faites") % {
                "body": row.asked_of.name, "day": day(row.answered_on),
            }  # fmt: skip
            yield Act(
                Group.DUE,
                row.answered_on,
                row.subject,
                said,
                place_name(row.town),
                opinion_address(row),
            )
            continue
        group = Group.LATE if row.due_on < on else Group.DUE
        said = _("avis demandé par %(body)s, attendu le %(day)s") % {
            "body": row.asked_by.name, "day": day(row.due_on),
        }  # fmt: skip
        yield Act(group, row.due_on, row.subject, said, place_name(row.town), opinion_address(row))


def _reviews(week: Week) -> Iterator[Act]:
    for row, year in week.reviews:
        said = _("le bilan %(year)s est écrit par les fiches : relisez-le et arrêtez-le") % {
            "year": year
        }
        href = address("agreement_reviews_year", row, year=year)
        yield Act(Group.DRAFTS, dt.date(year, 12, 31), row.title, said, place_name(row.town), href)
