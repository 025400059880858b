"""What a sheet waits for. A ring is refused, naming the actions in it."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import ActionSheet, Dependency
from beffroi.programme.reads.dependencies import names_of, ties_around
from beffroi.programme.rules.ties import CycleError, Tie, order
from beffroi.programme.writes.sheets import SheetRefusedError, moved
from beffroi.programme.writes.told import told_of

TIES_LOCK = 0x4254  # of our advisory locks, "BT": two ties added at once could close a ring


@transaction.atomic
def tie_sheets(
    *,
    sheet: ActionSheet,
    needs: ActionSheet,
    lag_days: int = 0,
    reason: str = "",
    by: Person | None,
) -> Dependency:
    """`sheet` waits for `needs` to end, `lag_days` more. Raises `SheetRefusedError` for a ring."""
    if sheet.pk == needs.pk:
        raise SheetRefusedError(_("Une action ne peut pas dépendre d’elle-même."), "needs")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TIES_LOCK])
    check_no_ring(sheet, needs)
    tie, new = Dependency.objects.update_or_create(
        sheet=sheet, needs=needs, defaults={"lag_days": lag_days, "reason": reason}
    )
    moved(sheet, by)
    audit.record(
        "programme.sheets_tied", by=by, **told_of(sheet), needs=f"sheet:{needs.key}",
        lag=lag_days, reason=reason, again=not new,
    )  # fmt: skip
    return tie


def check_no_ring(sheet: ActionSheet, needs: ActionSheet) -> None:
    """Raise `SheetRefusedError` when `needs` already waits, near or far, for `sheet`."""
    ties = [*ties_around([sheet.pk, needs.pk]), Tie(sheet.key, needs.key)]
    keys = {key for tie in ties for key in (tie.sheet, tie.needs)}
    try:
        order(sorted(keys), ties)
    except CycleError as ring:
        sentence = CycleError(ring.keys, names_of(ring.keys)).sentence
        raise SheetRefusedError(sentence, "needs") from ring


@transaction.atomic
def untie_sheets(*, tie: Dependency, by: Person | None) -> None:
    """`sheet` waits for `needs` no more."""
    sheet, needs = tie.sheet, tie.needs
    tie.delete()
    moved(sheet, by)
    audit.record("programme.sheets_untied", by=by, **told_of(sheet), needs=f"sheet:{needs.key}")
