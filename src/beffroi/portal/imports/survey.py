"""A survey file: looked at, shown with what it would change, then stored; a person says each step.

The preview is the storing itself, rolled back: what it shows is what will be.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from shapely.geometry import shape

from beffroi.portal.imports.report import KEPT, Held, ImportReport, Progress
from beffroi.portal.imports.survey_store import Store
from beffroi.premises import reads as premises
from beffroi.premises import writes
from beffroi.premises.models import SurveyFile, SurveyFormat
from beffroi.sources import survey as files
from beffroi.sources.sirene.positions import system_of
from beffroi.sources.survey import Mapping, SurveyTable
from beffroi.sources.survey.projections import Ground
from beffroi.sources.survey.roles import stem
from beffroi.territory.models import ImportRun, Town

Step = SurveyFile.Step


def read_survey_run(run: ImportRun, path: Path, progress: Progress) -> ImportReport:
    """Do the step asked of a survey; raises `Held` until the last one is."""
    progress(0, None, "reading")
    table = files.read_survey(path)
    survey = premises.survey_of(run)
    if survey is None or survey.asked == Step.LOOK:
        raise _looked(run, survey, table)
    store = Store(run.town, survey, table, ground_of(run.town), progress)
    report = store.run()
    if survey.asked == Step.STORE:
        writes.note_survey(
            survey=survey, shown=store.shown, looked=_without_rows(survey.looked),
            choices=survey.choices | {"stored": True},
        )  # fmt: skip
        return report
    raise Held(
        _("Ce relevé est lu : voyez ce qu’il changerait, puis décidez."),
        lambda: _note(survey, shown=store.shown),
    )


def _note(survey: SurveyFile, **facts: Any) -> None:
    writes.note_survey(survey=survey, **facts)


def _without_rows(looked: dict[str, Any]) -> dict[str, Any]:
    """Once stored, the ten rows shown are kept no longer."""
    return looked | {"head": []}


def _looked(run: ImportRun, survey: SurveyFile | None, table: SurveyTable) -> Held:
    """What a first look says, with the columns chosen, remembered or guessed."""
    mark = files.fingerprint(table.titles)
    known = (survey.format if survey else None) or premises.format_like(run.town, mark)
    if survey and survey.mapping:
        mapping = Mapping.from_data(survey.mapping)
    else:
        mapping = _remembered(files.guess_mapping(table, said_on=run.said_as_of), table, known)
    looked = files.look(table, mapping, ground_of(run.town), premises.meanings_of(known))
    told = looked.as_data(table) | {
        "fingerprint": mark,
        "remembered": bool(known),
        "faults": [asdict(fault) for fault in looked.faults[:KEPT]],
        "read_as": mapping.as_data(),
    }

    def keep() -> None:
        made = writes.begin_survey(run=run)
        writes.note_survey(survey=made, format=known, mapping=mapping.as_data(), looked=told,
                           shown={}, asked=Step.LOOK)  # fmt: skip

    return Held(_("Ce relevé est lu : dites ce que sont ses colonnes."), keep)


def _remembered(guess: Mapping, table: SurveyTable, known: SurveyFormat | None) -> Mapping:
    """The columns as this producer's last file was read, a title's year set aside."""
    if known is None:
        return guess
    held = Mapping.from_data(known.mapping)
    by_stem = {stem(title): title for title in table.titles}  # the last of a stem: the latest year
    columns = {
        role: title if title in table.titles else by_stem.get(stem(title), "")
        for role, title in held.columns.items()
    }
    found = {role: title for role, title in columns.items() if title}
    return Mapping(found, guess.waves, guess.wave_column, guess.beside, held.crs)


def ground_of(town: Town) -> Ground:
    """Where the town is, as far as it is known."""
    centre = (town.lon, town.lat) if town.lon is not None and town.lat is not None else None
    outline = shape(town.outline) if town.outline else None
    return Ground(outline, centre, town.name, f"EPSG:{system_of(town.insee_code)}")
