"""Shapes as values; rights as values."""

from beffroi.territory.rules.shapes import as_stored, bounds_of, touch

__all__ = ["as_stored", "bounds_of", "touch"]
