"""Lyon 4e (69384): the register's real openings and closures, and nothing seen from the pavement."""

from __future__ import annotations

import datetime as dt
from importlib.resources import as_file, files

from beffroi.portal.imports import import_file
from beffroi.territory.models import ImportRun, Town
from beffroi.territory.writes import open_town

READ_ON = dt.date(2026, 7, 12)  # the last day the file knows that is not in its future


def load_lyon4() -> Town:
    """Open the arrondissement and read its periods; loading again changes nothing."""
    town = open_town(
        insee_code="69384", name="Lyon 4e", by=None, lon=4.8270, lat=45.7790
    )  # population by arrondissement is not in the shipped tables: left unknown
    with as_file(files("beffroi.portal.demo") / "data" / "sirene-lyon4.csv.gz") as path:
        run = import_file(town=town, path=path, by=None, as_of=READ_ON)
    if run.state != ImportRun.State.DONE:
        raise RuntimeError(f"Lyon 4e: {run.sentence}")
    return town
