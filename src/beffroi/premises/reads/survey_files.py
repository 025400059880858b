"""What is remembered of producers' survey files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from beffroi.premises.models import PremisesState, SurveyCode, SurveyFile, SurveyFormat
from beffroi.territory.models import ImportRun, Town


def survey_of(run: ImportRun) -> SurveyFile | None:
    """The survey a run brings; None for a file of another kind, or one not read yet."""
    rows = SurveyFile.objects.of(run.town).select_related("format", "run__town")
    found: SurveyFile | None = rows.filter(run=run).first()
    return found


def survey_formats(town: Town) -> list[SurveyFormat]:
    """The producers known in a town, by name."""
    return list(SurveyFormat.objects.of(town))


def format_like(town: Town, fingerprint: str) -> SurveyFormat | None:
    """The producer whose files bear these columns; None when nobody's do, or several people's."""
    found = list(SurveyFormat.objects.of(town).filter(fingerprint=fingerprint)[:2])
    return found[0] if len(found) == 1 else None


def meanings_of(format: SurveyFormat | None) -> dict[str, str]:
    """Code → meaning, for the codes somebody decided."""
    if format is None:
        return {}
    rows = SurveyCode.objects.across_towns().filter(format=format).exclude(meaning="")
    return dict(rows.values_list("code", "meaning"))


def labels_of(format: SurveyFormat | None) -> dict[str, tuple[str, str]]:
    """Code → (label, category) as the producer's files and nomenclature say."""
    if format is None:
        return {}
    rows = SurveyCode.objects.across_towns().filter(format=format)
    return {
        code: (label, filed) for code, label, filed in rows.values_list("code", "label", "category")
    }


def decided_elsewhere(producer: str, towns: Iterable[Town]) -> dict[str, str]:
    """What the same producer's codes mean in other towns; what is said otherwise in two is left."""
    rows = SurveyCode.objects.across_towns().filter(
        format__producer=producer, format__town__in=list(towns)
    )
    found: dict[str, set[str]] = {}
    for code, meaning in rows.exclude(meaning="").values_list("code", "meaning"):
        found.setdefault(code, set()).add(meaning)
    return {code: meanings.pop() for code, meanings in found.items() if len(meanings) == 1}


def towns_of_producer(producer: str) -> list[Town]:
    """The towns that have files of this producer."""
    return list(Town.objects.filter(survey_formats__producer=producer).distinct())


def states_on(town: Town, on: dt.date) -> dict[int, str]:
    """Premises (by their row's key) → state, as known now of a day; one query."""
    rows = PremisesState.objects.of(town).as_of(on).filter(first_seen_on__lte=on)
    return dict(rows.values_list("premises_id", "kind"))
