"""How far an import is: what its page and its fragment say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beffroi.kernel import queued
from beffroi.portal.imports.runner import broken_sentence
from beffroi.portal.waiting import has_a_job
from beffroi.territory import reads as territory
from beffroi.territory.models import ImportRun
from beffroi.ui.typography import number

STATE = ImportRun.State
OVER = {STATE.DONE, STATE.REFUSED, STATE.CANCELLED, STATE.BROKEN, STATE.TO_DECIDE}
AGAIN = {STATE.REFUSED, STATE.CANCELLED, STATE.BROKEN}
PHASES = {
    "turn": _("Attend la fin d’un autre import de cette ville"),
    "reading": _("Lecture du fichier"),
    "streets": _("Enregistrement des rues"),
    "ground": _("Enregistrement du plan"),
    "premises": _("Enregistrement des locaux"),
    "register": _("Lecture et enregistrement des établissements"),
    "waves": _("Enregistrement des vagues"),
    "ending": _("Derniers contrôles"),
}

KINDS = {
    "osm": _("Extrait OpenStreetMap"),
    "register": _("Répertoire SIRENE"),
    "outline": _("Contour"),
    "streets": _("Liste de voies"),
    "survey": _("Relevé"),
}


@dataclass(frozen=True)
class Standing:
    """One run as it stands now. `rate` per second, `seconds_left` None when nobody can tell."""

    run: ImportRun
    state: str
    label: str | Promise
    sentence: str
    rate: float | None = None
    seconds_left: float | None = None

    @property
    def key(self) -> str:
        """Names the run within its page."""
        return str(self.run.pk)

    @property
    def kind(self) -> str | Promise:
        return KINDS.get(self.run.kind, _("Fichier"))

    @property
    def weight(self) -> str:
        """The file's size as people say it."""
        size = self.run.size
        if size < 1_000_000:
            return _("%(n)s ko") % {"n": number(max(1, round(size / 1000)))}
        return _("%(n)s Mo") % {"n": number(size / 1_000_000, 1)}

    @property
    def brought_on(self) -> dt.date:
        return timezone.localdate(self.run.started_at)

    @property
    def over(self) -> bool:
        return self.state in OVER

    @property
    def again(self) -> bool:
        """Whether trying again makes sense."""
        return self.state in AGAIN

    @property
    def to_decide(self) -> bool:
        return self.state == STATE.TO_DECIDE

    @property
    def done(self) -> bool:
        return self.state == STATE.DONE


def standing(run: ImportRun, now: dt.datetime | None = None) -> Standing:
    """How a run stands, with what its worker last told."""
    state = territory.standing(run)
    if state == STATE.BROKEN and run.state == STATE.RUNNING and has_a_job(run):
        return Standing(run, STATE.WAITING, _("Interrompu"), str(RESUMES))
    if state == STATE.BROKEN:
        return Standing(run, state, STATE.BROKEN.label, run.sentence or broken_sentence())
    if state == STATE.WAITING:
        return Standing(run, state, _("Attend son tour"), "" if queued.awake() else str(ASLEEP))
    if state != STATE.RUNNING:
        return Standing(run, state, STATE(state).label, run.sentence)
    label = PHASES.get(run.report.get("phase", ""), _("Lecture du fichier"))
    rate = _rate(run, now or timezone.now())
    left = (run.rows_total - run.rows_done) / rate if rate and run.rows_total else None
    return Standing(run, state, label, "", rate, left)


ASLEEP = _(
    "La lecture est arrêtée sur ce serveur pour l’instant : le fichier est conservé et sera lu dès "
    "qu’elle reprendra."
)


RESUMES = _(
    "L’ordinateur qui lisait ce fichier s’est arrêté. Rien n’est perdu : la lecture reprend d’elle-"
    "même dans la minute."
)


def _rate(run: ImportRun, now: dt.datetime) -> float | None:
    began = parse_datetime(run.report.get("phase_began", ""))
    seconds = (now - began).total_seconds() if began else 0
    return run.rows_done / seconds if seconds > 1 and run.rows_done else None
