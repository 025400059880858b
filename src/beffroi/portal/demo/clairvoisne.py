"""The fictional town: an invented plan, ten years of simulated rounds, told as rounds are told."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.merchants.writes import record_networks
from beffroi.portal.demo import fictional
from beffroi.portal.demo.clairvoisne_doors import Words, seen_at_the_edge, seen_by_surveyor
from beffroi.portal.demo.fictional.values import FictionalTown, Observation, Round
from beffroi.portal.demo.fictional.values import Premises as Door
from beffroi.premises import writes as premises
from beffroi.sources.records import SourceFacts
from beffroi.territory import writes as territory
from beffroi.territory.models import Perimeter, Source, Town
from beffroi.territory.writes import as_stored

SCHEME = "simulated"
KINDS = {kind.value for kind in Perimeter.Kind}


def load_clairvoisne() -> Town:
    """Open the invented town and tell its rounds one after the other; again changes nothing."""
    made = fictional.build()
    year = max(made.population)
    town = territory.open_town(
        insee_code=made.code,
        name=made.name,
        by=None,
        is_fictional=True,
        population=made.population[year],
        population_year=year,
        lon=made.premises[0].lon,
        lat=made.premises[0].lat,
    )
    territory.store_streets(town=town, streets=made.streets)
    territory.store_ground(town=town, ground=made.ground)
    for network in made.networks:
        record_networks({network.slug: network.name}, kind=network.kind, is_fictional=True)
    centre = _draw_perimeters(town, made)
    _tell_rounds(town, made, centre)
    _tell_edge(town, made)
    premises.place_on_streets(
        town=town, noted={door.ref: door.street for door in made.premises}, scheme=SCHEME
    )
    _settle(town, made)
    return town


def _settle(town: Town, made: FictionalTown) -> None:
    """What follows once every door is known."""
    for drawn in Perimeter.objects.of(town):
        premises.place_within(town=town, perimeter=drawn)
    _link_parents(town, made)
    territory.renew_statistics()


def _tell_rounds(town: Town, made: FictionalTown, centre: Perimeter) -> None:
    """Each round as it was published, then the corrections on the day they were made."""
    doors, words = {door.ref: door for door in made.premises}, Words.of(made)
    by_round: dict[str, list[Observation]] = defaultdict(list)
    for seen in made.observations:
        by_round[seen.round].append(seen)
    for walked in made.rounds:
        source = _source(town, made, walked)
        if source.rounds.exists():
            continue  # told already
        first = [seen for seen in by_round[walked.ref] if not seen.corrects]
        _observe(town, source, walked, first, doors, words, centre, known=walked.published_on)
        for seen in by_round[walked.ref]:
            if seen.corrects:
                premises.observe_again(
                    town=town,
                    source=source,
                    scheme=SCHEME,
                    on=_day(walked),
                    seen=[seen_by_surveyor(seen, doors[seen.premises], words)],
                    known_at=_midnight(seen.recorded_from),
                )


def _day(walked: Round) -> dt.date:
    """The last day of the walk: what the round says is said of that day."""
    return walked.end - dt.timedelta(days=1)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _source(town: Town, made: FictionalTown, walked: Round) -> Source:
    facts = SourceFacts("survey", as_of=_day(walked), attribution=made.facts.attribution)
    return territory.add_source(town=town, facts=facts, label=walked.name, is_simulated=True)


def _observe(
    town: Town,
    source: Source,
    walked: Round,
    seen: list[Observation],
    doors: dict[str, Door],
    words: Words,
    centre: Perimeter,
    *,
    known: dt.date,
) -> None:
    missed = ", ".join(walked.missed_streets)
    held = premises.store_round(
        town=town,
        source=source,
        perimeter=centre,
        name=walked.name,
        started_on=walked.start,
        ended_on=_day(walked),
        completeness=Decimal(walked.seen) / Decimal(walked.planned),
        note=_("Rue non parcourue : %(street)s.") % {"street": missed} if missed else "",
    )
    premises.observe(
        town=town,
        source=source,
        scheme=SCHEME,
        round=held,
        on=_day(walked),
        seen=[seen_by_surveyor(one, doors[one.premises], words) for one in seen],
        known_at=_midnight(known),
    )


def _tell_edge(town: Town, made: FictionalTown) -> None:
    """The new store at the edge, noted on the day it opened, outside every round."""
    opening = next(event for event in made.events if event.kind == "edge_store")
    facts = SourceFacts("notice", as_of=opening.on, attribution=made.facts.attribution)
    source = territory.add_source(town=town, facts=facts, label=opening.title, is_simulated=True)
    premises.observe(
        town=town,
        source=source,
        scheme=SCHEME,
        seen=seen_at_the_edge(made),
        on=opening.on,
        partial=True,
    )


def _draw_perimeters(town: Town, made: FictionalTown) -> Perimeter:
    """Draw every perimeter; the centre, which the rounds walk, is shown first and returned."""
    for drawn in sorted(made.perimeters, key=lambda drawn: drawn.kind == "town_centre"):
        row = territory.add_perimeter(
            town=town,
            kind=drawn.kind if drawn.kind in KINDS else Perimeter.Kind.CUSTOM,
            name=drawn.name,
            geometry=as_stored(drawn.geometry),
            by=None,
            is_default=drawn.kind == "town_centre",
            valid_from=drawn.valid_from,
        )
    return row


def _link_parents(town: Town, made: FictionalTown) -> None:
    """Merges and splits: the new door leads back to those it comes from."""
    for door in made.premises:
        for parent in door.parents:
            premises.record_lineage(
                town=town,
                scheme=SCHEME,
                parent=parent,
                child=door.ref,
                happened_on=door.existing_from or dt.date.min,
                split=len(door.parents) == 1,
            )
