"""Who works something out of a town beforehand: each higher context enters its maker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from beffroi.territory.models import Town


@dataclass(frozen=True, slots=True)
class Maker:
    """`make(town)` gives texts by what they are of, each beginning with the maker's name and "/".

    Makers pass by `rank`: what every reader waits for first, other languages last.
    """

    name: str
    make: Callable[[Town], Mapping[str, str]]
    rank: int = 0


_makers: dict[str, Maker] = {}


def register(maker: Maker) -> None:
    """Enter a maker; the same name replaces it."""
    _makers[maker.name] = maker


def makers() -> list[Maker]:
    """In the order in which they pass."""
    return sorted(_makers.values(), key=lambda maker: (maker.rank, maker.name))
