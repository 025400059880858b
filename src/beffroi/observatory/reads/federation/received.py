"""The observatories whose file somebody brought to a town."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from beffroi.observatory.models import ReceivedObservatory
from beffroi.sources.observatories import Told
from beffroi.sources.observatories.reading import told_of
from beffroi.territory.models import Town


def received_of(town: Town, *, every: bool) -> list[ReceivedObservatory]:
    """Those that anybody may compare with, or every one; without their content."""
    rows: Any = ReceivedObservatory.objects.of(town).defer("content")
    return list(rows if every else rows.filter(is_public=True))


def received_or_404(town: Town, key: str, *, every: bool) -> ReceivedObservatory:
    """One of them; `Http404` when there is none, or when it is not for who asks."""
    rows: Any = ReceivedObservatory.objects.of(town).select_related("town")
    found: ReceivedObservatory | None = rows.filter(key=key).first()
    if found is None or not (every or found.is_public):
        raise Http404
    return found


def told_in(row: ReceivedObservatory) -> Told:
    """What it tells, judged again as on the day it came."""
    return told_of(row.content, row.name)
