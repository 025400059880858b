"""A visit to a door: whom one met there, and what may be written of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

SAID_MOST, STEP_MOST = 500, 160  # characters: a few sentences, one line


class Met(StrEnum):
    """Whom one met, as a kind: a visit names nobody."""

    NOBODY = "nobody"
    OWNER = "owner"
    AGENT = "agent"
    LEAVING = "leaving"
    MERCHANT = "merchant"
    NEIGHBOUR = "neighbour"


MET_NAMES: dict[str, Any] = {
    Met.NOBODY: _("personne"),
    Met.OWNER: _("le propriétaire"),
    Met.AGENT: _("une agence ou un notaire"),
    Met.LEAVING: _("le commerçant qui part"),
    Met.MERCHANT: _("le commerçant en place"),
    Met.NEIGHBOUR: _("un voisin"),
}
METS = tuple((met.value, MET_NAMES[met]) for met in Met)
KNOWS_THE_OWNER = frozenset({Met.OWNER, Met.AGENT})


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The last visit to a door; `owner_on`: the last day its owner or their agent was met."""

    on: dt.date
    met: str
    next_step: str = ""
    next_on: dt.date | None = None
    owner_on: dt.date | None = None
