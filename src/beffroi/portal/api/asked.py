"""What a call asks for beside its path: a box, a day, what was known then; refused in words."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query

from beffroi.kernel.period import end_of
from beffroi.portal.api.problems import Problem
from beffroi.territory.reads import Box

MOST = 500
_NUMBER = r"-?[0-9]{1,3}(\.[0-9]{1,12})?"
BOX = f"^{_NUMBER}(,{_NUMBER}){{3}}$"

Code = Annotated[str, Path(pattern=r"^[0-9][0-9AB][0-9]{3}$", description="Code INSEE")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Éléments par page")]
PerimeterSlug = Annotated[str | None, Query(max_length=80, pattern=r"^[-a-z0-9_]+$")]
Day = Annotated[
    dt.date | None, Query(description="Le jour dont on parle ; le dernier relevé sinon")
]
KnownOn = Annotated[
    dt.date | None,
    Query(description="Avec ce que l’on savait au soir de ce jour ; aujourd’hui sinon"),
]
Bbox = Annotated[
    str | None,
    Query(
        description="Ouest, sud, est, nord, en degrés WGS 84 : ce qui touche cette boîte",
        example="-2.09,47.64,-2.07,47.66",
    ),
]


def box_of(written: str | None) -> Box | None:
    """The box asked for (west, south, east, north in degrees), None when none was."""
    if written is None:
        return None
    title = _("« bbox » ne se lit pas : il faut quatre nombres, ouest, sud, est, nord, en degrés.")
    if re.fullmatch(BOX, written) is None:
        raise _not_read(title)
    west, south, east, north = (float(number) for number in written.split(","))
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise _not_read(_("« bbox » n’est pas dans l’ordre ouest, sud, est, nord, en degrés."))
    return west, south, east, north


def _not_read(title: str) -> Problem:
    return Problem(422, title, _("Écrivez par exemple bbox=-2.09,47.64,-2.07,47.66."), "bbox")


def known_by(day: dt.date | None) -> dt.datetime | None:
    """The instant up to which knowledge counts; None: now, which no later day adds to."""
    return end_of(day) if day and day < timezone.localdate() else None
