"""What workers do: publish diagnoses asked for, judge what should warn a town, recall answers."""

from __future__ import annotations

import logging

from django.utils import translation
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from beffroi.kernel.jobs import PUBLICATIONS, UPKEEP, check_stopping, job, passing
from beffroi.observatory import writes
from beffroi.observatory.models import Publication
from beffroi.observatory.reads.alerts import rules_to_judge
from beffroi.observatory.reads.publications import PUBLISH
from beffroi.observatory.writes.restitutions import remind_answers
from beffroi.territory import reads as territory

log = logging.getLogger(__name__)


@job(queue=PUBLICATIONS)
def publish(publication_id: int, language: str = "fr") -> None:
    """Make one diagnosis that was asked for; what is said of it is in the asker's language."""
    with translation.override(language):
        for row in _rows(publication_id):
            writes.run_publication(row)


def start(row: Publication) -> None:
    """Hand a demand to the workers, in the same transaction as the demand itself."""
    language = (translation.get_language() or "fr")[:2]
    publish.defer(publication_id=row.pk, language=language)


def close_when_given_up(lost: Job, _reason: str) -> None:
    """A publication that will not be tried again says so."""
    if lost.task_name == PUBLISH:
        for row in _rows(int(lost.task_kwargs["publication_id"])):  # type: ignore[arg-type]
            writes.end_publication(row, Publication.State.BROKEN)


def _rows(number: int) -> list[Publication]:
    rows = Publication.objects.across_towns().select_related(
        "town", "perimeter", "study__previous", "study__town"
    )
    return list(rows.filter(pk=number))


@app.periodic(cron="* * * * *")
@job(queue=UPKEEP, lock="alerts", queueing_lock="alerts")
def judge_alerts(timestamp: int) -> None:
    """Judge the rules of the towns whose data moved: a round published, a file stored or withdrawn,
    a correction. Nothing moved, one query each."""
    writes.give_usual_rules()
    for rule in rules_to_judge():
        check_stopping()
        try:
            writes.judge_rule(rule)
        except Exception as error:
            if passing(error):
                raise
            # one town's fault must not keep the others from being warned
            log.exception("alert rule %s of town %s", rule.pk, rule.town.insee_code)


@app.periodic(cron="33 * * * *")
@job(queue=UPKEEP, lock="restitutions")
def recall_answers(timestamp: int) -> None:
    """Recall the answers promised at restitution meetings, in the towns where it is morning at
    `timestamp`, however late this runs. Safe to run twice."""
    for zone, today in territory.mornings(timestamp):
        remind_answers(on=today, zone=zone)
