"""An observatory as another one reads it: its figures, its own words, what they are in common."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema

from beffroi.observatory.reads import federation
from beffroi.portal.api.answers import absolute, fresh, named, state_of
from beffroi.portal.api.asked import Code
from beffroi.portal.api.problems import Problem

router = Router(tags=["Chiffres et sources"])


class MatchOut(Schema):
    """`common` is empty where there is no equivalent; `end` is not within."""

    common: str
    start: dt.date | None
    end: dt.date | None


class TermOut(Schema):
    """A local word; `kind` is "trade" or "state"."""

    kind: str
    code: str
    label: str
    category: str
    matches: list[MatchOut]


class ObservatoryOut(Schema):
    """What one observatory tells another; the answer is also the file to give it."""

    format: str
    protocol: int
    name: str
    code: str
    town: str
    keeper: str
    page: str
    simulated: bool
    made_on: dt.date
    common: str
    nomenclature: str
    terms: list[TermOut]
    perimeters: list[dict[str, Any]]
    sources: list[dict[str, Any]]


@router.get(
    "/towns/{code}/observatory", response=ObservatoryOut, summary="L’observatoire d’une ville"
)
def one_observatory(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Everything another installation needs to compare itself with it, as the worker wrote it last."""
    town = named(code)
    told = federation.document_kept(town)
    if told is None:
        raise Problem(
            404,
            _("L’observatoire de cette ville n’est pas encore écrit."),
            _("Il l’est dans les minutes qui suivent le premier relevé."),
        )
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    fresh(request, *state_of(town), digest)  # it may be written again for the same data
    return told | {"page": absolute(request, "indicators", town.slug)}
