"""Redon (35236), an Action Cœur de Ville town, from OpenStreetMap as of 9 September 2019."""

from __future__ import annotations

from importlib.resources import as_file, files

from beffroi.kernel.country import country_pack
from beffroi.portal.imports import import_file
from beffroi.territory.models import ImportRun, Town
from beffroi.territory.writes import open_town


def load_redon() -> Town:
    """Open Redon and read its extract; loading again changes nothing."""
    commune = country_pack("fr").find_commune("35236")
    town = open_town(
        insee_code=commune.code,
        name=commune.name,
        by=None,
        population=commune.population,
        population_year=commune.population_year,
        lon=-2.0848,
        lat=47.6512,
        programmes=["acv"],
    )
    with as_file(files("beffroi.portal.demo") / "data" / "redon.osm.gz") as path:
        run = import_file(town=town, path=path, by=None)
    if run.state != ImportRun.State.DONE:
        raise RuntimeError(f"Redon: {run.sentence}")
    return town
