"""The renewal of an agreement, prepared from what the last one held, kept and left unkept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import (
    Agreement,
    AgreementPlace,
    Article,
    Axis,
    Commitment,
    Envelope,
    Party,
)
from beffroi.programme.reads.axis_tree import axes_of
from beffroi.programme.reads.content import in_force
from beffroi.programme.reads.head import last_day
from beffroi.programme.reads.results import sentence_of
from beffroi.programme.rules.life import BINDING, OVER
from beffroi.programme.rules.renewal import next_term
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.writes.agreements import create, held
from beffroi.programme.writes.takeovers import choose
from beffroi.programme.writes.told import told_of
from beffroi.territory.models import Organisation
from beffroi.ui.typography import date


@transaction.atomic
def prepare(
    *, agreement: Agreement, on: dt.date, by: Person | None, left: Collection[str] = ()
) -> Agreement:
    """A draft that follows an agreement: the term after it, as long; parties (or what they became),
    axes, articles in force, envelopes a term later, promises that were not kept, and its results.
    It will take over the open sheets, but those `left` (keys).

    Raises `LifeError` for one that binds nobody yet, has no last day, or is renewed already.
    """
    row = held(agreement)
    last = last_day(row)
    if row.state not in BINDING and row.state not in OVER:
        raise LifeError(_("Une convention se renouvelle quand elle a été signée."))
    if row.valid.lower is None or last is None:
        raise LifeError(_("Fixez le premier et le dernier jour de la convention."))
    if getattr(row, "renewed_by", None) is not None:
        raise LifeError(_("Son renouvellement est déjà préparé."))
    made = _created(row, next_term(row.valid.lower, last), by)
    axes = _copy_axes(row, made)
    _copy_text(row, made, on)
    _copy_envelopes(row, made, axes)
    _copy_places(row, made)
    carried = _carry(row, made)
    choose(agreement=made, by=by, left=left)
    audit.record(
        "programme.agreement_renewed", by=by, **told_of(row), into=made.key, carried=carried
    )
    return made


def _created(row: Agreement, term: tuple[dt.date, dt.date], by: Person | None) -> Agreement:
    parties = list(row.parties.select_related("organisation").order_by("order", "pk"))
    holder = heir_of(row.holder)
    made = create(
        by=by, holder=holder, first=term[0], last=term[1], kind=row.kind,
        title=retitled(row.title, row.valid.lower, last_day(row), term), town=row.town,
        programme=row.programme, parent=row.parent, renews=row, is_fictional=row.is_fictional,
        preamble=row.preamble,
    )  # fmt: skip
    for one in parties:
        facts = {"role": one.role, "signatory": one.signatory, "capacity": one.capacity}
        Party.objects.update_or_create(
            agreement=made, organisation=heir_of(one.organisation),
            defaults={**facts, "order": one.order},
        )  # fmt: skip
    return made


def heir_of(body: Organisation) -> Organisation:
    """The body that this one has become, merger after merger."""
    seen = {body.pk}
    while (merger := getattr(body, "merged_by", None)) is not None and merger.into_id not in seen:
        body = merger.into
        seen.add(body.pk)
    return body


def retitled(title: str, first: Any, last: Any, term: tuple[dt.date, dt.date]) -> str:
    """The title with its years moved: « Convention 2024–2026 » → « Convention 2027–2029 »."""
    marks = {str(first.year): "\ue000", str(last.year): "\ue001"}
    for year, mark in marks.items():
        title = title.replace(year, mark)
    return title.replace("\ue000", str(term[0].year)).replace("\ue001", str(term[1].year))


def _copy_axes(row: Agreement, made: Agreement) -> dict[int, Axis]:
    copies: dict[int, Axis] = {}
    for _depth, one in axes_of(row):
        copies[one.pk] = Axis.objects.create(
            agreement=made, parent=copies.get(one.parent_id or 0), inherits=one.inherits,
            code=one.code, name=one.name, about=one.about, field=one.field, order=one.order,
        )  # fmt: skip
    return copies


def _copy_text(row: Agreement, made: Agreement, on: dt.date) -> None:
    """The articles in force with their days moved; the results stand in the preamble."""
    content = in_force(row, on).content
    moved = _moved_days(row, made)
    Article.objects.bulk_create(
        Article(agreement=made, slug=slug, title=one["title"], body=_moved(one["body"], moved), order=one["order"])
        for slug, one in content["articles"].items()
    )  # fmt: skip
    with override("fr"):
        made.preamble = "\n\n".join(
            part for part in (_moved(content["preamble"], moved), sentence_of(row)) if part
        )
    made.save(update_fields=["preamble"])


def _moved_days(row: Agreement, made: Agreement) -> dict[str, str]:
    pairs = ((row.valid.lower, made.valid.lower), (last_day(row), last_day(made)))
    found = {date(old, "fr"): date(new, "fr") for old, new in pairs if old and new}
    years = [(old.year, new.year) for old, new in pairs if old and new]
    if len(years) == 2 and years[0][0] == years[1][0]:
        found[f"l’année {years[0][0]}"] = f"l’année {years[0][1]}"
    elif len(years) == 2:
        found[f"les années {years[0][0]} à {years[1][0]}"] = (
            f"les années {years[0][1]} à {years[1][1]}"
        )
    # A day may have been typed with plain spaces.
    return found | {old.replace("\xa0", " "): new for old, new in found.items()}


def _moved(text: str, moved: dict[str, str]) -> str:
    marks = {old: f"\ue000{n}\ue001" for n, old in enumerate(moved)}
    for old, mark in marks.items():
        text = text.replace(old, mark)
    for old, mark in marks.items():
        text = text.replace(mark, moved[old])
    return text


def _copy_envelopes(row: Agreement, made: Agreement, axes: dict[int, Axis]) -> None:
    years = made.valid.lower.year - row.valid.lower.year
    Envelope.objects.bulk_create(
        Envelope(
            agreement=made, axis=axes.get(one.axis_id or 0), payer=heir_of(one.payer) if one.payer else None,
            year=one.year + years, amount=one.amount, is_inside=one.is_inside, label=one.label,
        )
        for one in row.envelopes.select_related("payer").order_by("year", "pk")
    )  # fmt: skip


def _copy_places(row: Agreement, made: Agreement) -> None:
    AgreementPlace.objects.bulk_create(
        AgreementPlace(agreement=made, insee_code=one.insee_code, valid=made.valid)
        for one in row.places.all()
    )


def _carry(row: Agreement, made: Agreement) -> int:
    """Promises of the agreement itself that were neither kept nor lifted are taken up again."""
    left = row.commitments.filter(done_on=None, released_on=None).select_related("organisation")
    carried = [
        Commitment(
            agreement=made, organisation=heir_of(one.organisation), carried_from=one, text=one.text,
            quantity=_left(one), unit=one.unit, due_on=last_day(made), is_published=one.is_published,
        )
        for one in left
    ]  # fmt: skip
    Commitment.objects.bulk_create(carried)
    return len(carried)


def _left(one: Commitment) -> Any:
    """What is still owed of a quantity."""
    if one.quantity is None or one.done_quantity is None:
        return one.quantity
    return max(one.quantity - one.done_quantity, one.quantity * 0)


def said_of(n: int) -> str:
    """How many promises were taken up."""
    return ngettext(
        "%(n)s engagement non tenu y est repris.", "%(n)s engagements non tenus y sont repris.", n
    ) % {"n": n}
