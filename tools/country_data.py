"""Make the compressed tables of `countries/fr/data` from the open files they come from.

usage: python tools/country_data.py FOLDER   (FOLDER holds france/ and redon/; see the data README)
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from shapely import union_all
from shapely.geometry import mapping, shape

from beffroi.kernel.communes import search_key

TARGET = Path(__file__).parents[1] / "src/beffroi/countries/fr/data"
POPULATION_YEAR = "2023"  # legal populations in force on 1 January 2026
CITIES = {"75056": range(75101, 75121), "69123": range(69381, 69390), "13055": range(13201, 13217)}
PROGRAMMES = ("acv", "acv2", "pvd", "ti", "va")  # those of town centres and their towns


def main(folder: Path) -> None:
    """Write every table anew; same input, same bytes."""
    communes = _json(folder / "france/communes-2026.json.gz")
    epcis = _json(folder / "france/epci-2026.json.gz")
    successors = {old: c["code"] for c in communes for old in c.get("anciensCodes", [])}
    _write_communes(communes, epcis)
    _write("former_communes.csv", ["former", "insee"], sorted(successors.items()))
    _write_areas(folder, communes, epcis)
    _write_memberships(folder, successors)
    _write_outlines(folder, successors)
    _write_school_holidays(folder)
    labels = _json(folder / "france/naf-rev2.json")
    _write("naf_labels.csv", ["code", "label_fr"], [(row["id"], row["label"]) for row in labels])


def _write_communes(communes: list[dict[str, Any]], epcis: list[dict[str, Any]]) -> None:
    epci_of = {member["code"]: epci["code"] for epci in epcis for member in epci["membres"]}
    rows = []
    for c in communes:
        population = c.get("population")
        year = POPULATION_YEAR if population is not None else ""
        place = [c["departement"], c["region"], epci_of.get(c["code"], "")]
        figures = ["" if population is None else population, year]
        rows.append([c["code"], c["nom"], "commune", *place, *figures, "", search_key(c["nom"])])
    by_code = {row[0]: row for row in rows}
    for city, codes in CITIES.items():
        for rank, code in enumerate(codes, start=1):
            name = f"{by_code[city][1]} {rank}{'er' if rank == 1 else 'e'} arrondissement"
            place = by_code[city][3:6]
            rows.append([str(code), name, "arrondissement", *place, "", "", city, search_key(name)])
    header = "insee name kind departement region epci population population_year parent key"
    _write("communes.csv", header.split(), sorted(rows))


def _write_areas(folder: Path, communes: list[dict[str, Any]], epcis: list[dict[str, Any]]) -> None:
    population = {c["code"]: c.get("population", 0) for c in communes}
    rows = [
        [e["code"], e["nom"], e["type"], sum(population.get(m["code"], 0) for m in e["membres"])]
        for e in epcis
    ]
    _write("epci.csv", ["siren", "name", "kind", "population"], rows)
    departements = _json(folder / "france/departements-2026.json.gz")
    rows = [[d["code"], d["nom"], d["region"], d["chefLieu"]] for d in departements]
    _write("departements.csv", ["code", "name", "region", "seat"], rows)
    regions = _json(folder / "france/regions-2026.json.gz")
    _write(
        "regions.csv",
        ["code", "name", "seat"],
        [[r["code"], r["nom"], r["chefLieu"]] for r in regions],
    )


def _write_memberships(folder: Path, successors: dict[str, str]) -> None:
    """Long form: a commune, a programme, since when (empty: unknown), and who says so on what day."""

    def now(code: str) -> str:
        return successors.get(code, code)

    rows = set()
    for row in _csv(folder / "france/acv-2024-04.csv"):
        rows.add((now(row["insee_com"]), "acv", row["id_acv"], "", "ANCT, liste ACV", "2024-04"))
    for row in _csv(folder / "france/anct-programmes-2023.csv.gz"):
        for programme in PROGRAMMES:
            if ref := row[f"id_{programme}"]:
                code = now(row["insee_com"])
                rows.add((code, programme, ref, "", "ANCT, table des programmes", "2023"))
    for row in _csv(folder / "france/ort-2023.csv.gz"):
        if row["Signée ?"] == "Signée":
            told = datetime.strptime(row["Dernière actualisation"], "%d-%m-%Y %H:%M").date()
            signed = row["Si signée, date de signature"]
            code = now(row["Code commune"])
            rows.add((code, "ort", "", signed, "ANCT, signatures d’ORT", told.isoformat()))
    header = ["insee", "programme", "ref", "valid_from", "source", "source_date"]
    _write("memberships.csv", header, sorted(rows))


def _write_outlines(folder: Path, successors: dict[str, str]) -> None:
    """One line a commune: INSEE code, a tab, its GeoJSON geometry; merged communes are joined."""
    pieces: dict[str, list[Any]] = {}
    around_redon = json.loads((folder / "redon/communes-30km-2018.geojson").read_text())
    acv = _json(folder / "france/acv-commune-contours-2018.geojson.gz")
    seen: set[str] = set()
    for feature in [*around_redon["features"], *acv["features"]]:
        old = feature["properties"]["code"]
        if old not in seen:
            seen.add(old)
            pieces.setdefault(successors.get(old, old), []).append(feature["geometry"])
    lines = [f"{code}\t{_compact(_joined(found))}\n" for code, found in sorted(pieces.items())]
    _zip(TARGET / "outlines.tsv.gz", "".join(lines))


def _write_school_holidays(folder: Path) -> None:
    """Days in a row become one line a zone: first day, last day, name."""
    days = _csv(folder / "france/school-holidays-1990-2028.csv")
    rows = []
    for zone in "ABC":
        off = (day for day in days if day[f"vacances_zone_{zone.lower()}"] == "True")
        # Ordinal less rank is the same as long as the days follow each other.
        runs = groupby(
            enumerate(off), lambda one: (_ordinal(one[1]) - one[0], one[1]["nom_vacances"])
        )
        for (_start, name), run in runs:
            held = [day["date"] for _rank, day in run]
            rows.append([zone, held[0], held[-1], name])
    _write("school_holidays.csv", ["zone", "first", "last", "name"], rows)


def _ordinal(day: dict[str, str]) -> int:
    return datetime.fromisoformat(day["date"]).toordinal()


def _joined(geometries: list[Any]) -> Any:
    if len(geometries) == 1:
        return geometries[0]
    return mapping(union_all([shape(geometry) for geometry in geometries]))


def _compact(geometry: Any) -> str:
    return json.dumps(geometry, separators=(",", ":"))


def _json(path: Path) -> Any:
    raw = path.read_bytes()
    return json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)


def _csv(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def _write(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    _zip(TARGET / f"{name}.gz", text.getvalue())


def _zip(path: Path, text: str) -> None:
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
