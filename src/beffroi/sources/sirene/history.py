"""StockEtablissementHistorique and the form of Lyon: one row per period of an establishment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from beffroi.sources.records import EstablishmentPeriodSeen, SourceFacts
from beffroi.sources.sirene import faults, refusals, rows
from beffroi.sources.sirene.columns import FORMS, Form, Kind
from beffroi.sources.sirene.files import opened, recognise
from beffroi.sources.sirene.report import Progress, Reading, ReadReport
from beffroi.sources.sirene.scan import Row, Scan
from beffroi.sources.sirene.seen import SeenKeys, period_key
from beffroi.sources.sirene.values import day, dotted, nomenclature_of, plain, sirets_are_valid

_ONE_DAY = dt.timedelta(days=1)
_SIRET, _START, _END, _STATE, _NAF, _SIXTH, _LAST = range(1, 8)
# the six required columns stand in the same order in both forms, save the sixth: nomenclature
# (official) or commune (Lyon); the last is the one optional column: NAF 2025 or headcount band


def read_history(
    path: Path | str,
    *,
    sirets: Mapping[str, str] | None = None,
    communes: Collection[str] = (),
    departement: str = "",
    as_of: dt.date | None = None,
    progress: Progress | None = None,
) -> Reading[EstablishmentPeriodSeen]:
    """Periods, in file order; `end` is exclusive (the files write the last day), None if running.

    The official file names no commune: give `sirets`, a mapping of the wanted SIRETs to their
    commune, as read from the stock. The form of Lyon has its commune: `communes` or `departement`
    filter it. `as_of` as in `read_stock`. Raises `UnreadableSource`, here or while iterating.
    """
    kind = recognise(path)
    if kind not in (Kind.HISTORY, Kind.PERIODS):
        raise refusals.not_a_history()
    if kind is Kind.HISTORY and sirets is None and (communes or departement):
        raise refusals.stock_first()
    as_of = as_of or rows.file_day(path)
    report = ReadReport()
    facts = SourceFacts(kind.value, as_of, "Licence Ouverte 2.0", "Insee, répertoire SIRENE")
    taker = _Taker(FORMS[kind], report, as_of, sirets or {})
    wanted = rows.wanted_rows(communes, departement, sirets)
    return Reading(facts, report, _batches(path, wanted, taker, progress))


def _batches(
    path: Path | str, wanted: rows.Filter, taker: _Taker, progress: Progress | None
) -> Iterator[list[EstablishmentPeriodSeen]]:
    commune = "code_commune" if taker.form.kind is Kind.PERIODS else None
    columns = taker.form.required + taker.form.optional
    with opened(path) as table:
        scan = Scan(table, columns, wanted, commune, progress)
        yield from rows.taken_batches(scan, taker.take, taker.report, progress)


class _Taker:
    """Rows of one file to records; remembers the periods met."""

    def __init__(
        self, form: Form, report: ReadReport, as_of: dt.date, communes: Mapping[str, str]
    ) -> None:
        self.form = form
        self.report = report
        self._as_of = as_of
        self._communes = communes
        self._names_commune = form.kind is Kind.PERIODS
        self._seen = SeenKeys()

    def take(self, wanted: list[Row]) -> list[EstablishmentPeriodSeen]:
        checked = sirets_are_valid([row[_SIRET] or "" for row in wanted])
        found = [
            (row, record)
            for row, valid in zip(wanted, checked, strict=True)
            if (record := self._record(row, valid)) is not None
        ]
        again = self._seen.repeated([period_key(r.siret, r.start) for _, r in found])
        taken = []
        for (row, record), repeated in zip(found, again, strict=True):
            if repeated:
                self._tell_duplicate(row, record)
            else:
                self._tell_future(row, record)
                taken.append(record)
        return taken

    def _record(self, row: Row, valid_siret: bool) -> EstablishmentPeriodSeen | None:
        siret = row[_SIRET] or ""
        if not valid_siret:
            self.report.tell(faults.bad_siret(siret, row[0]))
            return None
        if row[_STATE] not in ("A", "F"):
            column, state = self.form.required[3], row[_STATE] or ""
            self.report.tell(faults.unknown_state(siret, row[0], column, state))
            return None
        dates = self._dates(siret, row)
        if dates is None:
            return None
        start, end = dates
        naf, nomenclature = self._activity(row, end)
        return EstablishmentPeriodSeen(
            siret=siret,
            start=start,
            end=end,
            active=row[_STATE] == "A",
            naf=naf,
            nomenclature=nomenclature,
            commune=plain(row[_SIXTH]) if self._names_commune else self._communes.get(siret, ""),
            headcount_band=plain(row[_LAST]) if self._names_commune else "",
        )

    def _dates(self, siret: str, row: Row) -> tuple[dt.date | None, dt.date | None] | None:
        """Start and exclusive end; None (and a fault told) when they make no period."""
        dates: list[dt.date | None] = []
        for column, value in (("dateDebut", row[_START]), ("dateFin", row[_END])):
            try:
                dates.append(day(value))
            except ValueError:
                self.report.tell(faults.bad_date(siret, row[0], column, value, "refused"))
                return None
        start, last_day = dates
        if start and last_day and last_day < start:
            told = faults.reversed_period(siret, row[0], row[_START], row[_END])
            self.report.tell(told)
            return None
        return start, last_day + _ONE_DAY if last_day else None

    def _activity(self, row: Row, end: dt.date | None) -> tuple[str, str]:
        naf = dotted(row[_NAF])
        if self._names_commune:
            return naf, nomenclature_of(naf, end)
        if not naf and plain(row[_LAST]):
            return dotted(row[_LAST]), "NAF2025"
        return naf, plain(row[_SIXTH])

    def _tell_duplicate(self, row: Row, record: EstablishmentPeriodSeen) -> None:
        self.report.tell(faults.duplicate(record.siret, row[0], "dateDebut", row[_START] or ""))

    def _tell_future(self, row: Row, record: EstablishmentPeriodSeen) -> None:
        if record.start and record.start > self._as_of:
            self.report.tell(
                faults.future(record.siret, row[0], "dateDebut", record.start, self._as_of)
            )
