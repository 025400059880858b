"""Doors of the fictional town as its surveyors and its notices tell them."""

from __future__ import annotations

from dataclasses import dataclass

from beffroi.portal.demo.fictional.values import FictionalTown, Observation
from beffroi.portal.demo.fictional.values import Premises as Door
from beffroi.sources.records import PremisesSeen


@dataclass(frozen=True)
class Words:
    """What a surveyor's notes mean: networks by sign, families by activity."""

    networks: dict[str, str]
    families: dict[str, str]
    hours: dict[tuple[str, str], str]  # posted on the door, by door and sign

    @classmethod
    def of(cls, made: FictionalTown) -> Words:
        return cls(
            {network.name: network.slug for network in made.networks},
            {row.activity: row.family for row in made.occupancies},
            {(row.premises, row.sign): row.opening_hours for row in made.occupancies},
        )


def seen_by_surveyor(seen: Observation, door: Door, words: Words) -> PremisesSeen:
    """What the surveyor wrote, as any source would tell it."""
    return PremisesSeen(
        ref=door.ref,
        lon=door.lon,
        lat=door.lat,
        state=seen.state,
        name=seen.sign,
        network_ref=words.networks.get(seen.sign, ""),
        activity=seen.activity,
        family=words.families.get(seen.activity, ""),
        house_number=door.house_number,
        street_name=door.street,
        footprint=door.footprint,
        building_ref=door.building_ref,
        frontage_m=door.frontage_m,
        opening_hours=words.hours.get((door.ref, seen.sign), ""),
    )


def seen_at_the_edge(made: FictionalTown) -> list[PremisesSeen]:
    """The doors of the new store at the edge, on the day it opened."""
    doors = {door.ref: door for door in made.premises if door.zone == "edge"}
    shops = {row.premises: row for row in made.occupancies if row.premises in doors}
    return [
        PremisesSeen(
            ref=ref,
            lon=door.lon,
            lat=door.lat,
            state="occupied",
            name=shops[ref].sign,
            activity=shops[ref].activity,
            family=shops[ref].family,
            footprint=door.footprint,
            house_number=door.house_number,
            street_name=door.street,
            frontage_m=door.frontage_m,
        )
        for ref, door in doors.items()
        if ref in shops
    ]
