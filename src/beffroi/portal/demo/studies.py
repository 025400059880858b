"""Two diagnoses of the invented town, the second from the first, and the meeting it closes with.

Simulated, as the whole town is. The findings are read from the figures of the town; what its people
say beside them is invented and marked so. Days are those of the story, as for its agreements.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel.models import EvidenceNode
from beffroi.observatory import reads, writes
from beffroi.observatory.models import Diagnosis, Finding, Study
from beffroi.observatory.writes import restitutions, studies
from beffroi.premises import reads as premises
from beffroi.sources.records import SourceFacts
from beffroi.territory import reads as territory
from beffroi.territory import writes as territory_writes
from beffroi.territory.models import Source, Town

TOLD = {1: dt.date(2025, 7, 1), 2: dt.date(2026, 6, 30)}
MEETING = dt.date(2026, 9, 24)
ROUNDS = 2  # the last two tell both diagnoses


@transaction.atomic
def load_studies(town: Town | None, *, by: Person) -> int:
    """Publish both diagnoses and hold the meeting, once; how many were published."""
    perimeter = territory.perimeter(town) if town else None
    if town is None or perimeter is None or reads.diagnoses(town).exists():
        return 0
    days = premises.known_days(town)[-ROUNDS:]
    if len(days) < ROUNDS:
        return 0
    rents = _rents(town)
    study = studies.begin_study(town=town, perimeter=perimeter, on=days[0], by=by)
    studies.ask_question(
        study=study, question=_("Où la vacance s’installe-t-elle, et que faire ?"), by=by
    )
    for told in _first(study, rents):
        studies.write_finding(study=study, by=by, **told)
    first = _publish(study, by, TOLD[1])
    again = studies.begin_study(town=town, perimeter=perimeter, on=days[1], previous=first, by=by)
    _told_anew(again, by)
    second = _publish(again, by, TOLD[2])
    _meet(second, by)
    return ROUNDS


def _rents(town: Town) -> Source:
    """What agencies ask: a source of ours, of which a finding makes use."""
    facts = SourceFacts("listing", as_of=dt.date(2025, 3, 31))
    label = _("Annonces de locaux relevées en mars 2025 (simulées)")
    return territory_writes.add_source(town=town, facts=facts, label=label, is_simulated=True)


def _shown(study: Study, code: str) -> str:
    return str(study.figures[code]["shown"])


NOTHING: dict[str, Any] = {"codes": [], "source_keys": [], "paper": "", "method": "", "action": ""}


def _first(study: Study, rents: Source) -> list[dict[str, Any]]:
    rate = {"rate": _shown(study, "vacancy_rate")}
    return [
        {
            **NOTHING, "chapter": "vacance", "codes": ["vacancy_rate", "vacancy_count"],
            "question": _("Combien de locaux sont vides ?"),
            "text": _("%(rate)s des locaux du centre sont vides.") % rate,
            "method": _("Relevé porte à porte du centre, au printemps."),
            "action": _("Ouvrir deux boutiques à l’essai dans les locaux vides depuis peu"),
        },
        _years(),
        _offer(),
        _rents_found(rents),
    ]  # fmt: skip


def _years() -> dict[str, Any]:
    return {
        **NOTHING, "chapter": "annees", "codes": ["openings", "closures"],
        "question": _("Qu’est-ce qui change d’une année à l’autre ?"),
        "text": _("Les ouvertures se lisent à côté des fermetures, relevé après relevé."),
        "action": _("Recevoir chaque commerçant qui s’installe dans son premier mois"),
    }  # fmt: skip


def _offer() -> dict[str, Any]:
    return {
        **NOTHING, "chapter": "offre", "codes": ["inverse_simpson"],
        "question": _("De quoi l’offre est-elle faite ?"),
        "text": _("L’offre reste variée : aucune famille ne l’emporte sur toutes les autres."),
    }  # fmt: skip


def _rents_found(rents: Source) -> dict[str, Any]:
    return {
        **NOTHING, "chapter": "loyers", "source_keys": [rents.key],
        "question": _("À quel prix se louent les locaux ?"),
        "text": _("Les loyers demandés dépassent ce que paient les commerces installés (simulé)."),
        "method": _("Quatorze annonces inventées, comparées rue par rue."),
        "action": _("Proposer un bail à loyer progressif aux propriétaires"),
    }  # fmt: skip


def _told_anew(study: Study, by: Person) -> None:
    """A year later the first finding is written again with its new figure."""
    finding = Finding.objects.of(study.town).get(study=study, chapter="vacance")
    told = {name: getattr(finding, name) for name in studies.FIELDS}
    rate = {"rate": _shown(study, "vacancy_rate")}
    told["text"] = _("%(rate)s des locaux du centre sont vides, un an après.") % rate
    studies.write_finding(study=study, finding=finding, by=by, **told)


def _publish(study: Study, by: Person, day: dt.date) -> Diagnosis:
    row = writes.publish_diagnosis(
        town=study.town, perimeter=study.perimeter, on=study.true_on, by=by, study=study
    )
    at = timezone.make_aware(dt.datetime.combine(day, dt.time(10)))
    Diagnosis.objects.of(row.town).filter(pk=row.pk).update(published_at=at, known_on=at)
    EvidenceNode.objects.filter(publication_key=row.key).update(known_on=at)
    row.refresh_from_db()
    return row


def _meet(row: Diagnosis, by: Person) -> None:
    """Three questions: two answered, one that still waits."""
    held = restitutions.hold_meeting(
        diagnosis=row, by=by, held_on=MEETING, place=_("Salle des fêtes de Clairvoisne"),
        invited=["merchants", "association", "residents", "owners", "elected"], present=64,
        summary=_("Réunion inventée. Le diagnostic est lu à voix haute, puis discuté une heure."),
    )  # fmt: skip
    for asked_by, text, answer in _asked():
        due = None if answer else timezone.localdate() + dt.timedelta(days=5)
        restitutions.ask(
            restitution=held, asked_by=asked_by, text=text, answer=answer, due_on=due, by=by
        )
    restitutions.show(restitution=held, public=True, by=by)


def _asked() -> list[tuple[str, str, str]]:
    return [
        (
            "merchants",
            _("Les locaux vides depuis plus de deux ans seront-ils taxés ?"),
            _("Le conseil en débattra ; la taxe demande une délibération avant le 1er octobre."),
        ),
        (
            "residents",
            _("Pourquoi ne trouve-t-on plus certaines activités au centre ?"),
            _(
                "Le relevé dit lesquelles sont parties et où ; le plan d’activités en souhaite le retour."
            ),
        ),
        ("owners", _("Qui paie les travaux de devanture si j’accepte un loyer progressif ?"), ""),
    ]
