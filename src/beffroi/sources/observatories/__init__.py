"""What one observatory of commerce tells another: a document with its figures and its own words."""

from beffroi.sources.observatories.reading import read_told
from beffroi.sources.observatories.records import (
    FORMAT,
    PROTOCOL,
    Told,
    ToldFigure,
    ToldMatch,
    ToldPerimeter,
    ToldRound,
    ToldSource,
    ToldTerm,
)

__all__ = [
    "FORMAT",
    "PROTOCOL",
    "Told",
    "ToldFigure",
    "ToldMatch",
    "ToldPerimeter",
    "ToldRound",
    "ToldSource",
    "ToldTerm",
    "read_told",
]
