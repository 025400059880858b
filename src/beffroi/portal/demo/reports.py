"""What passers-by of the invented town say of its doors: simulated, as the whole town is."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from beffroi.premises.models import DoorReport, Premises, PremisesState
from beffroi.territory.models import Town

# rank of the door among those open, kind, words, days ago
SAID = (
    (4, "closed", "Rideau baissé depuis la rentrée", 9),
    (4, "closed", "", 6),
    (4, "changed", "Affiche « à louer » sur la vitrine", 2),
    (11, "changed", "Une autre enseigne est posée", 5),
    (23, "wrong", "", 1),
)


def load_reports(town: Town | None) -> int:
    """Reports that wait, once; how many were laid out."""
    if town is None or DoorReport.objects.of(town).exists():
        return 0
    open_now = PremisesState.objects.of(town).known().filter(kind="occupied", valid__upper_inf=True)
    doors = list(
        Premises.objects.of(town)
        .filter(pk__in=open_now.values("premises"))
        .order_by("public_id")[:30]
    )
    now = timezone.now()
    made = [
        DoorReport(premises=doors[rank % len(doors)], kind=kind, words=words, is_simulated=True)
        for rank, kind, words, _days in SAID
        if doors
    ]
    rows = DoorReport.objects.bulk_create(made)
    for row, (_rank, _kind, _words, days) in zip(rows, SAID, strict=False):
        row.received_at = now - dt.timedelta(days=days)
    DoorReport.objects.across_towns().bulk_update(rows, ["received_at"])
    return len(rows)
