"""Under which licence a set made of several sources may leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LICENCES = "http://publications.europa.eu/resource/authority/licence/"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as people and catalogues name it; `address` its text."""

    name: str
    address: str
    authority: str  # of the European Union's table
    shares_alike: bool = False


ODBL = Licence(
    "ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/", LICENCES + "ODC_BL", True
)
ETALAB = Licence(
    "Licence Ouverte 2.0",
    "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    LICENCES + "ETALAB_2_0",
)
CC_BY = Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", LICENCES + "CC_BY_4_0")
CC0 = Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", LICENCES + "CC0")
SAID = {
    "odbl": ODBL,
    "licenceouverte": ETALAB,
    "etalab": ETALAB,
    "ccby": CC_BY,
    "cc0": CC0,
}


def licence_of(said: Iterable[str]) -> Licence | None:
    """The licence of what several sources made, None when one of them says none that we know.

    A licence that is to be shared alike holds for the whole.
    """
    known = [_known(text) for text in said]
    if not known or None in known:
        return None
    found = [licence for licence in known if licence is not None]
    alike = [licence for licence in found if licence.shares_alike]
    if alike:
        return alike[0]
    asks = [licence for licence in found if licence is not CC0]
    return (asks or found)[0]


def _known(text: str) -> Licence | None:
    plain = "".join(letter for letter in text.casefold() if letter.isalnum())
    if "ccbysa" in plain or "ccbync" in plain:
        return None  # neither of these lets the rest leave with it
    return next((licence for word, licence in SAID.items() if plain.startswith(word)), None)
