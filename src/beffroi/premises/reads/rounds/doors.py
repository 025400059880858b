"""The doors of a round as they are known on a day, in the order of the walk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from beffroi.premises.models import SurveyRound
from beffroi.premises.reads.asof import rows
from beffroi.premises.rules.rounds.sights import doubt_sentence


@dataclass(frozen=True, slots=True)
class Door:
    """One stop of a round, with what was known of it before anybody walked."""

    premises_id: int
    public_id: str
    rank: int
    street_id: int | None
    street_slug: str
    street_name: str
    house_number: str
    side: str
    along_m: float | None
    lon: float
    lat: float
    state: str  # "" when nobody knows
    name: str
    sign: str
    activity: str
    family: str
    seen_on: dt.date | None
    doubt: str  # a sentence, "" when nothing is doubtful


# One open state and occupancy a door and day; the last sight is one look-up in an index a door.
DOORS = """
SELECT p.id, p.public_id, r.rank, t.id, coalesce(t.slug, ''), coalesce(t.name, ''),
  p.house_number, p.side, p.along_m, p.lon, p.lat, coalesce(s.kind, ''), coalesce(o.name, ''),
  coalesce(n.name, ''), coalesce(o.activity, ''), coalesce(o.family, ''), seen.seen_on,
  p.street_doubtful
FROM premises_roundstop r
JOIN premises_premises p ON p.id = r.premises_id
LEFT JOIN territory_street t ON t.id = r.street_id
LEFT JOIN premises_premisesstate s ON s.premises_id = p.id
  AND s.valid @> %(on)s::date AND upper_inf(s.recorded)
LEFT JOIN premises_occupancy o ON o.premises_id = p.id
  AND o.valid @> %(on)s::date AND upper_inf(o.recorded)
LEFT JOIN merchants_network n ON n.id = o.network_id
LEFT JOIN LATERAL (
  SELECT max(seen_on) AS seen_on FROM premises_observation b
  WHERE b.premises_id = p.id AND b.state <> 'not_seen'
) seen ON true
WHERE r.round_id = %(round)s
ORDER BY r.rank, p.id
"""


def doors_of(round: SurveyRound, on: dt.date) -> list[Door]:
    """The stops of a round as known today for this day. One query."""
    found = rows(DOORS, {"round": round.pk, "on": on})
    return [Door(*(*row[:-1], doubt_sentence(row[-2], row[-1], on))) for row in found]
