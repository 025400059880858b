"""Sightings in, dated rows out: nothing published is overwritten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from beffroi.kernel.models import EvidenceNode
from beffroi.kernel.period import since
from beffroi.kernel.scoping import TownNotNamed
from beffroi.merchants.models import Shop
from beffroi.premises import reads, writes
from beffroi.premises.models import Observation, Occupancy, Premises, PremisesState
from beffroi.territory.models import Street
from tests.premises import factories as make
from tests.premises.factories import D19, D21, D23

pytestmark = pytest.mark.django_db


def states(town, **where):
    rows = PremisesState.objects.of(town).known().filter(**where).order_by("first_seen_on")
    return [(row.kind, row.valid.lower, row.valid.upper) for row in rows]


def test_first_sight_is_no_opening():
    town = make.town()
    make.observe(town, D19, make.seen("node/1"))
    assert states(town) == [("occupied", None, None)]
    assert reads.moves(town, D19, D23).openings == 0
    assert reads.moves(town, dt.date(2000, 1, 1), D23).openings == 0


def test_nothing_is_known_before_the_first_sight():
    town = make.town()
    make.observe(town, D19, make.seen("node/1"))
    assert reads.cell_list(town, D19 - dt.timedelta(days=1)) == []
    assert len(reads.cell_list(town, D19)) == 1


def test_same_file_twice_changes_nothing():
    town = make.town()
    doors = [make.seen("node/1"), make.seen("node/2", "vacant", lon=0.001)]
    first = make.observe(town, D19, *doors)
    version = town.data_version
    again = make.observe(town, D19, *doors)
    town.refresh_from_db()
    assert (first.new_premises, again.new_premises, again.changed) == (2, 0, 0)
    assert town.data_version == version
    assert PremisesState.objects.of(town).count() == 2


def test_closing_is_dated_from_the_round_that_saw_it():
    town = make.town()
    make.observe(town, D19, make.seen("node/1"))
    make.observe(town, D21, make.seen("node/1", "vacant"))
    assert states(town) == [("occupied", None, D21), ("vacant", D21, None)]
    assert reads.moves(town, D19, D21) == reads.Moves(1, 0, 1, 1)


def test_absence_is_not_a_closure():
    town = make.town()
    make.observe(town, D19, make.seen("node/1"), make.seen("node/2", lon=0.001))
    counts = make.observe(town, D21, make.seen("node/2", lon=0.001))
    assert counts.not_seen == 1
    assert [kind for kind, _, _ in states(town)] == ["occupied", "occupied"]
    missing = Observation.objects.of(town).get(state=Observation.NOT_SEEN)
    assert missing.premises.refs.get().value == "node/1"


def test_correction_keeps_what_was_published():
    town = make.town()
    source = make.source(town, D21, "survey", complete="1")
    published = timezone.now() - dt.timedelta(days=90)
    make.observe(town, D21, make.seen("a", "vacant"), source=source, known_at=published)
    writes.observe_again(
        town=town,
        source=source,
        scheme="osm",
        seen=[make.seen("a")],
        on=D21,
        known_at=published + dt.timedelta(days=30),
    )
    then = reads.cell_list(town, D21, known_on=published + dt.timedelta(days=1))
    assert [cell.state for cell in then] == ["vacant"]
    assert [cell.state for cell in reads.cell_list(town, D21)] == ["occupied"]


def test_two_states_of_one_day_are_refused_by_the_database():
    town = make.town()
    make.observe(town, D19, make.seen("node/1"))
    held = PremisesState.objects.of(town).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PremisesState.objects.create(
            premises=held.premises, kind="vacant", valid=since(None), source=held.source
        )


def test_withdrawn_source_takes_its_sightings_with_it_and_comes_back_whole():
    town, ada = make.town(), make.person()
    make.observe(town, D19, make.seen("node/1"))
    late = make.source(town, D21)
    make.observe(town, D21, make.seen("node/1", "vacant"), source=late)
    with_both = states(town)
    writes.withdraw_source(source=late, by=ada, reason="mauvaise ville")
    assert states(town) == [("occupied", None, None)]
    assert reads.known_days(town) == [D19]
    writes.restore_source(source=late, by=ada)
    assert states(town) == with_both
    assert reads.known_days(town) == [D19, D21]


def test_figures_on_a_withdrawn_source_are_to_redo_until_every_source_is_back():
    town, ada = make.town(), make.person()
    first, second = make.source(town, D19), make.source(town, D21)
    node = EvidenceNode.objects.create(
        publication_key="essai/1",
        town_key="99001",
        code="vacancy_count",
        formula_id="x.v1",
        code_version="0",
        true_on=D21,
        known_on=timezone.now(),
        figure={},
        source_keys=[first.key, second.key],
    )
    for gone in (first, second):
        writes.withdraw_source(source=gone, by=ada, reason="essai")
    writes.restore_source(source=first, by=ada)
    node.refresh_from_db()
    assert node.state == "to_redo"
    writes.restore_source(source=second, by=ada)
    node.refresh_from_db()
    assert node.state == "current"


def test_shop_record_is_joined_and_completed():
    town = make.town()
    make.observe(town, D19, make.seen("node/1", name="Au Levain", phone="02 00"))
    make.observe(town, D21, make.seen("node/1", name="Au Levain", website="https://example.org"))
    shop = Shop.objects.of(town).get()
    assert (shop.phone, shop.website) == ("02 00", "https://example.org")
    assert shop.statements.get(word="phone").said_on == D19
    assert Occupancy.objects.of(town).known().get().shop == shop


def test_a_town_must_be_named():
    with pytest.raises(TownNotNamed):
        Premises.objects.all()


def test_other_towns_stay_out():
    here, there = make.town(), make.town("99002", "Ailleurs")
    make.observe(here, D19, make.seen("node/1"))
    make.observe(there, D19, make.seen("node/1"))
    assert len(reads.cell_list(here, D19)) == len(reads.cell_list(there, D19)) == 1
    ids = {Premises.objects.of(place).get().public_id for place in (here, there)}
    assert {public_id[:5] for public_id in ids} == {"99001", "99002"}


def test_address_wins_over_geometry_and_a_correction_over_both():
    town = make.town()
    make.two_streets(town)
    make.observe(town, D19, make.seen("node/1"), make.seen("node/2", lon=0.001))
    writes.place_on_streets(town=town, noted={"node/1": "", "node/2": "R. DE L'ORME"}, scheme="osm")
    by_ref = {p.refs.get().value: p for p in Premises.objects.of(town)}
    assert by_ref["node/1"].street.name == "Rue du Four"
    assert by_ref["node/1"].street_origin == "geometry"
    assert by_ref["node/2"].street.name == "Rue de l’Orme"
    assert by_ref["node/2"].street_origin == "address"
    orme = Street.objects.of(town).get(slug="rue-de-lorme")
    writes.correct_street(premises=by_ref["node/1"], street=orme, by=make.advisor_of(town))
    writes.place_on_streets(town=town, noted={}, scheme="osm")
    by_ref["node/1"].refresh_from_db()
    assert (by_ref["node/1"].street, by_ref["node/1"].street_origin) == (orme, "corrected")


def test_a_notice_does_not_miss_the_doors_it_never_claimed_to_show():
    town = make.town()
    make.observe(town, D19, make.seen("node/1"))
    counts = make.observe(town, D21, make.seen("node/2", lon=0.001), partial=True)
    assert counts.not_seen == 0
    assert not Observation.objects.of(town).filter(state=Observation.NOT_SEEN).exists()
