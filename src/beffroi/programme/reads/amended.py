"""A draft amendment against the text of its day: what it would make of it, and what stands in its way.

A draft that draws wait for raises its envelope for those draws, from what the envelope holds then:
two such drafts on one envelope may be signed in any order. A passage that a person wrote is never
guessed: where the text has changed since, that is told, and the draft is drawn again on request.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from beffroi.kernel.money import ZERO
from beffroi.programme.models import Amendment, Draw
from beffroi.programme.reads.content import content_of, in_force
from beffroi.programme.rules.consolidation import (
    AFTER,
    BEFORE,
    Change,
    ConsolidationError,
    apply,
    same,
    steps,
)
from beffroi.programme.rules.envelopes import Standing, raise_of
from beffroi.programme.rules.standing import LifeError

Tree = dict[str, Any]


def base_of(amendment: Amendment) -> Tree:
    """The text in force on the day a draft would take effect, without it."""
    day = amendment.effective_on or dt.date.max
    return in_force(amendment.agreement, day).content


def target_of(amendment: Amendment) -> Tree:
    """The text that a draft would make; raises `LifeError` where its base has changed."""
    try:
        return apply(base_of(amendment), completed(amendment))
    except ConsolidationError as wrong:
        raise LifeError(base_changed(wrong)) from wrong


def completed(amendment: Amendment) -> list[Change]:
    """Its changes as they stand today: what its draws need, counted from the envelope of its day;
    an envelope opened since the signature enters the text whole.
    """
    if not any(_envelope(one) for one in amendment.changes):
        return list(amendment.changes)
    base = base_of(amendment)["envelopes"]
    rows = content_of(amendment.agreement)["envelopes"]
    raised = _raised(amendment, {**rows, **base})
    return [_whole(raised.get(_envelope(one)) or one, base, rows) for one in amendment.changes]


def _envelope(change: Change) -> str:
    """The envelope whose amount a change is about; "" for any other change."""
    match steps(change["path"]):
        case ["envelopes", key, "amount"]:
            return key
    return ""


def _raised(amendment: Amendment, envelopes: Tree) -> dict[str, Change]:
    """By envelope, the change that lets the draws pass that wait for this amendment."""
    ours = Q(amendment=amendment, is_waiting=True)
    # What another signed amendment will free counts as drawn, though its day has not come.
    gone = Q(is_waiting=False) | Q(amendment__signed_on__isnull=False)
    rows = Draw.objects.filter(cancelled_on=None, envelope__agreement=amendment.agreement)
    sums = rows.values("envelope__key").annotate(
        waiting=Sum("amount", filter=ours, default=ZERO),
        drawn=Sum("amount", filter=gone & ~ours, default=ZERO),
    )
    asked = {_envelope(one): one for one in amendment.changes}
    return {
        key: _at_least(asked[key], raise_of(key, Standing(_held(envelopes, key), row["drawn"]), row["waiting"]))
        for row in sums
        if row["waiting"] and (key := row["envelope__key"]) in asked
    }  # fmt: skip


def _held(envelopes: Tree, key: str) -> Decimal:
    return Decimal(envelopes[key]["amount"])


def _at_least(asked: Change, needed: Change) -> Change:
    """What a person wrote above what the draws need stands, while the envelope has not moved."""
    if BEFORE in asked and same(asked[BEFORE], needed[BEFORE]):
        return {**needed, AFTER: max(asked[AFTER], needed[AFTER], key=Decimal)}
    return needed


def _whole(change: Change, base: Tree, rows: Tree) -> Change:
    key = _envelope(change)
    if not key or key in base or key not in rows:
        return change
    return {"path": f"envelopes/{key}", AFTER: {**rows[key], "amount": change[AFTER]}}


def base_changed(wrong: ConsolidationError) -> str:
    return _(
        "Le texte a changé depuis que cet avenant a été préparé (« %s ») : reprenez-le sur le texte "
        "en vigueur."
    ) % " › ".join(steps(wrong.path))
