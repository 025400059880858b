"""What OSM files do to a careless reader, each in a few elements of an invented town."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

import beffroi
from beffroi.sources import osm
from tests.sources.osm_files import Drawing

TABLE = osm.TagTable.load(Path(beffroi.__file__).parent / "countries/fr/osm_families.csv")


@pytest.fixture
def town() -> Drawing:
    return Drawing()


@pytest.fixture
def read(town, tmp_path):
    return lambda **options: osm.read(town.save(tmp_path), tags=TABLE, **options)


def codes(extract: osm.OsmExtract) -> Counter[str]:
    return Counter(fault.code for fault in extract.faults)


def only(extract: osm.OsmExtract):
    assert len(extract.premises) == 1
    return extract.premises[0]


@pytest.mark.parametrize(
    "tags",
    [
        {"shop": "vacant"},
        {"disused__shop": "clothes"},
        {"abandoned__shop": "yes"},
        {"disused__amenity": "restaurant"},
        {"vacant": "yes", "building": "retail"},
        {"shop": "bakery", "disused": "yes"},
        {"shop": "empty", "name": "À louer"},
        {"disused__shop": "yes", "amenity": "atm"},
    ],
)
def test_every_way_of_noting_an_empty_shop_is_vacant(town, read, tags):
    town.node(0, 0, **tags)
    seen = only(read())
    assert (seen.state, seen.activity, seen.family) == ("vacant", "", "")


def test_last_trade_of_an_empty_shop_is_kept(town, read):
    town.node(0, 0, disused__shop="clothes")
    assert only(read()).extra["former"] == "pret-a-porter"


@pytest.mark.parametrize(
    "tags",
    [
        {"disused__amenity": "telephone"},
        {"disused__railway": "rail"},
        {"disused__amenity": "school"},
    ],
)
def test_disused_things_that_were_no_shop_are_no_vacancy(town, read, tags):
    town.node(0, 0, **tags)
    town.node(50, 0, shop="bakery")
    assert only(read()).state == "occupied"


def test_a_new_shop_over_an_old_tag_is_occupied(town, read):
    town.node(0, 0, shop="florist", disused__shop="butcher")
    assert only(read()).activity == "fleuriste-jardinerie-animalerie"


def test_vacancy_of_nothing_known_is_doubtful_not_counted(town, read):
    town.node(0, 0, vacant="yes", building="house")
    extract = read()
    assert not extract.premises
    assert codes(extract) == {"vacancy_unclear": 1}


def test_shop_upstairs_is_out_of_the_field_and_said(town, read):
    town.node(0, 0, office="estate_agent", level="2")
    town.node(50, 0, shop="books", level="0;1")
    extract = read()
    assert only(extract).activity == "librairie"
    assert [o.reason for o in extract.outside] == ["etage"]
    assert codes(extract)["upstairs"] == 1


def test_several_values_keep_the_first_of_the_table_and_note_the_other(town, read):
    town.node(0, 0, shop="tobacco;newsagent;bakery", name="Chez Personne")
    extract = read()
    assert only(extract).activity == "boulangerie-patisserie"
    assert only(extract).extra["also"] == "tabac-presse;tabac-presse"
    assert codes(extract)["several_trades"] == 1


def test_pharmacy_and_hotel_come_before_what_they_also_sell(town, read):
    town.node(0, 0, amenity="pharmacy", shop="chemist")
    town.node(90, 0, tourism="hotel", amenity="restaurant")
    assert [p.activity for p in read().premises] == ["pharmacie", "hotel"]


def test_fuel_wins_over_the_shop_of_its_station(town, read):
    town.node(0, 0, amenity="fuel", shop="convenience")
    assert only(read()).family == "automobile"


def test_unknown_shop_is_taken_to_classify_and_told_with_its_count(town, read):
    town.node(0, 0, shop="licornes")
    town.node(90, 0, shop="licornes")
    town.node(180, 0, amenity="licornerie")
    extract = read()
    assert {p.family for p in extract.premises} == {"non_classe"}
    told = {f.value: f for f in extract.faults if f.code == "unknown_tag"}
    assert set(told) == {"shop=licornes", "amenity=licornerie"}
    assert "2 lieux" in told["shop=licornes"].sentence
    assert {f.severity for f in told.values()} == {"doubtful"}
    assert [o.reason for o in extract.outside] == ["hors-a-classer"]


def test_point_inside_the_outline_of_the_same_shop_is_one_premises(town, read):
    town.box(0, 0, 20, 20, shop="shoes", building="yes")
    town.node(10, 10, shop="shoes", name="Pointure", phone="+33 1 00 00 00 00")
    extract = read()
    seen = only(extract)
    assert (seen.name, seen.footprint["type"]) == ("Pointure", "Polygon")
    assert codes(extract) == {"drawn_twice": 1}


def test_entrance_that_repeats_its_shop_is_no_second_shop(town, read):
    corners = [town.node(0, 0), town.node(20, 0), town.node(20, 20)]
    door = town.node(0, 20, entrance="main", shop="shoes", name="Pointure")
    town.way([*corners, door, corners[0]], shop="shoes", name="Pointure", building="retail")
    town.node(10, 0, entrance="yes")
    extract = read()
    assert only(extract).name == "Pointure"
    assert codes(extract) == {"drawn_twice": 1}


def test_two_shops_in_one_building_stay_two(town, read):
    house = town.box(0, 0, 20, 20, building="yes")
    town.node(5, 5, shop="shoes", name="Pointure")
    town.node(15, 5, shop="shoes", name="Talon")
    extract = read()
    assert [p.building_ref for p in extract.premises] == [f"way/{house}"] * 2
    assert not extract.faults


def test_address_of_the_building_is_a_hint_and_not_the_address(town, read):
    town.box(0, 0, 20, 20, building="yes", addr__street="Rue Basse")
    town.node(10, 0, addr__housenumber="4", addr__street="Rue Basse")
    town.node(5, 5, shop="shoes")
    seen = only(read())
    assert (seen.house_number, seen.street_name) == ("", "")
    assert seen.extra["building_number"] == "4"
    assert seen.extra["building_street"] == "Rue Basse"


def test_building_with_two_numbers_gives_no_number(town, read):
    town.box(0, 0, 20, 20, building="yes", addr__street="Rue Basse", addr__housenumber="2")
    town.node(10, 0, addr__housenumber="4", addr__street="Rue Basse")
    town.node(5, 5, shop="shoes")
    assert "building_number" not in only(read()).extra


def test_namesakes_next_door_are_told_and_both_kept(town, read):
    town.node(0, 0, shop="clothes", name="Lin")
    town.node(30, 0, shop="clothes", name="LIN")
    extract = read()
    assert len(extract.premises) == 2
    assert codes(extract) == {"possible_duplicate": 1}


def test_repeated_identifier_keeps_the_last_and_says_so(town, read):
    town.node(0, 0, 7, shop="clothes", name="Avant")
    town.node(0, 0, 7, shop="clothes", name="Après")
    extract = read()
    assert only(extract).name == "Après"
    assert [f.ref for f in extract.faults if f.code == "duplicate_id"] == ["node/7"]


def test_place_without_coordinates_is_refused_and_counted(town, read):
    town.parts.append('<node id="5" version="1"><tag k="shop" v="toys"/></node>')
    town.parts.append('<node id="6" version="1" lat="95" lon="3"><tag k="shop" v="toys"/></node>')
    town.node(0, 0, shop="books")
    extract = read()
    assert only(extract).activity == "librairie"
    assert codes(extract) == {"bad_location": 2}


def test_deleted_elements_of_a_history_file_are_not_there(town, read):
    town.parts.append('<node id="5" version="2" visible="false"/>')
    town.node(0, 0, shop="books")
    extract = read()
    assert len(extract.premises) == 1
    assert not extract.faults


def test_outline_cut_by_the_edge_is_refused_and_a_cut_street_keeps_its_pieces(town, read):
    a, b, c, d = (town.node(x, 0) for x in (0, 10, 30, 40))
    town.way([a, b, 99, a], shop="furniture")
    street = town.way([a, b, 98, c, d], highway="residential", name="Rue Coupée")
    extract = read()
    assert not extract.premises
    assert codes(extract) == {"clipped_area": 1, "clipped_way": 1}
    assert [s.ref for s in extract.streets] == [f"way/{street}", f"way/{street}/2"]


def test_shop_on_a_multipolygon_of_two_ways_with_a_courtyard(town, read):
    corners = [town.node(*c) for c in ((0, 0), (40, 0), (40, 40), (0, 40))]
    outer = [town.way([*corners[:3]]), town.way([corners[2], corners[3], corners[0]])]
    inner = town.box(10, 10, 20, 20)
    members = [("way", ref, "outer") for ref in outer] + [("way", inner, "inner")]
    town.relation(members, type="multipolygon", shop="mall", name="Galerie", building="retail")
    seen = only(read())
    assert len(seen.footprint["coordinates"]) == 2
    # the point is in the walls, not in the courtyard
    assert not (3.0001 < seen.lon < 3.0003 and 46.0001 < seen.lat < 46.0003)


def test_multipolygon_with_an_absent_member_is_refused(town, read):
    half = town.way([town.node(0, 0), town.node(10, 0)])
    town.relation([("way", half, "outer"), ("way", 4, "outer")], type="multipolygon", shop="mall")
    extract = read()
    assert not extract.premises
    assert codes(extract) == {"clipped_area": 1}


def test_shop_that_is_its_building_is_refused_once(town, read):
    a, b = town.node(0, 0), town.node(10, 0)
    town.way([a, b, 99, a], shop="furniture", building="retail")
    assert codes(read()) == {"clipped_area": 1}


def test_open_outline_of_a_shop_is_refused(town, read):
    town.way([town.node(0, 0), town.node(10, 0), town.node(10, 10)], shop="kiosk")
    assert codes(read()) == {"bad_ring": 1}


def test_old_multipolygon_takes_the_tags_of_its_outer_way_and_is_drawn_once(town, read):
    outer, inner = town.box(0, 0, 40, 40, building="yes"), town.box(10, 10, 20, 20)
    members = [("way", outer, "outer"), ("way", inner, "inner")]
    relation = town.relation(members, type="multipolygon")
    ground = read().ground
    assert [g.ref for g in ground] == [f"relation/{relation}"]
    assert len(ground[0].geometry["coordinates"]) == 2


def test_elements_in_any_order_read_the_same(town, tmp_path):
    town.box(0, 0, 20, 20, building="yes")
    town.node(5, 5, shop="wine", name="Cave")
    town.way([town.node(0, -5), town.node(50, -5)], highway="pedestrian", name="Rue Neuve")
    straight = osm.read(town.save(tmp_path), tags=TABLE)
    town.parts.reverse()
    turned = osm.read(town.save(tmp_path, "envers.osm"), tags=TABLE)
    assert turned.premises == straight.premises
    assert turned.streets == straight.streets
    assert {g.ref for g in turned.ground} == {g.ref for g in straight.ground}


def test_street_of_an_associated_street_relation_answers_where_no_tag_does(town, read):
    shop = town.node(0, 0, shop="toys")
    town.relation([("node", shop, "house")], type="associatedStreet", name="Rue des Jeux")
    seen = only(read())
    assert (seen.street_name, seen.extra["street_from"]) == ("Rue des Jeux", "associatedStreet")


def test_streets_are_the_named_ways_and_the_rest_is_drawn(town, read):
    line = [town.node(0, 0), town.node(100, 0)]
    for kind in ("pedestrian", "living_street", "residential", "footway", "steps"):
        town.way(line, highway=kind, name="Rue Longue")
    town.way(line, highway="service")
    town.way(line, highway="path")
    town.way(line, highway="proposed", name="Rue Rêvée")
    town.box(0, 10, 30, 30, highway="pedestrian", area="yes", name="Place Ronde")
    extract = read()
    assert Counter(s.name for s in extract.streets) == {"Rue Longue": 5, "Place Ronde": 1}
    assert Counter(g.kind for g in extract.ground) == {"road": 1, "path": 1, "square": 1}


def test_car_parks_keep_what_a_driver_asks(town, read):
    town.box(0, 0, 30, 30, amenity="parking", capacity="40", fee="no", access="customers")
    town.node(90, 90, amenity="parking", name="Mail")
    parks = [g for g in read().ground if g.kind == "car_park"]
    assert Counter(g.geometry["type"] for g in parks) == {"Polygon": 1, "Point": 1}
    outline = next(g for g in parks if g.geometry["type"] == "Polygon")
    assert dict(outline.extra) == {"capacity": "40", "fee": "no", "access": "customers"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("javascript:alert(1)", ""),
        ("www.exemple.fr/page", "https://www.exemple.fr/page"),
        ("https://exemple.fr;http://autre.fr", "https://exemple.fr"),
        ('https://x.fr/" onclick="a', ""),
    ],
)
def test_web_address_of_a_stranger_is_only_ever_an_address(town, read, typed, kept):
    town.node(0, 0, shop="toys", website=typed)
    assert only(read()).website == kept


def test_within_keeps_one_town_of_a_large_file(town, read):
    town.node(0, 0, shop="toys")
    town.node(50_000, 0, shop="books")
    town.way([town.node(0, 5), town.node(9, 5)], highway="residential", name="Rue d’Ici")
    town.way([town.node(50_000, 5), town.node(50_009, 5)], highway="residential", name="Là-bas")
    extract = read(within=(2.99, 45.99, 3.01, 46.01))
    assert only(extract).activity == "jeux-jouets"
    assert [s.name for s in extract.streets] == ["Rue d’Ici"]


def test_another_town_opens_by_the_same_table(town, read):
    """Other tags than Redon's, on the common vocabulary of France."""
    trades = {
        "cheese": "alimentaire",
        "wine": "alimentaire",
        "bag": "equipement_personne",
        "doityourself": "equipement_maison",
        "musical_instrument": "culture_loisirs",
        "dry_cleaning": "services",
        "tyres": "automobile",
        "cosmetics": "hygiene_sante_beaute",
    }
    for place, trade in enumerate(trades):
        town.node(place * 90, 0, shop=trade)
    town.node(0, 300, amenity="cinema")
    town.node(90, 300, amenity="kindergarten")
    town.node(180, 300, tourism="museum")
    extract = read()
    assert [p.family for p in extract.premises] == [*trades.values(), "culture_loisirs"]
    assert [o.reason for o in extract.outside] == ["enseignement", "culture-publique"]
    assert extract.facts.as_of == dt.date(2024, 3, 5)
    assert not extract.faults


def test_progress_is_told_and_may_stop_the_reading(town, read, monkeypatch):
    monkeypatch.setattr("beffroi.sources.osm.passes.PROGRESS_EVERY", 2)
    for place in range(5):
        town.node(place * 90, 0, shop="toys")
    told: list[int] = []
    read(progress=lambda count, kind: told.append(count))
    assert told == [2, 4]

    class Left(RuntimeError):
        """What a cancelled import raises: it must not pass for a broken file."""

    def leave(count: int, kind: str) -> None:
        raise Left

    with pytest.raises(Left):
        read(progress=leave)
