"""Where and when a figure is read: what names it, and the page that explains it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.http import HttpRequest

from beffroi.observatory.rules.figures import Figure
from beffroi.portal.api.answers import absolute
from beffroi.territory.models import Perimeter, Town


class Looked(NamedTuple):
    """Where and when a figure is read; `known_on` None: with what is known today."""

    town: Town
    place: Perimeter | None
    day: dt.date | None
    known_on: dt.date | None

    def evidence(self, figure: Figure, *, of_register: bool) -> str:
        """Names a figure and all it rests on."""
        where = "register" if of_register else (self.place.key if self.place else "whole")
        known = f"/known-{self.known_on}" if self.known_on and not of_register else ""
        version = f"v{self.town.data_version}"
        return f"{self.town.insee_code}/{where}/{self.day}/{figure.formula_id}{known}/{version}"

    def page(self, request: HttpRequest, slug: str, *, of_register: bool) -> str:
        """The page that explains this very figure."""
        asked = {
            "date": self.day,
            "perimetre": self.place.slug if self.place else None,
            "connu": self.known_on,
            "source": "registre" if of_register else None,
        }
        return absolute(request, "indicator", self.town.slug, slug, **asked)
