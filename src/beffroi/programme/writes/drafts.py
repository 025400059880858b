"""An agreement begun from a diagnosis: axes, actions with their evidence, articles, in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.observatory import reads as observatory
from beffroi.observatory.rules import registry
from beffroi.programme.models import ActionSheet, Agreement, Axis, Evidence, TrackedIndicator
from beffroi.programme.reads.prospects import Found
from beffroi.programme.rules.proposals import axes_for
from beffroi.programme.writes.agreements import create
from beffroi.programme.writes.axes import add_axis, take_axes
from beffroi.programme.writes.evidence import add_evidence
from beffroi.programme.writes.sheets import create_sheet
from beffroi.programme.writes.texts import begin_with_model
from beffroi.territory.models import Organisation, Town


@transaction.atomic
def from_diagnosis(
    *,
    town: Town,
    holder: Organisation,
    parties: Sequence[Organisation],
    title: str,
    first: dt.date,
    last: dt.date,
    found: Sequence[Found],
    by: Person | None,
    parent: Agreement | None = None,
) -> Agreement:
    """A yearly agreement in draft with, for each finding, its axis, its action and its evidence."""
    fictional = town.is_fictional or holder.is_fictional
    made = create(
        by=by, town=town, holder=holder, parties=parties, title=title, kind=Agreement.Kind.YEARLY,
        first=first, last=last, parent=parent, is_fictional=fictional,
    )  # fmt: skip
    if parent is not None:
        take_axes(agreement=made, by=by)
    axes = _axes(made, found, by)
    for n, one in enumerate(found, start=1):
        sheet = _sheet(made, axes[one.proposal.field], n, one, by)
        _evidence(sheet, one, by)
    begin_with_model(agreement=made, by=by)
    return made


def _axes(made: Agreement, found: Sequence[Found], by: Person | None) -> dict[str, Axis]:
    """An axis of the framework serves the field it is of; the others are added."""
    held = {axis.field: axis for axis in reversed(list(made.axes.all()))}
    codes = {axis.code for axis in made.axes.all()}
    for draft in axes_for(one.proposal for one in found):
        if draft.field in held:
            continue
        code = next(c for c in (draft.code, f"D-{draft.code}", draft.field[:20]) if c not in codes)
        codes.add(code)
        held[draft.field] = add_axis(
            agreement=made, by=by, code=code, name=draft.name, field=draft.field, order=len(codes)
        )
    return held


def _sheet(made: Agreement, axis: Axis, n: int, one: Found, by: Person | None) -> ActionSheet:
    return create_sheet(
        agreement=made, axis=axis, code=f"{axis.code}{n}", title=str(one.proposal.title), by=by,
        on=made.valid.lower, need=one.sentence, objectives=str(one.proposal.objectives),
        start=made.valid.lower, end=made.valid.upper - dt.timedelta(days=1),
        project_owner=made.holder, is_fictional=made.is_fictional,
    )  # fmt: skip


def _evidence(sheet: ActionSheet, one: Found, by: Person | None) -> None:
    """The figure that shows the need, the diagnosis that says it, the value it starts from."""
    indicator = one.proposal.indicator
    kinds = Evidence.Kind
    add_evidence(sheet=sheet, kind=kinds.FIGURE, text=one.sentence[:300], ref=indicator, on=one.on, by=by)  # fmt: skip
    last = observatory.diagnoses(sheet.town).first() if sheet.town else None
    if last is not None:
        text = _("Diagnostic n° %s") % last.number
        add_evidence(sheet=sheet, kind=kinds.DIAGNOSIS, text=text, ref=str(last.number), on=last.true_on, by=by)  # fmt: skip
    if one.baseline is not None:
        label = str(registry.get(indicator).label)
        TrackedIndicator.objects.create(
            sheet=sheet, code=indicator, label=label, baseline=one.baseline, baseline_on=one.on
        )
