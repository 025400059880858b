"""How a town shows itself, and which paths and domains are whose."""

from __future__ import annotations

import time
from typing import Any

from beffroi.territory.models import FormerPath, Town, TownArms, TownDomain

KEPT = 30.0  # seconds


def arms_of(town: Town) -> TownArms | None:
    """The arms of a town, None when it has none."""
    return TownArms.objects.of(town).first() if town.has_arms else None


def path_taken(slug: str, *, but: Town | None = None) -> bool:
    """Whether a path is, or ever was, another town's."""
    towns, former = Town.objects.filter(slug=slug), FormerPath.objects.across_towns()
    former = former.filter(slug=slug)
    if but is not None:
        towns, former = towns.exclude(pk=but.pk), former.exclude(town=but)
    return towns.exists() or former.exists()


def domains_of(town: Town) -> Any:
    """The domains that show this town."""
    return TownDomain.objects.of(town)


_known: list[tuple[float, dict[str, str]]] = []  # when it was read, and what was


def hosts() -> dict[str, str]:
    """Declared domain → path of its town; read every half minute at most, by each process.

    A stranger who invents host names costs no query.
    """
    now = time.monotonic()
    if not _known or now - _known[0][0] > KEPT:
        rows = TownDomain.objects.across_towns().values_list("host", "town__slug")
        _known[:] = [(now, dict(rows))]
    return _known[0][1]


def forget_hosts() -> None:
    """Read the declared domains again at the next request of this process."""
    _known.clear()
