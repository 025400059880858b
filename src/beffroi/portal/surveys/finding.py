"""The survey of an import, and the page where a person goes on with it."""

from __future__ import annotations

from django.urls import reverse

from beffroi.premises import reads as premises
from beffroi.premises.models import SurveyFile
from beffroi.territory import reads as territory
from beffroi.territory.models import ImportRun

STATE = ImportRun.State


def waiting(town: str, number: int) -> SurveyFile | None:
    """The survey of a run that waits for choices, or that was stored; None for any other."""
    run = territory.import_run_or_404(territory.town_or_404(town), number)
    survey = premises.survey_of(run)
    if survey is None or run.state not in (STATE.TO_DECIDE, STATE.DONE):
        return None
    return survey


def page_of(survey: SurveyFile) -> str:
    """Where a person goes on with a survey."""
    route = "import_survey_shown" if survey.shown else "import_survey_columns"
    return reverse(route, args=[survey.run.town.slug, survey.run_id])
