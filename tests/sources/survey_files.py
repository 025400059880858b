"""An invented survey, with every defect met in a real one, in every format the import reads.

A fictional chamber, codes of its own invention, a grid of doors in a field where no town is.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import struct
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import shapely
from pyproj import Transformer
from shapely.geometry import mapping, shape

LON, LAT = 2.0, 46.5
SIDE = 0.0001  # degrees
YEARS = (2014, 2015, 2016, 2017, 2018, 2019, 2024)
# wave → (vacant, under works, coded): what the file must give, to the digit
EXPECTED = {
    "2014": (23, 0, 83), "2015": (26, 1, 91), "2016": (25, 0, 92), "2017": (24, 3, 93),
    "2018": (27, 3, 100), "2024": (30, 3, 120),
}  # fmt: skip
TRADES = {
    "AL10": ("Boulangerie, pâtisserie", "Alimentaire"),
    "AL20": ("Boucherie", "Alimentaire"),
    "MA10": ("Meubles, literie", "Equip. de la maison"),
    "MA20": ("Fleurs, plantes", "Equip. de la maison"),
    "SV10": ("Coiffure, barbier", "Services personnels"),
    "SV20": ("Agence immobilière", "Services"),
    "RE10": ("Restaurant traditionnel", "Hôtellerie restauration"),
    "AD10": ("Mairie, administration", "Services non commerciaux"),
}
STREETS = ("RUE DU FOUR", "AVENUE DE LA GARE", "PLACE DU MARCHE")
UNKNOWN = "X9"


def wave_codes(year: int, count: int = 120) -> list[str]:
    """The code of each door in a wave: the first are vacant, the next under works, then trades."""
    if str(year) not in EXPECTED:
        return [""] * count
    vacant, works, coded = EXPECTED[str(year)]
    codes = ["LV"] * vacant + ["LT"] * works
    trades = list(TRADES)
    rest = coded - len(codes)
    codes += [trades[n % len(trades)] for n in range(rest)]
    if year == 2018:
        codes[90:92] = [UNKNOWN, UNKNOWN]
    return codes + [""] * (count - coded)


def rows(count: int = 120) -> list[dict[str, Any]]:
    """The doors: identifier borne twice, invalid polygon, odd categories, columns that disagree."""
    waves = {year: wave_codes(year) for year in YEARS}
    made = []
    for n in range(count):
        last = waves[2024][n]
        label, category = TRADES.get(last, ("", ""))
        if last == "LV":
            label, category = "Local vacant", "Locaux vacants"
        if last == "LT":
            label, category = "En travaux", "Locaux en travaux"
        row: dict[str, Any] = {
            "fid": str(500 + n), "Ref": f"FIC{n + 1:03d}", "Numero": str(2 * (n % 40) + 1),
            "Adresse": STREETS[n // 40], "Date terrain": "2024-06-03",
        }  # fmt: skip
        row |= {f"Code{year}": waves[year][n] or None for year in YEARS}
        row |= {"Catégorie 2024": category, "Activité 2024": label,
                "surface mesurée": float(30 + n % 50), "Caisses": 1.0 + n % 2,
                "Vacance 2024": _said(last, n)}  # fmt: skip
        made.append(row)
    made[50]["Ref"] = made[51]["Ref"] = "FIC050"
    made[60]["Catégorie 2024"], made[61]["Catégorie 2024"] = "#N/A", "Inconnu"
    made[next(n for n, row in enumerate(made) if row["Code2024"] == "MA10")]["Catégorie 2024"] = (
        "Equi. de la maison"
    )
    return made


def _said(code: str, n: int) -> str:
    """The column that disagrees: 26 vacant and 4 under works, where the codes say 30 and 3."""
    if code == "LT" or n == 29:
        return "Travaux"
    return "Vacant" if code == "LV" and n > 2 else "( )"


def polygon(n: int) -> dict[str, Any]:
    """The door's drawing; the 21st crosses itself."""
    west, south = LON + (n % 40) * 0.0003, LAT + (n // 40) * 0.0006
    corners = [
        (west, south),
        (west + SIDE, south),
        (west + SIDE, south + SIDE),
        (west, south + SIDE),
    ]
    if n == 20:
        corners[1], corners[2] = corners[2], corners[1]
    return {
        "type": "MultiPolygon",
        "coordinates": [[[list(one) for one in [*corners, corners[0]]]]],
    }


def write_geojson(
    path: Path,
    made: list[dict[str, Any]] | None = None,
    *,
    epsg: int = 4326,
    says: bool = False,
    drawn: list[Any] | None = None,
) -> Path:
    """The survey as GeoJSON, its coordinates in this system; `says`: the file names it.

    `drawn`: coordinates of the doors, else those of `polygon`.
    """
    made = rows() if made is None else made
    move = Transformer.from_crs(4326, epsg, always_xy=True)
    features = []
    for n, row in enumerate(made):
        one = polygon(n) if drawn is None else {"type": "MultiPolygon", "coordinates": drawn[n]}
        if epsg != 4326:
            one = mapping(shapely.transform(shape(one), move.transform, interleaved=False))
        features.append({"type": "Feature", "properties": row, "geometry": one})
    content: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if says:
        content["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def flat(made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same rows with the place of each in two columns."""
    centres = [shape(polygon(n)).centroid for n in range(len(made))]
    return [
        row | {"longitude": f"{at.x:.6f}", "latitude": f"{at.y:.6f}"}
        for row, at in zip(made, centres, strict=True)
    ]


def write_csv(
    path: Path, made: list[dict[str, Any]] | None = None, encoding: str = "utf-8"
) -> Path:
    """The survey as CSV with semicolons."""
    made = flat(rows()) if made is None else made
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(made[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(made)
    return path


def long_rows() -> list[dict[str, Any]]:
    """One row a door and a wave: the long form."""
    waves = {year: wave_codes(year) for year in YEARS}
    kept = ("Ref", "Numero", "Adresse", "longitude", "latitude")
    found = []
    for year in YEARS:
        for n, row in enumerate(flat(rows())):
            code = waves[year][n]
            if code:
                label, category = TRADES.get(code, ("", ""))
                found.append({word: row[word] for word in kept}
                             | {"Année": year, "Code activité": code, "Libellé": label,
                                "Catégorie": category})  # fmt: skip
    return found


def write_xlsx(path: Path, made: list[dict[str, Any]] | None = None) -> Path:
    """The survey as a workbook of one sheet, its texts inline."""
    made = flat(rows()) if made is None else made
    lines = [list(made[0]), *([row[title] for title in made[0]] for row in made)]
    sheet = "".join(
        f'<row r="{n}">{"".join(_cell(value) for value in line)}</row>'
        for n, line in enumerate(lines, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
        )
    return path


def _cell(value: Any) -> str:
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value or ""))}</t></is></c>'


def write_geopackage(path: Path, epsg: int = 2154) -> Path:
    """The survey as the one layer of a GeoPackage, as a GIS writes it."""
    made = rows()
    move = Transformer.from_crs(4326, epsg, always_xy=True)
    titles = list(made[0])
    listed = ", ".join(f'"{title}"' for title in titles if title != "fid")
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA application_id = 0x47504B47")
        base.execute("CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INTEGER)")
        base.execute(
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)"
        )
        base.execute(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER)"
        )
        base.execute("INSERT INTO gpkg_contents VALUES ('releve', 'features', ?)", [epsg])
        base.execute("INSERT INTO gpkg_geometry_columns VALUES ('releve', 'geom', ?)", [epsg])
        base.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?, 'EPSG', ?)", [epsg, epsg])
        base.execute(f"CREATE TABLE releve (fid INTEGER PRIMARY KEY, geom BLOB, {listed})")
        for n, row in enumerate(made):
            drawn = shapely.transform(shape(polygon(n)), move.transform, interleaved=False)
            blob = b"GP\x00\x01" + struct.pack("<i", epsg) + shapely.to_wkb(drawn)
            values = [int(row["fid"]), blob, *(row[title] for title in titles if title != "fid")]
            base.execute(f"INSERT INTO releve VALUES ({','.join('?' * len(values))})", values)
    base.close()
    return path


def shifted(made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same rows, their last columns slid by one to the left under other titles."""
    slid = []
    for row in made:
        kept = {
            k: v for k, v in row.items() if k not in ("surface mesurée", "Caisses", "Vacance 2024")
        }
        slid.append(kept | {"Vacance 2024": str(int(row["surface mesurée"])),
                            "surface mesurée": row["Caisses"], "Caisses": None})  # fmt: skip
    return slid
