"""What a note tells of a cell, given what was known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from beffroi.premises.rules.rounds.effective import Noted
from beffroi.premises.rules.rounds.notes import GONE
from beffroi.premises.rules.timeline import Occupant, Situation
from beffroi.sources.records import PremisesSeen

TRADING = frozenset({"occupied", "seasonal_closed", "works_with_taker"})
NOBODY = Occupant()


def sighting(
    note: Noted, before: Situation | None, ref: str, families: Mapping[str, str]
) -> PremisesSeen | None:
    """The note as a sighting of the door `ref`; None when it says nothing of a door nobody knew.

    What a note leaves unsaid stays as it was: an unchanged door keeps its occupant, a changed one
    what is not written of it. `families`: activity → family of trades.
    """
    lon, lat = note.at or (0.0, 0.0)
    if note.kind == GONE:
        return PremisesSeen(ref, lon, lat, "demolished_merged")
    if not note.said.get("state") and not (before and before.state):
        return None
    return said_of(note.said, before, ref, families, (lon, lat))


def said_of(
    said: Mapping[str, Any],
    before: Situation | None,
    ref: str,
    families: Mapping[str, str],
    at: tuple[float, float] = (0.0, 0.0),
) -> PremisesSeen:
    """What was said of a door as its sighting; what is left unsaid stays as it was."""
    state = str(said.get("state") or (before.state if before else ""))
    if state not in TRADING:
        return PremisesSeen(ref, *at, state)
    kept = (before.occupant if before else None) or NOBODY
    who = _occupant(said, kept, families)
    return PremisesSeen(
        ref, *at, state, name=who.name, sign=str(said.get("sign", "")),
        network_ref=who.network_ref, activity=who.activity, family=who.family,
        trade_tag=who.trade_tag, low_flow=who.low_flow, personal_service=who.personal_service,
    )  # fmt: skip


def _occupant(said: Mapping[str, Any], kept: Occupant, families: Mapping[str, str]) -> Occupant:
    """A new name is a new occupant, of whom only what was said is known; else the words said."""
    name = str(said.get("name") or said.get("sign") or kept.name)
    activity = str(said.get("activity") or "")
    if name.casefold() != kept.name.casefold():
        kept = NOBODY
    if not activity or activity == kept.activity:
        return replace(kept, name=name)
    return Occupant(
        name=name,
        activity=activity,
        family=families.get(activity, ""),
        network_ref=kept.network_ref,
    )


def remark(said: Mapping[str, Any]) -> str:
    """What an observation keeps beside its state: the days of a seasonal closing, the comment."""
    season = said.get("seasonal")
    days = f"{season['from']} → {season['to']}" if season else ""
    return " · ".join(part for part in (days, str(said.get("comment", ""))) if part)[:300]
