"""What stands behind a set: its sources, the licence they leave, who must be named."""

from __future__ import annotations

from dataclasses import dataclass

from beffroi.kernel.wording import stored
from beffroi.observatory.rules.opendata import Licence, licence_of
from beffroi.territory import reads as territory
from beffroi.territory.models import Source, Town

FOOTFALL = "footfall"
WORDS = "nomenclature"
REGISTER = "sirene"  # no row of any set comes from the register


@dataclass(frozen=True, slots=True)
class Behind:
    """Sources of a set; `licence` None when one of them says none."""

    sources: tuple[Source, ...]
    licence: Licence | None
    unsaid: tuple[str, ...]  # labels of the sources without a licence

    @property
    def mentions(self) -> list[str]:
        """Who must be named."""
        return sorted({stored(one.attribution) for one in self.sources if one.attribution})

    @property
    def simulated(self) -> bool:
        """Whether any of it is made up."""
        return any(one.is_simulated for one in self.sources)


def behind(town: Town, key: str) -> Behind:
    """The live sources of a set, newest first. One query; a town's own words come from no source."""
    if key == WORDS:
        return Behind((), None, ())
    counted = key == "frequentation"
    live = [
        one
        for one in territory.live_sources(town)
        if not one.kind.startswith(REGISTER) and (one.kind == FOOTFALL) == counted
    ]
    unsaid = tuple(dict.fromkeys(stored(one.label) for one in live if not one.licence))
    return Behind(tuple(live), licence_of([one.licence for one in live]), unsaid)
