"""The first page of a survey: which column says what, which waves, how much of the town it saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as Sent
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.premises import reads as premises
from beffroi.premises.models import SurveyFile
from beffroi.sources.survey import Mapping, Wave
from beffroi.sources.survey.projections import CONIC, LAMBERT_93, WEB, WGS84, name_of
from beffroi.sources.survey.roles import day

ROLES = {
    "id": _l("Identifiant du local"),
    "number": _l("Numéro dans la rue"),
    "street": _l("Rue"),
    "address": _l("Adresse entière"),
    "name": _l("Enseigne"),
    "label": _l("Activité en toutes lettres"),
    "category": _l("Catégorie"),
    "date": _l("Date du passage"),
}
PLACES = {
    "lon": _l("Longitude"),
    "lat": _l("Latitude"),
    "x": _l("X (Lambert)"),
    "y": _l("Y (Lambert)"),
}
COVERAGES = (
    ("", _l("on ne le sait pas")),
    ("1", _l("toutes")),
    ("0.9", _l("neuf sur dix")),
    ("0.75", _l("trois sur quatre")),
    ("0.5", _l("la moitié")),
)
MOST_NAME = 120


def columns_page(survey: SurveyFile, faults: list[str] | None = None) -> dict[str, Any]:
    """What the page shows; `faults` are sentences about what was just sent."""
    looked, mapping = survey.looked, Mapping.from_data(survey.mapping)
    named = {title: role for role, title in mapping.columns.items()}
    wide = not mapping.wave_column and len({wave.column for wave in mapping.waves}) > 1
    asked = ROLES if looked["drawn"] else ROLES | PLACES
    return {
        "looked": looked,
        "head": [(title, _role(title, named, mapping)) for title in looked["titles"]],
        "roles": [(role, label, mapping.columns.get(role, "")) for role, label in asked.items()],
        "waves": [(wave, looked["sizes"].get(wave.key, 0)) for wave in mapping.waves],
        "wide": wide,
        "code": mapping.waves[0].column if mapping.waves and not wide else "",
        "wave_column": mapping.wave_column,
        "systems": [(code, name_of(code)) for code in (WGS84, LAMBERT_93, *CONIC.values(), WEB)],
        "crs": mapping.crs,
        "coverages": COVERAGES,
        "coverage": str(survey.choices.get("coverage", "")),
        "producer": survey.format.producer if survey.format else "",
        "licence": survey.format.licence if survey.format else "",
        "producers": [one.producer for one in premises.survey_formats(survey.run.town)],
        "sentences": faults or [],
    }


def _role(title: str, named: Sent[str, str], mapping: Mapping) -> Any:
    """What a column was taken for, in words; "" for none."""
    wave = next((one for one in mapping.waves if one.column == title), None)
    if wave is not None:
        several = any(one.column != title for one in mapping.waves)
        return _("vague %(key)s") % {"key": wave.key} if several else _("code")
    if title == mapping.wave_column:
        return _("vague")
    return (ROLES | PLACES).get(named.get(title, ""), "")


def chosen(survey: SurveyFile, sent: Any) -> Mapping:
    """The mapping as the form says; what it leaves out stays as it was read."""
    held, titles = Mapping.from_data(survey.mapping), survey.looked["titles"]
    asked = ROLES | PLACES
    columns = {
        role: sent[f"column_{role}"] for role in asked if sent.get(f"column_{role}", "") in titles
    }
    kept = {role: title for role, title in held.columns.items() if role not in asked}
    waves = tuple(_wave(wave, sent) for wave in held.waves)
    mark = sent.get("wave_column", held.wave_column)
    code = sent.get("code_column", "")
    if code in titles:
        waves = tuple(replace(wave, column=code) for wave in waves)
    crs = sent.get("crs", "")
    return Mapping(kept | columns, waves, mark if mark in titles else "", held.beside, crs[:20])


def _wave(wave: Wave, sent: Any) -> Wave:
    """A wave with the day the form gives it, and whether it is taken."""
    on = day(sent.get(f"on_{wave.key}", "")) or wave.on
    said = wave.supposed and on == wave.on
    begun = wave.begun if wave.begun and on and wave.begun <= on else None
    return replace(wave, on=on, supposed=said, begun=begun, kept=bool(sent.get(f"kept_{wave.key}")))


def needs_reading(survey: SurveyFile, mapping: Mapping) -> bool:
    """Whether the file has to be looked at again for these columns."""
    read = Mapping.from_data(survey.looked["read_as"])
    same = [wave.column for wave in read.waves] == [wave.column for wave in mapping.waves]
    return (read.columns, read.wave_column, read.crs) != (
        mapping.columns, mapping.wave_column, mapping.crs
    ) or not same  # fmt: skip


def missing(mapping: Mapping, producer: str, today: dt.date | None = None) -> list[str]:
    """Sentences about what has to be said before going on."""
    today = today or timezone.localdate()
    told = [wave for wave in mapping.waves if wave.kept]
    found = [] if producer else [_("Dites qui a produit ce relevé.")]
    if not told or not any(wave.column for wave in told):
        found.append(_("Choisissez au moins une colonne de codes, et une vague."))
    days = [wave.on for wave in told]
    if any(on is None for on in days):
        found.append(_("Dites de quel jour est chaque vague."))
    if any(on is not None and on > today for on in days):
        found.append(_("Un relevé ne peut pas être d’un jour à venir."))
    if len({on for on in days if on}) < sum(on is not None for on in days):
        found.append(_("Deux vagues ne peuvent pas être du même jour."))
    return found


__all__ = ["chosen", "columns_page", "missing", "needs_reading"]
