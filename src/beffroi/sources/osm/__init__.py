"""OpenStreetMap extracts: files in; premises, streets, ground, faults out.

Owns: the reading of .osm, .osm.gz, .osm.bz2 and .pbf, in any order of elements, cut or whole;
the meaning of tags by the country pack's table (`TagTable`); the refusals, counted and told.
Leaves to others: which street a premises stands in (`chalandise.streets`), what is stored,
the town's outline (`sources.geojson`).
Face: `read(path, tags=…)`, `sniff(path)`, `TagTable.load(path)`, `OsmExtract`.
"""

from beffroi.sources.osm.container import sniff
from beffroi.sources.osm.extract import OsmExtract, read
from beffroi.sources.osm.harvest import OutOfField
from beffroi.sources.osm.tags import BadTagTable, TagTable

__all__ = ["BadTagTable", "OsmExtract", "OutOfField", "TagTable", "read", "sniff"]
