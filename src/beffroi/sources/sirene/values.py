"""Values of register files: missing marks, dates, SIRET, NAF codes and their nomenclature."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from stdnum.fr import siret as siret_rules

_MISSING = frozenset({"", "[ND]", "NN"})
_LA_POSTE = "356000000"  # its SIRENs are sound, its SIRETs follow a rule of their own
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


def sirets_are_valid(sirets: Sequence[str]) -> list[bool]:
    """`siret_is_valid` of each; a hundred times faster where Luhn's sums decide."""
    shaped = [len(siret) == 14 and siret.isascii() and siret.isdigit() for siret in sirets]
    text = "".join(siret for siret, good in zip(sirets, shaped, strict=True) if good)
    digits = np.frombuffer(text.encode("ascii"), dtype=np.uint8).reshape(-1, 14) - ord("0")
    doubled = 2 * digits - 9 * (digits > 4)
    siret_sum = doubled[:, ::2].sum(axis=1) + digits[:, 1::2].sum(axis=1)
    siren_sum = digits[:, :9:2].sum(axis=1) + doubled[:, 1:9:2].sum(axis=1)
    sums = iter(((siret_sum % 10 == 0) & (siren_sum % 10 == 0)).tolist())
    passed = [good and next(sums) for good in shaped]
    return [
        siret_is_valid(siret) if siret.startswith(_LA_POSTE) else luhn
        for siret, luhn in zip(sirets, passed, strict=True)
    ]


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
