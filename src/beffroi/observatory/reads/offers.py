"""What higher contexts offer to do with findings: a registry of ours that they fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from beffroi.observatory.models import Diagnosis


@dataclass(frozen=True, slots=True)
class Offer:
    """A page where something is done with a finding; `done`: it was, and this is where it lies."""

    label: str
    href: str
    done: bool = False


# (diagnosis, person) → offers by the key of the finding
OfferTeller = Callable[[Diagnosis, Any], Mapping[str, Sequence[Offer]]]
_tellers: list[OfferTeller] = []


def tell_offers(teller: OfferTeller) -> None:
    """Say what may be done with findings; called once, in `AppConfig.ready()`."""
    if teller not in _tellers:
        _tellers.append(teller)


def offers_on(diagnosis: Diagnosis, person: Any) -> dict[str, list[Offer]]:
    """Every offer, by the key of the finding."""
    found: dict[str, list[Offer]] = {}
    for teller in _tellers:
        for key, offers in teller(diagnosis, person).items():
            found.setdefault(key, []).extend(offers)
    return found
