"""What views ask of addresses: those of `programme.links`, and the town that a path names."""

from __future__ import annotations

from beffroi.programme.links import address, of_town
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

__all__ = ["address", "of_town", "place_of"]


def place_of(town: str) -> Town | None:
    """The town of a path; None above towns. Raises 404 for a town that is not open."""
    return territory.town_or_404(town) if town else None
