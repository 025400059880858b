"""An action that a finding proposes becomes a sheet, with nothing typed again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from beffroi.accounts.models import Person
from beffroi.observatory.models import Diagnosis
from beffroi.programme.models import ActionSheet, Evidence
from beffroi.programme.reads.finding_sheets import ref_of
from beffroi.programme.writes.evidence import add_evidence
from beffroi.programme.writes.sheets import create_sheet

TEXT_MOST = 300  # of a piece of evidence


@transaction.atomic
def open_from_finding(
    *, diagnosis: Diagnosis, finding: Mapping[str, Any], by: Person, **fields: Any
) -> ActionSheet:
    """Open a sheet on the diagnosis' perimeter, with the finding and its figures as evidence.

    `fields` are those of `create_sheet`. Raises `SheetRefusedError`.
    """
    sheet = create_sheet(
        town=diagnosis.town, perimeter=diagnosis.perimeter, description=finding["action"], by=by,
        **fields,
    )  # fmt: skip
    kinds = Evidence.Kind
    add_evidence(
        sheet=sheet, kind=kinds.DIAGNOSIS, text=finding["text"][:TEXT_MOST],
        ref=ref_of(diagnosis.number, finding["key"]), on=diagnosis.true_on, by=by,
    )  # fmt: skip
    for row in finding["rows"]:
        text = f"{row['label']} : {row['now']}"[:TEXT_MOST]
        add_evidence(
            sheet=sheet, kind=kinds.FIGURE, text=text, ref=row["code"], on=diagnosis.true_on, by=by
        )
    return sheet
