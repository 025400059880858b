"""The files of a town's open data, made by the worker whenever its data moved.

A file is named by what it holds: made again of the same data it is the same file. What was in
nobody's list any more is taken out; the list before is spared, for who is downloading.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from beffroi.kernel import jobs, plain
from beffroi.observatory import reads
from beffroi.observatory.reads import opendata
from beffroi.observatory.reads.federation import DOCUMENT, told_of
from beffroi.observatory.reads.opendata import Behind, Made, MadeFile, MadeSet
from beffroi.observatory.rules.opendata import SETS, DataSet
from beffroi.premises import reads as premises
from beffroi.territory.models import Town
from beffroi.ui.formats import FORMATS, MOST_ROWS, WRITERS, Format, Row, Sheet

FOLDER = "open-data"
BLOCK = 1 << 20  # bytes


def make_files(town: Town) -> dict[str, str]:
    """Write every set that has rows, in every format; the list of them, to be kept."""
    before = opendata.made(town)
    with translation.override("fr"), reads.unkept():
        sets = tuple(_sets(town))
        document = json.dumps(told_of(town).as_data(), ensure_ascii=False) if sets else ""
    found = Made(timezone.localdate(), town.data_version, sets)
    _clear(town, found, before)
    told = {DOCUMENT: document} if document else {}
    return {opendata.LIST: plain.written(found), **told}


def _sets(town: Town) -> Iterator[MadeSet]:
    days = premises.known_days(town)
    for one in SETS:
        jobs.check_stopping()
        rows = opendata.rows_of(one.key, town, days)
        if rows:
            day = days[-1] if days else timezone.localdate()
            yield _set(town, one, _sheet(town, one, day, rows))


def _sheet(town: Town, one: DataSet, day: dt.date, rows: list[Row]) -> Sheet:
    told = opendata.behind(town, one.key)
    last = max((source.as_of for source in told.sources if source.as_of), default=day)
    on = last if one.key == "frequentation" else day
    title = f"{one.title} · {town.name}"
    return Sheet(one.stem, title, on, one.fields, rows, one.shape, _about(town, one, told, on))


def _about(town: Town, one: DataSet, told: Behind, on: dt.date) -> list[tuple[str, str]]:
    """What every file says of itself."""
    licence = told.licence.name if told.licence else _("non précisée par la source")
    about = [
        ("titre", f"{one.title} · {town.name}"),
        ("description", str(one.about)),
        ("date_des_donnees", f"{on}"),
        ("licence", licence),
        ("mention", " ; ".join(told.mentions)),
        ("methode", str(one.method)),
        ("code_insee", town.insee_code),
    ]
    if town.is_fictional or told.simulated:
        about.insert(0, ("attention", _("Données simulées : elles ne décrivent aucun lieu réel.")))
    return about


def _set(town: Town, one: DataSet, sheet: Sheet) -> MadeSet:
    with tempfile.TemporaryDirectory() as folder:
        files = tuple(
            _file(town, sheet, kind, Path(folder)) for kind in FORMATS if _fits(sheet, kind)
        )
    return MadeSet(one.key, sheet.day, len(sheet.rows), sheet.bounds(), files)


def _fits(sheet: Sheet, kind: Format) -> bool:
    if kind.placed and not sheet.shape:
        return False
    return kind.key != "xlsx" or len(sheet.rows) <= MOST_ROWS


def _file(town: Town, sheet: Sheet, kind: Format, folder: Path) -> MadeFile:
    jobs.check_stopping()
    path = folder / f"{sheet.name}.{kind.key}"
    WRITERS[kind.key](sheet, path)
    digest = _digest(path)
    name = f"{FOLDER}/{town.insee_code}/{digest}.{kind.key}"
    if not default_storage.exists(name):
        with path.open("rb") as made:
            name = default_storage.save(name, File(made))
    return MadeFile(kind.key, name, digest, path.stat().st_size)


def _digest(path: Path) -> str:
    told = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            told.update(block)
    return told.hexdigest()


def _clear(town: Town, found: Made, before: Made | None) -> None:
    lists = [found] if before is None else [found, before]
    spared = {file.stored_as for made in lists for one in made.sets for file in one.files}
    folder = f"{FOLDER}/{town.insee_code}"
    if not default_storage.exists(folder):  # object storage has no folders: it lists what begins so
        return
    for name in default_storage.listdir(folder)[1]:
        if f"{folder}/{name}" not in spared:
            default_storage.delete(f"{folder}/{name}")
