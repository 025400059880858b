"""A SIRENE file becomes the town's establishments and their periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.utils.translation import gettext as _

from beffroi.kernel.country import country_pack
from beffroi.kernel.wording import to_store
from beffroi.merchants import writes as merchants
from beffroi.merchants.models import Establishment
from beffroi.merchants.writes import Stored
from beffroi.portal.imports.report import ImportReport, Progress
from beffroi.sources import sirene
from beffroi.sources.records import UnreadableSource
from beffroi.sources.sirene import Kind, Reading
from beffroi.sources.sirene.files import OFFLINE
from beffroi.territory import writes as territory
from beffroi.territory.models import Source, Town

LABELS = {
    Kind.STOCK: to_store("Répertoire SIRENE, établissements"),
    Kind.LIST: to_store("Répertoire SIRENE, liste d’établissements"),
    Kind.HISTORY: to_store("Répertoire SIRENE, historique"),
    Kind.PERIODS: to_store("Répertoire SIRENE, périodes"),
}


def import_register(
    town: Town, path: Path, progress: Progress, as_of: dt.date | None = None
) -> ImportReport:
    """Store what the register says of this town's establishments, and of no other's."""
    total = _rows_in(path)

    def tell(rows: int) -> None:
        progress(rows, total, "register")

    tell(0)
    kind = sirene.recognise(path)
    communes = country_pack(settings.BEFFROI_COUNTRY).communes().register_codes(town.insee_code)
    if kind in (Kind.STOCK, Kind.LIST):
        stock = sirene.read_stock(path, communes=communes, progress=tell, as_of=as_of)
        return _stored(town, kind, stock, merchants.store_establishments, "establishments")
    if kind is Kind.HISTORY:
        sirets = _known_sirets(town)
        history = sirene.read_history(path, sirets=sirets, progress=tell, as_of=as_of)
    else:
        history = sirene.read_history(path, communes=communes, progress=tell, as_of=as_of)
    return _stored(town, kind, history, merchants.store_periods, "periods")


def _known_sirets(town: Town) -> dict[str, str]:
    """The official history names no commune: the stock must have said whose SIRETs these are."""
    known = Establishment.objects.of(town).values_list("siret", flat=True)
    sirets = dict.fromkeys(known, town.insee_code)
    if not sirets:
        raise UnreadableSource(
            _(
                "L’historique SIRENE ne dit pas la commune de chaque établissement. Donnez d’abord "
                "le fichier « StockEtablissement » du même mois, puis celui-ci."
            ),
            code="stock_first",
        )
    return sirets


def _stored(
    town: Town,
    kind: Kind,
    reading: Reading[Any],
    store: Callable[..., Stored],
    noun: str,
) -> ImportReport:
    source = _source(town, kind, reading)
    stored = store(town=town, source=source, seen=reading.records())
    told = reading.report
    if not told.matched:
        raise UnreadableSource(
            _(
                "Ce fichier SIRENE ne contient aucun établissement de %(town)s (code commune "
                "%(code)s) : vérifiez le département de l’extrait."
            )
            % {"town": town.name, "code": town.insee_code},
            code="no_establishment",
        )
    counts = {
        "read": told.read,
        "taken": stored.added,
        "changed": stored.changed + stored.removed,
        "unchanged": stored.unchanged,
    }
    facts = {
        "matched": told.matched,
        "refused": told.refused,
        "partial_diffusion": told.partial_diffusion,
        "without_position": told.without_position,
    }
    return ImportReport(source, {noun: counts}, told.faults, facts, told.counts.total())


def _source(town: Town, kind: Kind, reading: Reading[Any]) -> Source:
    return territory.add_source(town=town, facts=reading.facts, label=LABELS[kind])


def _rows_in(path: Path) -> int | None:
    """Rows of a Parquet file, which its foot says; elsewhere counting would mean reading twice."""
    with path.open("rb") as file:
        if file.read(4) != b"PAR1":
            return None
    try:
        with duckdb.connect(config=OFFLINE) as connection:
            found = connection.execute(
                "SELECT sum(num_rows) FROM parquet_file_metadata(?)", [str(path)]
            ).fetchone()
    except duckdb.Error:
        return None  # damaged: the reader says so with its own advice
    return int(found[0]) if found else None
