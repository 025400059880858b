"""Which open files a town needs, where they are, and the query that asks for them."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from beffroi.kernel.communes import Commune
from beffroi.kernel.country import country_pack
from beffroi.sources.osm.tags import EMPTY_FLAGS, EMPTY_PREFIXES, TagTable

OVERPASS = "https://overpass-turbo.eu/"
GEOFABRIK = "https://download.geofabrik.de/europe/france/"
REGISTER = "https://www.data.gouv.fr/fr/datasets/base-sirene-des-entreprises-et-de-leurs-etablissements-siren-siret/"
OUTLINES = "https://geo.api.gouv.fr/communes/{code}?format=geojson&geometry=contour"
GROUND = ("highway", "building", "railway", "waterway", "landuse", "leisure", "natural", "place")
AT_PLACES = ("shop", "amenity")  # keys that mappers keep after closing, as disused:shop


class RegionExtract(NamedTuple):
    """The regional file a departement lies in."""

    region: str
    address: str
    file: str


def overpass_query(commune: Commune) -> str:
    """Everything Beffroi reads of one commune, in the order Overpass likes: area, tags, nodes."""
    tags = TagTable.load(country_pack(settings.BEFFROI_COUNTRY).path("osm_families.csv"))
    keys = [*sorted({*tags.keys, *GROUND})]
    keys += [f"{prefix}{key}" for prefix in EMPTY_PREFIXES for key in AT_PLACES]
    wanted = "\n".join(f'  nwr["{key}"](area.ville);' for key in [*keys, *EMPTY_FLAGS])
    return (
        f"// {commune.name} ({commune.code})\n"
        "[out:xml][timeout:300];\n"
        f'area["boundary"="administrative"]["ref:INSEE"="{commune.code}"]->.ville;\n'
        f"(\n{wanted}\n"
        '  relation["type"="associatedStreet"](area.ville);\n'
        f'  relation["boundary"="administrative"]["ref:INSEE"="{commune.code}"];\n'
        ");\n(._;>;);\nout body;"
    )


def region_extract(commune: Commune) -> RegionExtract | None:
    """The regional extract that holds the commune; None where nobody publishes one."""
    table = country_pack(settings.BEFFROI_COUNTRY).table("osm_extracts.csv")
    row = next((row for row in table if row["departement"] == commune.departement), None)
    return RegionExtract(row["region"], GEOFABRIK + row["file"], row["file"]) if row else None


def outline_address(commune: Commune) -> str:
    """Where the commune's outline is published."""
    return OUTLINES.format(code=commune.code)
