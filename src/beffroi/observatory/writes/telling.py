"""Tell people of alerts and publications, and those whose figures must be redone."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from beffroi.accounts import reads as people
from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Person
from beffroi.accounts.rules.matrix import READ
from beffroi.kernel.models import EvidenceNode
from beffroi.observatory.models import Alert, Diagnosis, Publication
from beffroi.observatory.rules.findings_told import NODE
from beffroi.observatory.subjects import ALERTS, DIAGNOSES, PUBLICATIONS, REDO
from beffroi.territory import policies
from beffroi.territory import reads as territory
from beffroi.territory.models import Source

STATE = Publication.State
ENDINGS: dict[str, str] = {STATE.DONE: "done", STATE.REFUSED: "refused", STATE.BROKEN: "broken"}


def tell_published(row: Diagnosis, *, by: Person | None) -> None:
    """The town's team learns of a diagnosis; whoever published it knows."""
    team = territory.team_of(row.town, timezone.localdate())
    accounts.tell(
        [one for one in team if one != by],
        DIAGNOSES,
        sentence="published",
        params={"number": row.number, "perimeter": row.perimeter.name, "on": row.true_on},
        url=reverse("diagnosis", args=[row.town.slug, row.number]),
        town_key=row.town.insee_code,
        object_key=row.key,
        once=row.key,
        by=by,
    )


def tell_publication(row: Publication) -> None:
    """Whoever asked learns how it ended; whoever cancelled knows."""
    ending = ENDINGS.get(row.state)
    if ending is None or not row.asked_by or row.finished_at is None:
        return
    name, number = ("diagnosis", row.diagnosis.number) if row.diagnosis else ("publication", row.pk)
    accounts.tell(
        people.people_of_keys([row.asked_by]),
        PUBLICATIONS,
        sentence=ending,
        params={"number": number, "perimeter": row.perimeter.name, "on": row.true_on},
        url=reverse(name, args=[row.town.slug, number]),
        town_key=row.town.insee_code,
        object_key=row.key,
        once=f"{row.key}/{row.finished_at:%Y%m%d%H%M%S%f}",
    )


@transaction.atomic
def tell_to_redo(*, source: Source, by: Person | None) -> int:
    """Whoever published figures that rest on this withdrawn source; returns how many are told."""
    nodes = EvidenceNode.objects.filter(
        town_key=source.town.insee_code,
        state=EvidenceNode.State.TO_REDO,
        source_keys__contains=[source.key],
    ).exclude(code__startswith=NODE)  # a finding falls with its figures: they are told once
    counts = dict(nodes.values_list("publication_key").annotate(n=Count("pk")).order_by())
    keys = [int(key.split("/")[1]) for key in counts if key.startswith("diagnosis/")]
    told = 0
    for row in Diagnosis.objects.of(source.town).filter(pk__in=keys).defer("content"):
        told += accounts.tell(
            people.people_of_keys([row.published_by]),
            REDO,
            sentence="source_withdrawn",
            params={"source": source.label, "n": counts[row.key], "number": row.number},
            url=reverse("diagnosis", args=[source.town.slug, row.number]),
            town_key=source.town.insee_code,
            object_key=row.key,
            once=f"{row.key}/redo/{source.key}/{source.removed_at}",
            by=by,
        )
    return told


def tell_alert(row: Alert, sentence: str) -> None:
    """The town's team and those elected learn that an alert rang or was lifted, as each chose."""
    town, figure = row.rule.town, row.lifted_figure or row.figure
    day = timezone.localdate()
    readers = [
        one
        for one in {*territory.team_of(town, day), *territory.elected_of(town, day)}
        if policies.may(one, READ, "alerts", town=town, on=day)
    ]
    accounts.tell(
        readers,
        ALERTS,
        sentence=sentence,
        params={
            "place": row.place,
            "vacant": figure["vacant"],
            "total": figure["total"],
            "on": row.lifted_on or row.rung_on,
        },
        url=reverse("alert", args=[town.slug, row.number]),
        town_key=town.insee_code,
        object_key=row.key,
        once=f"{row.key}/{sentence}",
    )
