"""What catalogue and page say of a town's open data, with whole addresses. Files are in French."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation

from beffroi.observatory.reads import opendata
from beffroi.observatory.reads.opendata import Behind, MadeSet
from beffroi.observatory.rules.opendata import SETS, DataSet
from beffroi.observatory.rules.opendata.dcat import Shared, SharedFile, SharedSet
from beffroi.territory.models import Town
from beffroi.ui.formats import FORMATS, Format

API = "/api/v1/"
COMMUNE = "http://id.insee.fr/geo/commune/"


def kind_of(ending: str) -> Format | None:
    """The format of a file's ending."""
    return next((one for one in FORMATS if one.key == ending), None)


def shared_of(request: HttpRequest, town: Town) -> Shared:
    """The catalogue of a town; without a set as long as nothing was made."""
    with translation.override("fr"):  # the catalogue has one address and one text
        made = opendata.made(town)
        page = request.build_absolute_uri(reverse("open_data", args=[town.slug]))
        sets = [
            _set(request, town, page, one, found)
            for one in SETS
            if made and (found := made.set(one.key))
        ]
        simulated = " Ville fictive : toutes les données sont simulées."
        about = f"Ce que chacun peut voir du commerce de {town.name}, et ce qui en est compté."
        return Shared(
            address=f"{page}#catalogue",
            page=page,
            title=f"Données ouvertes de l’observatoire du commerce de {town.name}",
            about=about + simulated * town.is_fictional,
            publisher=f"Observatoire du commerce de {town.name}",
            town_page=request.build_absolute_uri(reverse("town", args=[town.slug])),
            spatial="" if town.is_fictional else f"{COMMUNE}{town.insee_code}",
            made_on=made.made_on if made else timezone.localdate(),
            service=request.build_absolute_uri(f"{API}towns/{town.insee_code}"),
            service_words=request.build_absolute_uri(f"{API}openapi.json"),
            sets=sets,
        )


Address = Callable[..., str]


def _set(request: HttpRequest, town: Town, page: str, one: DataSet, made: MadeSet) -> SharedSet:
    told = opendata.behind(town, one.key)

    def address(route: str, *parts: str) -> str:
        return request.build_absolute_uri(reverse(route, args=[town.slug, *parts]))

    return SharedSet(
        address=f"{page}#{one.key}",
        page=page,
        identifier=f"{town.insee_code}/{one.key}",
        title=f"{one.title} · {town.name}",
        about=str(one.about),
        method=str(one.method),
        keywords=one.keywords,
        day=made.day,
        schema=address("open_data_schema", one.key),
        licence=told.licence,
        rights=rights_of(told),
        bounds=made.bounds,
        files=_files(made, address),
    )


def _files(made: MadeSet, address: Address) -> list[SharedFile]:
    return [
        SharedFile(
            kind.label,
            address("open_data_file", made.key, kind.key),
            kind.media,
            kind.file_type,
            file.sha256,
            file.size,
        )
        for kind in FORMATS
        if (file := made.file(kind.key))
    ]


def rights_of(told: Behind) -> str:
    """Who must be named, and which source says no licence."""
    parts = []
    if told.mentions:
        parts.append(f"Mention à porter : {' ; '.join(told.mentions)}.")
    if told.unsaid:
        parts.append(f"Licence non précisée par : {' ; '.join(told.unsaid)}.")
    return " ".join(parts)
