"""Open data of a town: five formats that readers read, one catalogue, nothing that is not public."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import pytest
import rdflib
import rdflib.compare
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from shapely import from_wkb

from beffroi.observatory.beforehand import make_files
from beffroi.observatory.reads import opendata
from beffroi.observatory.rules.opendata import SETS, licence_of
from beffroi.premises.models import Occupancy
from beffroi.sources.spreadsheets import read_table
from beffroi.sources.survey.geopackage import read_geopackage
from beffroi.territory import keeping, writes
from beffroi.territory.models import Source, Town
from tests.observatory import towns

pytestmark = pytest.mark.django_db
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")


@pytest.fixture
def town(settings: Any, tmp_path: Path) -> Town:
    settings.MEDIA_ROOT = tmp_path / "kept"
    place = towns.town()
    towns.mapped(place, vacant=3)
    towns.surveyed(place, vacant=9)
    return place


def make(town: Town) -> None:
    writes.keep(town.pk, keeping.Maker(opendata.MAKER, make_files))


def fetched(town: Town, key: str, ending: str) -> bytes:
    return sent(f"/{town.slug}/donnees-ouvertes/{key}.{ending}")[0]


def sent(path: str) -> tuple[bytes, str]:
    """What a file holds, and its tag; closing the answer itself would close the database's."""
    answer: Any = Client().get(path)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return content, answer["ETag"]


def test_five_formats_hold_the_same_rows(town: Town, tmp_path: Path) -> None:
    make(town)
    rows = list(csv.DictReader(io.StringIO(fetched(town, "locaux", "csv").decode()), delimiter=";"))
    ids = [row["identifiant"] for row in rows]
    assert len(set(ids)) == 45
    told = json.loads(fetched(town, "locaux", "geojson"))
    assert [one["id"] for one in told["features"]] == ids
    assert told["licence"] == "ODbL 1.0" and told["attention"].startswith("Données simulées")
    table = read_table(_kept(tmp_path, "a.xlsx", fetched(town, "locaux", "xlsx")))
    assert len(table.lines) == 45
    layer = read_geopackage(_kept(tmp_path, "a.gpkg", fetched(town, "locaux", "gpkg")))
    assert len(layer.rows) == 45
    path = _kept(tmp_path, "a.parquet", fetched(town, "locaux", "parquet"))
    _parquet(path, ids)


