"""A table written as the files people and programs take away: CSV, GeoJSON, GeoParquet, GeoPackage, XLSX.

The same `Sheet` written twice gives the same bytes: what names a file by its content stays true.
"""

from beffroi.ui.formats.geojson import write_geojson
from beffroi.ui.formats.geopackage import write_geopackage
from beffroi.ui.formats.geoparquet import write_geoparquet
from beffroi.ui.formats.semicolons import write_semicolons
from beffroi.ui.formats.sheet import FORMATS, Field, Format, Row, Sheet
from beffroi.ui.formats.xlsx import MOST_ROWS, write_xlsx

WRITERS = {
    "csv": write_semicolons,
    "geojson": write_geojson,
    "parquet": write_geoparquet,
    "gpkg": write_geopackage,
    "xlsx": write_xlsx,
}

__all__ = ["FORMATS", "MOST_ROWS", "WRITERS", "Field", "Format", "Row", "Sheet"]
