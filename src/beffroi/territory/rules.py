"""GeoJSON as the database gives it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def as_stored(geometry: Any) -> Any:
    """Tuples become lists, as the database gives them back: else every reading is a redrawing."""
    if isinstance(geometry, Mapping):
        return {key: as_stored(value) for key, value in geometry.items()}
    if isinstance(geometry, list | tuple):
        return [as_stored(part) for part in geometry]
    return geometry
