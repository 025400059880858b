"""The findings of a diagnosis that became action sheets, and what may still be made of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.observatory.models import Diagnosis
from beffroi.observatory.reads.offers import Offer
from beffroi.programme import policies
from beffroi.programme.links import of_town
from beffroi.programme.models import ActionSheet, Evidence
from beffroi.territory import policies as rights


def ref_of(number: int, key: str) -> str:
    """Names a finding in the evidence of a sheet: the diagnosis, and where on its page."""
    return f"{number}#constat-{key}"


def sheets_from(diagnosis: Diagnosis, person: Any) -> dict[str, list[ActionSheet]]:
    """The sheets that came from findings of this diagnosis, by the key of the finding. One query."""
    head = ref_of(diagnosis.number, "")
    rows = Evidence.objects.filter(
        kind=Evidence.Kind.DIAGNOSIS, ref__startswith=head,
        sheet__in=ActionSheet.objects.of(diagnosis.town).filter(policies.visible_sheets(person)),
    ).select_related("sheet__town")  # fmt: skip
    found: dict[str, list[ActionSheet]] = {}
    for row in rows.order_by("sheet__code"):
        found.setdefault(row.ref.removeprefix(head), []).append(row.sheet)
    return found


def offers(diagnosis: Diagnosis, person: Any) -> Mapping[str, Sequence[Offer]]:
    """For each finding that proposes an action: the sheet it became, or a page to make it one."""
    if not rights.may(person, "read", policies.AGREEMENT, town=diagnosis.town):
        return {}
    became = sheets_from(diagnosis, person)
    writes = rights.may(person, "write", policies.AGREEMENT, town=diagnosis.town)
    proposed = [one["key"] for one in diagnosis.content["findings"] if one["action"]]
    return {key: _offers(diagnosis, key, became.get(key, []), bool(writes)) for key in proposed}


def _offers(
    diagnosis: Diagnosis, key: str, sheets: list[ActionSheet], may_write: bool
) -> list[Offer]:
    if sheets:
        text = _("Devenu la fiche %(code)s, %(title)s")
        return [
            Offer(
                text % {"code": sheet.code, "title": sheet.title},
                of_town("sheet", diagnosis.town, sheet_key=sheet.key), done=True,
            )
            for sheet in sheets
        ]  # fmt: skip
    if not may_write:
        return []
    page = reverse("sheet_from_finding", args=[diagnosis.town.slug, diagnosis.number, key])
    return [Offer(_("En faire une fiche action"), page)]
