"""Diagnoses asked for, and how each stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beffroi.kernel import queued
from beffroi.observatory.models import Publication
from beffroi.territory.models import Town

PUBLISH = "beffroi.observatory.tasks.publish"
STATE = Publication.State
LIVE = (STATE.WAITING, STATE.RUNNING)
STEPS = {
    1: _("Calcul des chiffres, des cartes et des courbes"),
    2: _("Mise en page du PDF et inscription au registre des preuves"),
}
UNDER_WAY = _("Diagnostic en cours de publication")
ASLEEP = _(
    "Les travaux sont arrêtés sur ce serveur pour l’instant : votre demande est conservée, le "
    "diagnostic sera publié dès qu’ils reprendront."
)
RESUMES = _(
    "L’ordinateur qui publiait s’est arrêté. Rien n’est perdu : la publication reprend d’elle-même "
    "dans la minute ou deux."
)
BROKEN = _(
    "La publication s’est interrompue : rien n’a été publié. Vous pouvez la relancer ; si cela se "
    "répète, prévenez qui s’occupe de cette installation."
)
CANCELLED = _("Publication abandonnée à votre demande : rien n’a été publié.")


@dataclass(frozen=True, slots=True)
class PublicationStanding:
    """A demand as it stands now; `doubt` says why it does not go on."""

    row: Publication
    state: str
    title: str | Promise
    doubt: str | Promise = ""

    @property
    def key(self) -> str:
        return str(self.row.pk)

    @property
    def over(self) -> bool:
        return self.state not in LIVE

    @property
    def steps(self) -> int:
        return len(STEPS)

    @property
    def done_steps(self) -> int:
        return max(self.row.step - 1, 0)

    @property
    def step_label(self) -> str | Promise:
        return STEPS.get(self.row.step, "")


def publications(town: Town) -> QuerySet[Publication]:
    """Every demand of a town, the last one first."""
    rows: QuerySet[Publication] = Publication.objects.of(town)
    return rows.select_related("town", "perimeter", "diagnosis").defer("diagnosis__content")


def publications_under_way(town: Town) -> list[Publication]:
    """Those that wait or are being made."""
    return list(publications(town).filter(state__in=LIVE))


def publication_or_404(town: Town, number: int) -> Publication:
    """One demand of this town."""
    return get_object_or_404(publications(town), pk=number)


def publication_standing(row: Publication) -> PublicationStanding:
    """How a demand stands, with what the queue says of it; three short queries at most."""
    state, said = row.state, _said(row)
    if state not in LIVE:
        return PublicationStanding(row, state, said)
    job: dict[str, Any] = {"publication_id": row.pk}
    if not queued.coming(PUBLISH, **job):
        return PublicationStanding(row, STATE.BROKEN, BROKEN)
    if queued.lost(PUBLISH, **job):
        return PublicationStanding(row, state, said, RESUMES)
    return PublicationStanding(row, state, said, "" if queued.awake() else ASLEEP)


def _said(row: Publication) -> str | Promise:
    said: dict[str, str | Promise] = {
        STATE.WAITING: UNDER_WAY,
        STATE.RUNNING: UNDER_WAY,
        STATE.DONE: _("Diagnostic publié"),
        STATE.CANCELLED: CANCELLED,
        STATE.BROKEN: BROKEN,
    }
    return said.get(row.state) or row.sentence
