"""StockEtablissement and list exports: one row per establishment, its current state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from pathlib import Path

from beffroi.sources.records import EstablishmentSeen, SourceFacts
from beffroi.sources.sirene import faults, refusals, rows
from beffroi.sources.sirene.columns import FORMS, Kind
from beffroi.sources.sirene.files import opened, recognise
from beffroi.sources.sirene.positions import Position, positions
from beffroi.sources.sirene.report import Progress, Reading, ReadReport
from beffroi.sources.sirene.scan import Row, Scan
from beffroi.sources.sirene.seen import SeenKeys
from beffroi.sources.sirene.values import NOMENCLATURES, day, dotted, plain, sirets_are_valid

_FORM = FORMS[Kind.STOCK]
_COLUMNS = _FORM.required + _FORM.optional
_AT = {name: index + 1 for index, name in enumerate(_COLUMNS)}  # after the ordinal
_SIRET = _AT["siret"]
_STATE = _AT["etatAdministratifEtablissement"]
_COMMUNE = _AT["codeCommuneEtablissement"]
_CREATED = _AT["dateCreationEtablissement"]
_NAF = _AT["activitePrincipaleEtablissement"]
_NAF25 = _AT["activitePrincipaleNAF25Etablissement"]
_NOMENCLATURE = _AT["nomenclatureActivitePrincipaleEtablissement"]
_HEADCOUNT = _AT["trancheEffectifsEtablissement"]
_HEAD_OFFICE = _AT["etablissementSiege"]
_STATUSES = (_AT["statutDiffusionEtablissement"], _AT["statutDiffusionUniteLegale"])
_NUMBER = (_AT["numeroVoieEtablissement"], _AT["indiceRepetitionEtablissement"])
_STREET = (_AT["typeVoieEtablissement"], _AT["libelleVoieEtablissement"])
_POSTCODE = _AT["codePostalEtablissement"]
_X = _AT["coordonneeLambertAbscisseEtablissement"]
_Y = _AT["coordonneeLambertOrdonneeEtablissement"]
_SIGNS = (
    _AT["enseigne1Etablissement"],
    _AT["denominationUsuelleEtablissement"],
    _AT["enseigne2Etablissement"],
    _AT["enseigne3Etablissement"],
)
_PARTIAL = frozenset({"P", "N"})  # N became P on 21 March 2023


def read_stock(
    path: Path | str,
    *,
    communes: Collection[str] = (),
    departement: str = "",
    as_of: dt.date | None = None,
    progress: Progress | None = None,
) -> Reading[EstablishmentSeen]:
    """Establishments of the communes (INSEE codes) or departement asked for, in file order.

    `as_of` is the day the file tells of (default: the day it was written); later dates are
    doubtful. Names, signs, addresses and positions of establishments under partial diffusion
    never leave the reader, only their flag. Raises `UnreadableSource`, here or while iterating.
    """
    kind = recognise(path)
    if kind not in (Kind.STOCK, Kind.LIST):
        raise refusals.not_a_stock()
    as_of = as_of or rows.file_day(path)
    report = ReadReport()
    facts = SourceFacts(kind.value, as_of, "Licence Ouverte 2.0", "Insee, répertoire SIRENE")
    taker = _Taker(report, as_of)
    return Reading(facts, report, _batches(path, communes, departement, taker, progress))


def _batches(
    path: Path | str,
    communes: Collection[str],
    departement: str,
    taker: _Taker,
    progress: Progress | None,
) -> Iterator[list[EstablishmentSeen]]:
    wanted = rows.wanted_rows(communes, departement)
    with opened(path) as table:
        scan = Scan(table, _COLUMNS, wanted, "codeCommuneEtablissement", progress)
        yield from rows.taken_batches(scan, taker.take, taker.report, progress)


class _Taker:
    """Rows of one file to records; remembers the SIRETs met."""

    def __init__(self, report: ReadReport, as_of: dt.date) -> None:
        self.report = report
        self._as_of = as_of
        self._seen = SeenKeys()

    def take(self, wanted: list[Row]) -> list[EstablishmentSeen]:
        checked = sirets_are_valid([row[_SIRET] or "" for row in wanted])
        good = [row for row, valid in zip(wanted, checked, strict=True) if self._sound(row, valid)]
        again = self._seen.repeated([int(row[_SIRET]) for row in good])
        for row, repeated in zip(good, again, strict=True):
            if repeated:
                siret = row[_SIRET]
                self.report.tell(faults.duplicate(siret, row[0], "siret", siret))
        kept = [row for row, repeated in zip(good, again, strict=True) if not repeated]
        places = self._places(kept)
        return [self._record(row, place) for row, place in zip(kept, places, strict=True)]

    def _sound(self, row: Row, valid_siret: bool) -> bool:
        """Whether the row can be taken; else its first fault is told."""
        siret, state = row[_SIRET] or "", row[_STATE]
        if not valid_siret:
            self.report.tell(faults.bad_siret(siret, row[0]))
        elif state not in ("A", "F"):
            column = "etatAdministratifEtablissement"
            self.report.tell(faults.unknown_state(siret, row[0], column, state or ""))
        else:
            return True
        return False

    def _places(self, kept: list[Row]) -> list[Position]:
        hidden = [_is_partial(row) for row in kept]
        xs = ["" if hide else plain(row[_X]) for row, hide in zip(kept, hidden, strict=True)]
        ys = ["" if hide else plain(row[_Y]) for row, hide in zip(kept, hidden, strict=True)]
        found, doubtful = positions([row[_COMMUNE] or "" for row in kept], xs, ys)
        for index in doubtful:
            row = kept[index]
            self.report.tell(faults.bad_position(row[_SIRET], row[0], row[_X], row[_Y]))
        return found

    def _record(self, row: Row, place: Position) -> EstablishmentSeen:
        hidden = _is_partial(row)
        self.report.partial_diffusion += hidden
        self.report.without_position += place is None
        naf, nomenclature = self._activity(row)
        lon, lat = place or (None, None)
        return EstablishmentSeen(
            siret=row[_SIRET],
            active=row[_STATE] == "A",
            created_on=self._created(row),
            naf=naf,
            nomenclature=nomenclature,
            commune=plain(row[_COMMUNE]),
            partial_diffusion=hidden,
            sign="" if hidden else next(filter(None, (plain(row[i]) for i in _SIGNS)), ""),
            headcount_band=plain(row[_HEADCOUNT]),
            house_number="" if hidden else _joined(row, _NUMBER),
            street_name="" if hidden else _joined(row, _STREET),
            postcode="" if hidden else plain(row[_POSTCODE]),
            lon=lon,
            lat=lat,
            is_head_office=(row[_HEAD_OFFICE] or "").casefold() == "true",
        )

    def _created(self, row: Row) -> dt.date | None:
        column = "dateCreationEtablissement"
        try:
            created = day(row[_CREATED])
        except ValueError:
            fault = faults.bad_date(row[_SIRET], row[0], column, row[_CREATED], "doubtful")
            self.report.tell(fault)
            return None
        if created and created > self._as_of:
            self.report.tell(faults.future(row[_SIRET], row[0], column, created, self._as_of))
        return created

    def _activity(self, row: Row) -> tuple[str, str]:
        """Code and nomenclature; the newer column is used only where the usual one is empty."""
        naf, nomenclature = dotted(row[_NAF]), plain(row[_NOMENCLATURE])
        if not naf and plain(row[_NAF25]):
            return dotted(row[_NAF25]), "NAF2025"
        if naf and nomenclature not in NOMENCLATURES:
            known = NOMENCLATURES
            self.report.tell(faults.unknown_nomenclature(row[_SIRET], row[0], nomenclature, known))
        return naf, nomenclature


def _is_partial(row: Row) -> bool:
    return any(row[index] in _PARTIAL for index in _STATUSES)


def _joined(row: Row, columns: tuple[int, ...]) -> str:
    return " ".join(filter(None, (plain(row[index]) for index in columns)))