def _kept(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _parquet(path: Path, ids: list[str]) -> None:
    with duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    ) as opened:
        notes = dict(
            opened.execute(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()
        )
        found = opened.execute(
            f"SELECT identifiant, geometry, date_releve FROM read_parquet('{path}')"
        ).fetchall()
    geo = json.loads(notes[b"geo"])
    assert geo["columns"]["geometry"]["geometry_types"] == ["Point"]
    assert [row[0] for row in found] == ids
    assert from_wkb(bytes(found[0][1])).geom_type == "Point"
    assert found[0][2] == towns.SECOND


def test_geopackage_is_one_for_sqlite(town: Town, tmp_path: Path) -> None:
    make(town)
    for key, kind in (("rues", "features"), ("chiffres", "attributes")):
        path = _kept(tmp_path, f"{key}.gpkg", fetched(town, key, "gpkg"))
        with sqlite3.connect(path) as file:
            assert file.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
            assert file.execute("SELECT data_type FROM gpkg_contents").fetchall() == [(kind,)]
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        file.close()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_catalogue_is_rdf_and_says_the_same_twice(town: Town) -> None:
    make(town)
    base = f"/{town.slug}/donnees-ouvertes/catalogue"
    read = rdflib.Graph().parse(data=Client().get(f"{base}.ttl").content, format="turtle")
    other = rdflib.Graph().parse(data=Client().get(f"{base}.jsonld").content, format="json-ld")
    assert len(read) == len(other) > 100
    assert rdflib.compare.isomorphic(read, other)
    sets = set(read.subjects(rdflib.RDF.type, DCAT.Dataset))
    assert len(sets) == 4
    for one in sets:
        for word in (DCT.title, DCT.description, DCT.publisher, DCAT.distribution, DCAT.theme):
            assert read.value(one, word, any=True), word
    for file in read.subjects(rdflib.RDF.type, DCAT.Distribution):
        path = str(read.value(file, DCAT.downloadURL)).removeprefix("http://testserver")
        assert len(sent(path)[0]) == int(read.value(file, DCAT.byteSize))
        assert str(read.value(file, DCT.license)).endswith("ODC_BL")


# What DCAT-AP 3 asks of each class: what must be there, and what may stand once only.
MUST = {
    "dcat#Catalog": {"title", "description", "publisher", "dataset"},
    "dcat#Dataset": {"title", "description"},
    "dcat#Distribution": {"accessURL"},
    "dcat#DataService": {"title", "endpointURL"},
    "foaf/0.1/Agent": {"name"},
    "rdf/terms#Checksum": {"algorithm", "checksumValue"},
    "vcard/ns#Kind": {"hasURL"},
}
ONCE = {"publisher", "modified", "licence", "accessRights", "byteSize", "mediaType", "format",
        "checksum", "availability", "accrualPeriodicity", "homepage"}  # fmt: skip
VOCABULARIES = {  # property → the authority whose words it takes
    "language": "language/", "theme": "data-theme/", "format": "file-type/",
    "accrualPeriodicity": "frequency/", "accessRights": "access-right/", "license": "licence/",
    "availability": "planned-availability/", "themeTaxonomy": "data-theme",
}  # fmt: skip


def _name(address: Any) -> str:
    return str(address).replace("#", "/").rsplit("/", 1)[-1]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_catalogue_has_what_dcat_ap_asks(town: Town) -> None:
    make(town)
    text = Client().get("/saint-vire/donnees-ouvertes/catalogue.ttl").content
    read = rdflib.Graph().parse(data=text, format="turtle")
    seen = dict.fromkeys(MUST, 0)
    for kind, must in MUST.items():
        for thing in (s for s, o in read.subject_objects(rdflib.RDF.type) if str(o).endswith(kind)):
            seen[kind] += 1
            said = [_name(p) for p in read.predicates(thing)]
            assert must <= set(said), (kind, thing)
            twice = {word for word in said if said.count(word) > 1}
            assert not twice & ONCE, (kind, thing)
    assert min(seen.values()) >= 1, seen
    for _thing, word, value in read:
        if _name(word) in VOCABULARIES and isinstance(value, rdflib.URIRef):
            assert f"/authority/{VOCABULARIES[_name(word)]}" in str(value), (word, value)
    (service,) = read.subjects(rdflib.RDF.type, DCAT.DataService)
    (address,) = read.objects(service, DCAT.endpointURL)
    assert Client().get(str(address).removeprefix("http://testserver")).status_code == 200
    assert set(read.objects(service, DCAT.servesDataset)) == set(
        read.subjects(rdflib.RDF.type, DCAT.Dataset)
    )


def test_same_data_gives_the_same_file_and_is_sent_once(town: Town) -> None:
    make(town)
    before = opendata.made(town)
    path = f"/{town.slug}/donnees-ouvertes/locaux.gpkg"
    tag = sent(path)[1]
    make(town)
    assert opendata.made(town) == before
    again = Client().get(path, headers={"if-none-match": tag})
    assert again.status_code == 304 and again["ETag"] == tag


def test_files_nobody_lists_any_more_are_taken_out(town: Town, settings: Any) -> None:
    folder = Path(settings.MEDIA_ROOT) / "open-data" / town.insee_code
    make(town)
    first = set(folder.iterdir())
    (folder / "left.csv").write_text("x")
    make(town)
    assert set(folder.iterdir()) == first


def test_what_is_not_public_does_not_leave(town: Town) -> None:
    one = Occupancy.objects.of(town).filter(name="Boutique 20").update(audience="town")
    assert one
    make(town)
    text = fetched(town, "locaux", "csv").decode()
    assert "Boutique 20;" not in text and "Boutique 21;" in text


def test_openings_have_one_row_each(town: Town) -> None:
    make(town)
    text = fetched(town, "ouvertures-fermetures", "csv").decode()
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {row["nature"] for row in rows} == {"fermeture"} and len(rows) == 6


def test_a_formula_stays_a_name(town: Town) -> None:
    Occupancy.objects.of(town).filter(name="Boutique 20").update(name='=HYPERLINK("http://x")')
    make(town)
    assert "'=HYPERLINK" in fetched(town, "locaux", "csv").decode()


def test_figures_that_cannot_be_told_have_no_value(town: Town) -> None:
    make(town)
    text = fetched(town, "chiffres", "csv").decode()
    rows = [
        row
        for row in csv.DictReader(io.StringIO(text), delimiter=";")
        if row["indicateur"] == "vacancy_rate" and not row["perimetre"]
    ]
    assert [(row["verdict"], row["valeur"]) for row in rows] == [
        ("impossible à dire", ""),
        ("valeur", "0.2"),
    ]


def test_page_before_and_after(town: Town) -> None:
    path = f"/{town.slug}/donnees-ouvertes/"
    assert "Rien n’est encore prêt" in Client().get(path).content.decode()
    assert Client().get(f"{path}locaux.csv").status_code == 404
    make(town)
    Client().get(path)
    with CaptureQueriesContext(connection) as caught:
        answer = Client().get(path)
    assert len(caught) <= 10
    assert "locaux.parquet" in answer.content.decode() and not answer.cookies


def test_schema_names_every_column(town: Town) -> None:
    for one in SETS:
        told = Client().get(f"/{town.slug}/donnees-ouvertes/{one.key}.schema.json").json()
        assert [field["name"] for field in told["fields"]] == [field.name for field in one.fields]
        assert all(field["description"] for field in told["fields"])


def test_a_source_without_a_licence_is_told(town: Town) -> None:
    Source.objects.of(town).filter(as_of=towns.SECOND).update(licence="")
    make(town)
    text = Client().get(f"/{town.slug}/donnees-ouvertes/catalogue.ttl").content.decode()
    assert "Licence non précisée par" in text and "dct:license" not in text


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (["ODbL-1.0", "Licence Ouverte 2.0"], "ODbL 1.0"),
        (["Licence Ouverte 2.0", "CC0 1.0"], "Licence Ouverte 2.0"),
        (["CC BY 4.0"], "CC BY 4.0"),
        (["CC BY-SA 4.0"], None),
        (["ODbL-1.0", ""], None),
        ([], None),
    ],
)
def test_licence_of_several_sources(said: list[str], name: str | None) -> None:
    found = licence_of(said)
    assert (found and found.name) == name
