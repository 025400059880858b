"""What can be said of premises without a database: timelines here, rounds in their own package."""

from beffroi.premises.rules.timeline import (
    Occupant,
    Segment,
    Situation,
    occupants_of,
    states_of,
    timeline,
)

__all__ = ["Occupant", "Segment", "Situation", "occupants_of", "states_of", "timeline"]
