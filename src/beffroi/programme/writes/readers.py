"""Who is told of an agreement on a morning; where it is not morning yet, nobody."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from beffroi.accounts.models import Person
from beffroi.programme.models import Agreement
from beffroi.programme.reads.people import people_of
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


class Readers:
    """People of agreements and towns on a day, each looked for once; of one clock, or of all."""

    def __init__(self, on: dt.date, zone: ZoneInfo | None = None) -> None:
        self.on, self.zone = on, zone
        self._known: dict[int, list[Person]] = {}

    def of(self, row: Agreement) -> list[Person]:
        """The people of its town, or above towns those who act for its parties."""
        if not territory.keeps(self.zone, row.town):
            return []
        if row.pk not in self._known:
            self._known[row.pk] = people_of(row, self.on)
        return self._known[row.pk]

    def team(self, town: Town) -> list[Person]:
        """The people who act for a town."""
        return list(territory.team_of(town, self.on)) if territory.keeps(self.zone, town) else []
