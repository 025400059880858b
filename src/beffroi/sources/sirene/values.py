"""Values of register files: missing marks, dates, SIRET, NAF codes and their nomenclature."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from stdnum.fr import siret as siret_rules

_MISSING = frozenset({"", "[ND]", "NN"})
_UNKNOWN_DATE = "1900-01-01"  # the register writes it where the date was never declared
_NAF_WITHOUT_DOT = re.compile(r"^(\d\d)(\d{1,2}[A-Z]?)$")
_REV2 = re.compile(r"^\d\d\.\d\d[A-Z]$")
_REV1 = re.compile(r"^\d\d\.\d[A-Z]$")
_NAP = re.compile(r"^\d\d\.\d\d$")
_REV1_SINCE = dt.date(2003, 1, 1)

NOMENCLATURES = frozenset({"NAFRev2", "NAFRev1", "NAF1993", "NAP", "NAF2025"})


def plain(value: str | None) -> str:
    """The value, or "" for each of the register's ways to write that there is none."""
    if value is None:
        return ""
    value = value.strip()
    return "" if value in _MISSING else value


def day(value: str | None) -> dt.date | None:
    """ISO date, None when there is none; raises `ValueError` on anything else."""
    value = plain(value)
    if not value or value == _UNKNOWN_DATE:
        return None
    return dt.date.fromisoformat(value[:10])


@lru_cache(maxsize=4096)
def siret_is_valid(siret: str) -> bool:
    """14 digits and the check sum of SIRET, La Poste's own rule included."""
    return len(siret) == 14 and siret.isdigit() and siret_rules.is_valid(siret)


def dotted(naf: str | None) -> str:
    """A NAF code with its dot: some files write 1071C for 10.71C."""
    return _dotted(plain(naf).upper())


@lru_cache(maxsize=4096)
def _dotted(naf: str) -> str:
    found = _NAF_WITHOUT_DOT.match(naf)
    return f"{found[1]}.{found[2]}" if found else naf


def nomenclature_of(naf: str, end: dt.date | None) -> str:
    """The nomenclature of a code that comes without it, by its shape and the period's end.

    NN.NNX is NAF rev. 2; NN.NX is NAF rev. 1 for periods that ran on or after 1 January 2003, and
    NAF 1993 before; NN.NN is the NAP of 1973. "" when the shape is none of these.
    """
    if _REV2.match(naf):
        return "NAFRev2"
    if _REV1.match(naf):
        return "NAFRev1" if end is None or end > _REV1_SINCE else "NAF1993"
    return "NAP" if _NAP.match(naf) else ""
