"""Find, count and order premises as they were on a day."""

from beffroi.premises.reads.audiences import kept_back
from beffroi.premises.reads.cells import Cell, cell_list, street_cells
from beffroi.premises.reads.coverage import (
    COMPLETE,
    SourceCoverage,
    coverage_on,
    coverage_over,
    coverages,
    known_days,
)
from beffroi.premises.reads.gathered import Gathered, gathered, how_many
from beffroi.premises.reads.history import (
    History,
    history_of,
    premises_or_404,
    street_histories,
)
from beffroi.premises.reads.look import Look, look, look_at
from beffroi.premises.reads.maps import first_map, map_maker, town_map
from beffroi.premises.reads.moves import (
    Changed,
    Moves,
    Vacancy,
    changed,
    fronts,
    merged_away,
    moves,
    moves_over,
    vacancies,
)
from beffroi.premises.reads.naming import door_name
from beffroi.premises.reads.openings import Came, Opened, came, opened
from beffroi.premises.reads.picture import (
    MOST_DRAWN,
    Picture,
    cells_to_draw,
    counts_by_key,
    picture_of,
)
from beffroi.premises.reads.quality import Completeness, completeness, counts_by_town
from beffroi.premises.reads.sights import LastSight, count_reports, last_sights
from beffroi.premises.reads.sources import doubtful_count, sources_on
from beffroi.premises.reads.stock import (
    OUTSIDE,
    Counted,
    counted,
    counted_over,
    tags_over,
    vacancy_starts,
    vacancy_starts_over,
)
from beffroi.premises.reads.survey_files import (
    decided_elsewhere,
    format_like,
    labels_of,
    meanings_of,
    states_on,
    survey_formats,
    survey_of,
    towns_of_producer,
)

__all__ = [
    "COMPLETE",
    "MOST_DRAWN",
    "OUTSIDE",
    "Came",
    "Cell",
    "Changed",
    "Completeness",
    "Counted",
    "Gathered",
    "History",
    "LastSight",
    "Look",
    "Moves",
    "Opened",
    "Picture",
    "SourceCoverage",
    "Vacancy",
    "came",
    "cell_list",
    "cells_to_draw",
    "changed",
    "completeness",
    "count_reports",
    "counted",
    "counted_over",
    "counts_by_key",
    "counts_by_town",
    "coverage_on",
    "coverage_over",
    "coverages",
    "decided_elsewhere",
    "door_name",
    "doubtful_count",
    "first_map",
    "format_like",
    "fronts",
    "gathered",
    "history_of",
    "how_many",
    "kept_back",
    "known_days",
    "labels_of",
    "last_sights",
    "look",
    "look_at",
    "map_maker",
    "meanings_of",
    "merged_away",
    "moves",
    "moves_over",
    "opened",
    "picture_of",
    "premises_or_404",
    "sources_on",
    "states_on",
    "street_cells",
    "street_histories",
    "survey_formats",
    "survey_of",
    "tags_over",
    "town_map",
    "towns_of_producer",
    "vacancies",
    "vacancy_starts",
    "vacancy_starts_over",
]
