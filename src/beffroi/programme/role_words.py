"""Sentences of the manager's board and of the elected member's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.kernel.money import ZERO
from beffroi.programme.links import address
from beffroi.programme.models import Agreement, Commitment, Envelope, OpinionRequest
from beffroi.programme.places import opinion_address
from beffroi.programme.reads.comparison import Compared
from beffroi.programme.reads.head import last_day
from beffroi.programme.reads.sheets import Board, Listed
from beffroi.programme.reads.steering import Steering
from beffroi.programme.rules.envelopes import Standing
from beffroi.programme.rules.life import BINDING
from beffroi.programme.rules.promises import Fate
from beffroi.programme.rules.red import Rank, Red, rank_of_end
from beffroi.programme.rules.status import OVER, Priority, Status
from beffroi.programme.week_words import promise_page
from beffroi.programme.words import day, length, reasons, sheet_address
from beffroi.territory.models import Town
from beffroi.ui.typography import euros, number, percent


def slipping(board: Board) -> list[Listed]:
    """Actions late or held up, the high priorities and the latest first."""
    found = [
        one
        for one in board.listed
        if one.sheet.status not in OVER and (one.told.late or one.told.held_up)
    ]
    return sorted(
        found,
        key=lambda one: (one.sheet.priority != Priority.HIGH, -days_late(one), one.sheet.code),
    )


def days_late(one: Listed) -> int:
    """Days between its promised end and the end expected now."""
    sheet, told = one.sheet, one.told
    return max((told.end - sheet.end).days, 0) if told.end and sheet.end else told.pushed_days


def why(one: Listed, board: Board) -> list[str]:
    """Why it slips; an action the reader may not see is not named."""
    return reasons(one.told, board.outlook, lambda key: key in board.visible)


def left_over(pockets: Sequence[tuple[Envelope, Standing]], year: int) -> list[str]:
    """What earlier years set aside and never drew, a sentence a year."""
    sums: dict[int, Decimal] = {}
    for pocket, stands in pockets:
        if pocket.year < year:
            sums[pocket.year] = sums.get(pocket.year, ZERO) + stands.balance
    said = _("%(year)s : %(amount)s n’ont pas été tirés.")
    return [said % {"year": one, "amount": euros(sums[one])} for one in sorted(sums)]


def board_finding(told: Steering, on: dt.date) -> str:
    """The board in one line: what is late, then what is left."""
    late = len(slipping(told.board))
    missed = sum(1 for _row, fate in told.promises if fate is Fate.LATE)
    owed = len(told.promises)
    first = ngettext("%(n)s action glisse", "%(n)s actions glissent", late) % {"n": number(late)}
    if missed:
        second = ngettext("%(n)s promesse en retard", "%(n)s promesses en retard", missed)
    else:
        second = ngettext("%(n)s promesse arrive", "%(n)s promesses arrivent", owed)
    left = _left_inside(told, on.year)
    parts = [f"*{first}*" if late else _("Aucune action ne glisse")]
    parts.append(second % {"n": number(missed or owed)})
    if left:
        parts.append(_("%(amount)s restent à tirer cette année") % {"amount": euros(left)})
    return ", ".join(parts)


def _left_inside(told: Steering, year: int) -> Decimal:
    """What is left to draw this year within the agreements; what stands beside is no part of it."""
    held = [stands for pocket, stands in told.pockets if pocket.year == year and pocket.is_inside]
    return sum((stands.balance for stands in held), ZERO)


def promise_words(row: Commitment, fate: Fate) -> str:
    """Who owes it and for when."""
    said = (
        _("%(body)s devait le faire pour le %(day)s")
        if fate is Fate.LATE
        else _("%(body)s, pour le %(day)s")
    )
    return said % {"body": row.organisation.name, "day": day(row.due_on)}


def opinion_words(row: OpinionRequest, on: dt.date) -> str:
    """Who must answer, or what must be said of the answer."""
    if row.answered_on is not None:
        return _("%(body)s a répondu le %(day)s : il reste à dire ce qui en est fait") % {
            "body": row.asked_of.name, "day": day(row.answered_on),
        }  # fmt: skip
    said = (
        _("%(body)s devait répondre pour le %(day)s")
        if row.due_on < on
        else _("%(body)s doit répondre pour le %(day)s")
    )
    return said % {"body": row.asked_of.name, "day": day(row.due_on)}


def one_sentence(told: Steering, town: Town) -> str:
    """Where the agreement is, for somebody who has ten seconds."""
    actions = [one.sheet for one in told.board.listed if one.sheet.status != Status.ABANDONED]
    if not told.running and not actions:
        return _("%(town)s n’a pas de convention en cours") % {"town": town.name}
    done = sum(1 for one in actions if one.status == Status.DONE)
    late = len(slipping(told.board))
    first = ngettext("%(done)s action sur %(n)s est faite", "%(done)s actions sur %(n)s sont faites", done) % {
        "done": number(done), "n": number(len(actions)),
    }  # fmt: skip
    if not late:
        return _("%(first)s, aucune ne glisse") % {"first": first}
    slips = ngettext("%(n)s glisse", "%(n)s glissent", late) % {"n": number(late)}
    return f"{first}, *{slips}*"


def reds(told: Steering, on: dt.date) -> Iterator[Red]:
    """All that could be the one red thing."""
    for agreement in told.running:
        yield from _ending(agreement, on)
    for one in slipping(told.board):
        high = one.sheet.priority == Priority.HIGH
        rank = Rank.PRIORITY_LATE if high else Rank.ACTION_LATE
        said = " ".join(why(one, told.board)[:1])
        yield Red(rank, days_late(one), one.sheet.title, said, sheet_address(one.sheet))
    for row, fate in told.promises:
        if fate is Fate.LATE and row.due_on:
            late = (on - row.due_on).days
            yield Red(
                Rank.PROMISE_LATE, late, row.text, promise_words(row, fate), promise_page(row)
            )
    for asked in told.opinions:
        if asked.answered_on is None and asked.due_on < on:
            late, said = (on - asked.due_on).days, opinion_words(asked, on)
            yield Red(Rank.OPINION_LATE, late, asked.subject, said, opinion_address(asked))


def _ending(agreement: Agreement, on: dt.date) -> Iterator[Red]:
    last, following = last_day(agreement), getattr(agreement, "renewed_by", None)
    if last is None or (following is not None and following.state in BINDING):
        return
    left = (last - on).days
    rank = rank_of_end(left)
    if rank is not None:
        said = _("Elle se termine le %(day)s et rien de signé ne la suit.") % {"day": day(last)}
        yield Red(rank, -left, agreement.title, said, address("agreement_renewal", agreement))


def how_late(red: Red) -> str:
    """How late the red thing is, in days or months."""
    if red.days <= 0:
        return ""
    planned = red.rank in (Rank.PRIORITY_LATE, Rank.ACTION_LATE)
    said = _("%(length)s plus tard que prévu") if planned else _("%(length)s de retard")
    return said % {"length": length(red.days)}


def comparison_words(found: Compared) -> dict[str, Any]:
    """The one comparison: a sentence, and its two bars."""
    gap = (found.here - found.other) * 100
    points = number(abs(gap), 1)
    if found.towns:
        other = _("médiane de %(n)s villes comparables") % {"n": found.towns}
        said = _("%(points)s points de locaux vides de plus que les villes comparables") if gap > 0 else _(
            "%(points)s points de locaux vides de moins que les villes comparables"
        )  # fmt: skip
    else:
        other = _("le %(day)s") % {"day": day(found.other_on)}
        said = _("%(points)s points de locaux vides de plus qu’au début") if gap > 0 else _(
            "%(points)s points de locaux vides de moins qu’au début"
        )  # fmt: skip
    same = _("Autant de locaux vides : rien n’a bougé")
    top = max(found.here, found.other) or 1
    return {
        "sentence": same if round(abs(gap), 1) == 0 else said % {"points": points},
        "tone": "bad" if gap > 0 else "good",
        "bars": [
            {"label": _("ici, le %(day)s") % {"day": day(found.on)}, "value": percent(found.here), "width": round(100 * found.here / top)},
            {"label": other, "value": percent(found.other), "width": round(100 * found.other / top)},
        ],
    }  # fmt: skip


def figures_page(town: Town) -> str:
    """Where the figures of the comparison live."""
    return reverse("indicators", args=[town.slug])
