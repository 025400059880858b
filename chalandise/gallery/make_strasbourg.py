"""Makes data/strasbourg-iris.tsv.gz out of the published files; run once, not by the tests.

    python make_strasbourg.py FOLDER

FOLDER holds `etablissements_iris_naf.csv.gz` (81,921 establishments), `home_with_iris.csv`
(dwellings) and `CONTOURS-IRIS_D067.shp`, `.dbf` (outlines, Lambert 93). Kept: the IRIS that have
establishments, outlines simplified by 15 m and rounded to 1 m, counts of retail establishments by
NAF group. Left out: every other establishment, size bands, names.
"""

from __future__ import annotations

import csv
import gzip
import struct
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely

GROUPS = ("471", "472", "473", "474", "475", "476", "477")
OUT = Path(__file__).with_name("data") / "strasbourg-iris.tsv.gz"


def outlines(folder: Path) -> dict[str, tuple[str, shapely.Geometry]]:
    """Name and outline by IRIS code."""
    table = (folder / "CONTOURS-IRIS_D067.dbf").read_bytes()
    _, head, size = struct.unpack("<IHH", table[4:12])
    shapes, at, found = (folder / "CONTOURS-IRIS_D067.shp").read_bytes(), 100, {}
    for row in range(struct.unpack("<I", table[4:8])[0]):
        record = table[head + row * size : head + (row + 1) * size].decode("latin-1")
        length = 2 * struct.unpack(">i", shapes[at + 4 : at + 8])[0]
        found[record[55:64].strip()] = record[64:109].strip(), polygon(shapes[at + 8 :][:length])
        at += 8 + length
    return found


def polygon(content: bytes) -> shapely.Geometry:
    """One record of a shapefile of polygons; rings that overlap are holes."""
    parts, count = struct.unpack("<2i", content[36:44])
    starts = [*struct.unpack(f"<{parts}i", content[44 : 44 + 4 * parts]), count]
    points = list(struct.iter_unpack("<2d", content[44 + 4 * parts :][: 16 * count]))
    rings = [shapely.Polygon(points[a:b]) for a, b in pairwise(starts)]
    whole = rings[0]
    for ring in rings[1:]:
        whole = whole.symmetric_difference(ring)
    return whole


def lighter(shapes: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """Simplified by 15 m along shared edges alike, so that neighbours still touch; whole metres."""
    simple = shapely.coverage_simplify(np.array(shapes), 15)
    return [shapely.make_valid(shapely.transform(shape, np.round)) for shape in simple]


def counts(folder: Path) -> dict[str, Counter]:
    """Establishments by IRIS and NAF group; "all" counts every one."""
    found: dict[str, Counter] = {}
    path = folder / "etablissements_iris_naf.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["CODE_IRIS"], Counter()).update(["all", row["APET700"][:3]])
    return found


def table(folder: Path) -> str:
    """The reduced file: one line a district, columns apart by tabs."""
    shapes, shops = outlines(folder), counts(folder)
    with (folder / "home_with_iris.csv").open(encoding="utf-8-sig", newline="") as lines:
        homes = {row["DCOMIRIS"]: row["AllDwellings"] for row in csv.DictReader(lines)}
    rows = [["iris", "name", "dwellings", "establishments", *GROUPS, "outline"]]
    kept = sorted(set(shops) & set(homes) & set(shapes))
    for code, shape in zip(kept, lighter([shapes[code][1] for code in kept]), strict=True):
        told = [shops[code][group] for group in ("all", *GROUPS)]
        outline = shapely.to_wkt(shape, rounding_precision=1)
        rows.append([code, shapes[code][0], homes[code], *told, outline])
    return "".join("\t".join(map(str, row)) + "\n" for row in rows)


if __name__ == "__main__":
    # no name and no time in the header: the same table makes the same file
    with OUT.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
        packed.write(table(Path(sys.argv[1])).encode())
