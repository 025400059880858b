"""The catalogue of a town's open data in the words of DCAT-AP 3 (SEMIC)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from beffroi.observatory.rules.opendata.graph import Iri, Node, Text
from beffroi.observatory.rules.opendata.licences import Licence

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "dcatap": "http://data.europa.eu/r5r/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority/"
MEDIA = "https://www.iana.org/assignments/media-types/"
THEMES = (EU + "data-theme/ECON", EU + "data-theme/REGI")
FRENCH = Iri(EU + "language/FRA")
SOMETIMES = Iri(EU + "frequency/IRREG")
OPEN = Iri(EU + "access-right/PUBLIC")
TAXONOMY = Iri(EU + "data-theme")
STABLE = Iri(EU + "planned-availability/STABLE")
LOCAL = Iri("http://purl.org/adms/publishertype/LocalAuthority")


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file as the catalogue names it."""

    label: str
    address: str
    media: str
    file_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class SharedSet:
    """A set as the catalogue names it."""

    address: str  # names it for good
    page: str
    identifier: str
    title: str
    about: str
    method: str
    keywords: Sequence[str]
    day: dt.date
    schema: str
    licence: Licence | None
    rights: str
    bounds: tuple[float, ...] | None
    files: Sequence[SharedFile]


@dataclass(frozen=True, slots=True)
class Shared:
    """A town's catalogue."""

    address: str
    page: str
    title: str
    about: str
    publisher: str
    town_page: str
    spatial: str  # an address that names the commune, empty for one that is made up
    made_on: dt.date
    service: str  # where the read API answers for this town
    service_words: str  # and where it is described, for programs
    sets: Sequence[SharedSet]


def french(text: str) -> Text:
    """A text of ours."""
    return Text(text, language="fr")


def day(on: dt.date) -> Text:
    """A day."""
    return Text(on.isoformat(), type="xsd:date")


def catalogue(shared: Shared) -> list[Node]:
    """Catalogue, publisher, sets and files as a graph."""
    publisher = f"{shared.town_page}#observatoire"
    said = [
        ("dct:title", french(shared.title)),
        ("dct:description", french(shared.about)),
        ("dct:publisher", Iri(publisher)),
        ("dct:language", FRENCH),
        ("dct:modified", day(shared.made_on)),
        ("foaf:homepage", Iri(shared.page)),
        ("dcat:themeTaxonomy", TAXONOMY),
        *([("dct:spatial", Iri(shared.spatial))] if shared.spatial else []),
        ("dcat:service", Iri(f"{shared.page}#api")),
        *(("dcat:dataset", Iri(one.address)) for one in shared.sets),
    ]
    nodes = [Node("dcat:Catalog", said, shared.address)]
    nodes += [_publisher(shared, publisher), _service(shared, publisher)]
    for one in shared.sets:
        nodes.append(_set(shared, one, publisher))
        nodes.extend(_file(one, file) for file in one.files)
    return nodes


def _publisher(shared: Shared, address: str) -> Node:
    named = [("foaf:name", french(shared.publisher)), ("foaf:homepage", Iri(shared.town_page))]
    return Node("foaf:Agent", [*named, ("dct:type", LOCAL)], address)


def _service(shared: Shared, publisher: str) -> Node:
    """The read API, which gives the same rows and the observatory as one document."""
    said = [
        ("dct:title", french("API de lecture de l’observatoire")),
        ("dct:publisher", Iri(publisher)),
        ("dct:accessRights", OPEN),
        ("dcat:endpointURL", Iri(shared.service)),
        ("dcat:endpointDescription", Iri(shared.service_words)),
        *(("dcat:servesDataset", Iri(one.address)) for one in shared.sets),
    ]
    return Node("dcat:DataService", said, f"{shared.page}#api")


def _contact(shared: Shared) -> Node:
    """Whom to ask: the page of the town, where people are named by role, never by an address."""
    told = [("vcard:fn", french(shared.publisher)), ("vcard:hasURL", Iri(shared.town_page))]
    return Node("vcard:Kind", told)


def _set(shared: Shared, one: SharedSet, publisher: str) -> Node:
    return Node(
        "dcat:Dataset",
        [
            ("dct:title", french(one.title)),
            ("dct:description", french(one.about)),
            ("dct:identifier", Text(one.identifier)),
            ("dct:publisher", Iri(publisher)),
            ("dcat:contactPoint", _contact(shared)),
            ("dct:language", FRENCH),
            ("dct:modified", day(one.day)),
            ("dct:accrualPeriodicity", SOMETIMES),
            ("dct:accessRights", OPEN),
            ("dct:conformsTo", Node("dct:Standard", (), one.schema)),
            ("dct:provenance", Node("dct:ProvenanceStatement", [("dct:description", french(one.method))])),
            ("dcat:landingPage", Node("foaf:Document", (), one.page)),
            *(("dcat:keyword", french(word)) for word in one.keywords),
            *(("dcat:theme", Iri(theme)) for theme in THEMES),
            *_where(shared, one),
            *(("dcat:distribution", Iri(file.address)) for file in one.files),
        ],
        one.address,
    )  # fmt: skip


def _where(shared: Shared, one: SharedSet) -> list[tuple[str, Node | Iri]]:
    found: list[tuple[str, Node | Iri]] = []
    if shared.spatial:
        found.append(("dct:spatial", Iri(shared.spatial)))
    if one.bounds:
        west, south, east, north = one.bounds
        ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
        box = Text(f"POLYGON(({ring}))", type="geo:wktLiteral")
        found.append(("dct:spatial", Node("dct:Location", [("dcat:bbox", box)])))
    return found


def _file(one: SharedSet, file: SharedFile) -> Node:
    checksum = [
        ("spdx:algorithm", Iri(PREFIXES["spdx"] + "checksumAlgorithm_sha256")),
        ("spdx:checksumValue", Text(file.sha256, type="xsd:hexBinary")),
    ]
    said = [
        ("dct:title", french(f"{one.title} ({file.label})")),
        ("dct:description", french(one.about)),
        ("dcat:accessURL", Iri(one.page)),
        ("dcatap:availability", STABLE),
        ("dcat:downloadURL", Iri(file.address)),
        ("dcat:mediaType", Iri(MEDIA + file.media)),
        ("dct:format", Iri(f"{EU}file-type/{file.file_type}")),
        ("dcat:byteSize", Text(str(file.size), type="xsd:nonNegativeInteger")),
        ("dct:modified", day(one.day)),
        ("spdx:checksum", Node("spdx:Checksum", checksum)),
    ]
    if one.licence:
        said.append(("dct:license", Iri(one.licence.authority)))
    if one.rights:
        rights = [("dct:description", french(one.rights))]
        said.append(("dct:rights", Node("dct:RightsStatement", rights)))
    return Node("dcat:Distribution", said, file.address)
