"""The fictional town: same seed same town, no real name, a curve that crosses 10 % and comes back."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import itertools
import json
import os
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon, shape

from beffroi.portal.demo.fictional import FictionalTown, build
from beffroi.portal.demo.fictional.doors import all_doors, all_lots
from beffroi.portal.demo.fictional.ground import water
from beffroi.portal.demo.fictional.landmarks import MONUMENTS
from beffroi.portal.demo.fictional.signs import FAMILIES
from beffroi.portal.demo.fictional.streets import all_streets
from beffroi.portal.demo.fictional.values import Observation, Round

EMPTY = {"vacant", "works_unknown"}
STOCK = EMPTY | {"occupied", "seasonal_closed", "works_with_taker"}
# Chains a reader would know; no sign may contain one.
CHAINS = """
carrefour, leclerc, intermarche, auchan, lidl, aldi, monoprix, franprix, cora, picard, spar, vival,
biocoop, naturalia, decathlon, intersport, go sport, sport 2000, zara, kiabi, gemo, camaieu, celio,
promod, etam, caroll, naf naf, cache cache, bonobo, pimkie, armand thiery, devred, jacqueline riu,
minelli, bocage, chaussea, besson, gemo, fnac, darty, conforama, ikea, alinea, gifi, centrakor,
leroy merlin, castorama, bricomarche, bricorama, jardiland, gamm vert, truffaut, maisons du monde,
sephora, marionnaud, nocibe, yves rocher, optic 2000, krys, afflelou, atol, grand optical,
generale d optique, optical center, audika, amplifon, franck provost, dessange, jean louis david,
tchip, saint algue, coiff and co, bouygues telecom, bnp paribas, credit agricole, credit mutuel,
societe generale, caisse d epargne, banque populaire, la banque postale, axa, allianz, maaf, macif,
matmut, groupama, generali, mutuelle generale, century 21, orpi, laforet, guy hoquet, foncia,
nestenn, stephane plaza, mcdonald s, mcdonalds, kfc, subway, burger king, domino s, pizza hut,
brioche doree, marie blachere, cavavin, de neuville, jeff de bruges, leonidas, reaute,
histoire d or, marc orian, julien d orcel, adecco, manpower, randstad, proman, synergie, crit,
5asec, mister minit, roc eclerc, pfg, cultura, maison de la presse, king jouet, joueclub,
la grande recre, bureau vallee, basic fit, l orange bleue, cerise et potiron, grand frais,
le fournil de pierre, boulangerie ange, boulangerie louise, casino shop, petit casino,
hyper u, super u, hyper casino, tabac presse loto, havas voyages, nouvelles frontieres, selectour
"""
# Chains whose name is an everyday word: no sign may be that word alone.
EVERYDAY = """
casino, action, but, boulanger, la halle, jules, andre, eram, quick, paul, ange, orange, free, sfr,
lcl, cic, bred, mma, gan, nicolas, casa, noz, habitat, la vie claire, bio c bon, petit bateau,
ecouter voir, l inventoristerie, tape a l oeil, au vieux campeur, l epicerie, la poste
"""


def plain(text: str) -> str:
    """Lower-case letters and digits only, accents off, words parted by one space."""
    bare = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "oe"))
    kept = "".join(c for c in bare.lower() if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", kept))


@lru_cache(maxsize=4)
def town(seed: int | None = None) -> FictionalTown:
    return build() if seed is None else build(seed)


def truth_at(t: FictionalTown, on: dt.date) -> dict[str, str]:
    return {
        s.premises: s.kind
        for s in t.states
        if (s.start is None or s.start <= on) and (s.end is None or on < s.end)
    }


def sheet(
    t: FictionalTown, survey: Round, known_on: dt.date = dt.date(2030, 1, 1)
) -> list[Observation]:
    return [
        o
        for o in t.observations
        if o.round == survey.ref
        and o.recorded_from <= known_on
        and (o.recorded_to is None or known_on < o.recorded_to)
    ]


def vacancy(observations: list[Observation]) -> float:
    stock = [o for o in observations if o.state in STOCK]
    return sum(o.state in EMPTY for o in stock) / len(stock)


def curve(t: FictionalTown) -> dict[int, float]:
    return {r.start.year: vacancy(sheet(t, r)) for r in t.rounds if r.whole}


def signs_and_names(t: FictionalTown) -> set[str]:
    names = {o.sign for o in t.occupancies} | {n.name for n in t.networks}
    return names | {t.name} | {s.name for s in t.streets} | {g.name for g in t.ground if g.name}


def test_same_seed_gives_the_same_town() -> None:
    assert build(5) == build(5)
    assert build(5).occupancies != build(6).occupancies


def test_town_has_the_size_of_a_small_centre() -> None:
    t = town()
    centre = [p for p in t.premises if p.zone == "centre" and not p.parents]
    assert 225 <= len(centre) <= 260
    assert len({s.name for s in t.streets}) >= 45
    assert sum(g.kind == "building" for g in t.ground) >= 700
    assert {"water", "green", "square", "marketplace", "car_park", "rail"} <= {
        g.kind for g in t.ground
    }
    assert set(t.population) == set(range(2015, 2026))


def test_town_lies_in_the_open_sea() -> None:
    for p in town().premises:
        assert -12.1 < p.lon < -11.9
        assert 46.45 < p.lat < 46.55


def test_vacancy_crosses_ten_percent_and_comes_back() -> None:
    rates = curve(town())
    assert list(rates) == list(range(2016, 2027))
    assert 0.055 <= rates[2016] <= 0.075
    assert all(rates[year] < 0.10 for year in (2016, 2017, 2018, 2019, 2025, 2026))
    assert all(rates[year] > 0.10 for year in (2020, 2021, 2022, 2023, 2024))
    assert max(rates, key=lambda year: rates[year]) == 2022
    assert 0.13 <= rates[2022] <= 0.145
    assert 0.08 <= rates[2026] <= 0.09


def test_vacancy_spreads_from_the_fringe_to_the_main_axis() -> None:
    t = town()
    fringe = {p.ref: p.fringe for p in t.premises}

    def empty_doors(year: int) -> list[float]:
        empty = [p for p, kind in truth_at(t, dt.date(year, 5, 9)).items() if kind in EMPTY]
        return [fringe[p] for p in empty]

    def mean(values: list[float]) -> float:
        return sum(values) / len(values)

    def heart(year: int) -> int:
        return sum(f < 0.15 for f in empty_doors(year))

    assert mean(empty_doors(2020)) > mean(empty_doors(2022))
    assert heart(2022) >= 4 + heart(2019)
    assert heart(2026) < heart(2022)


def test_some_cells_stay_empty_more_than_two_years() -> None:
    on = dt.date(2026, 5, 9)
    old = [
        s for s in town().states
        if s.kind == "vacant" and s.end is None and (s.start is None or (on - s.start).days > 730)
    ]  # fmt: skip
    assert len(old) >= 4


def test_rounds_say_what_they_covered() -> None:
    whole = [r for r in town().rounds if r.whole]
    partial = [r for r in town().rounds if not r.whole]
    assert len(whole) == 11
    assert all(0.97 <= r.completeness <= 1.0 for r in whole)
    assert len(partial) == 1
    assert partial[0].completeness < 0.97
    for r in town().rounds:
        observed = {o.premises for o in sheet(town(), r)}
        assert len(observed) == r.seen
    missed = {p.ref for p in town().premises if p.street in partial[0].missed_streets}
    assert missed
    assert not missed & {o.premises for o in sheet(town(), partial[0])}


def test_merges_split_and_conversions_happen_as_told() -> None:
    t = town()
    told = [e.kind for e in t.events]
    assert (told.count("merge"), told.count("split"), told.count("conversion")) == (2, 1, 3)
    born = [p for p in t.premises if p.parents]
    assert sorted(len(p.parents) for p in born) == [1, 1, 2, 2]
    by_ref = {p.ref: p for p in t.premises}
    for child in born:
        for parent in child.parents:
            assert by_ref[parent].existing_to == child.existing_from
    assert sum(s.kind == "non_commercial_use" and s.end is None for s in t.states) == 3
    assert any(s.kind == "seasonal_closed" for s in t.states)
    assert {"works_with_taker", "works_unknown"} <= {s.kind for s in t.states}


def test_edge_store_opens_two_kilometres_out_in_autumn_2018() -> None:
    edge = [p for p in town().premises if p.zone == "edge"]
    assert min(p.existing_from for p in edge if p.existing_from) == dt.date(2018, 10, 17)
    assert max(p.sales_area_m2 for p in edge) > 2500
    east = [(p.lon + 12.0) * 76_600 for p in edge]
    assert all(1800 < metres < 2400 for metres in east)


def test_correction_changes_what_was_known() -> None:
    t = town()
    mended = [o for o in t.observations if o.corrects]
    assert len(mended) == 1
    survey = next(r for r in t.rounds if r.ref == mended[0].round)
    before = sheet(t, survey, known_on=survey.published_on)
    after = sheet(t, survey)
    assert vacancy(before) > vacancy(after)
    assert len(before) == len(after)


def test_houses_keep_off_streets_water_and_each_other() -> None:
    houses = [lot.outline for lot in all_lots()]
    tree = STRtree(houses)
    for street in all_streets():
        inner = street.line.buffer(street.drawn.width / 2 - 0.9, cap_style="flat")
        for i in tree.query(inner):
            assert houses[i].intersection(inner).area < 1.0, street.name
    assert all(houses[i].intersection(water()).area == 0 for i in tree.query(water()))
    for i, j in zip(*tree.query(houses, predicate="overlaps"), strict=True):
        assert houses[i].intersection(houses[j]).area < 0.5


def test_great_houses_stand_clear_of_streets_and_water() -> None:
    assert len(MONUMENTS) >= 8
    for name, points in MONUMENTS:
        outline = Polygon(points)
        wet = outline.intersection(water()).area
        assert wet == 0 or name.startswith("Moulin"), name  # a mill dips its wheel
        for street in all_streets():
            assert outline.intersection(street.corridor).area < 1.0, (name, street.name)


def test_every_outline_is_valid() -> None:
    t = town()
    outlines = [p.footprint for p in t.premises] + [g.geometry for g in t.ground]
    assert all(shape(dict(g)).is_valid for g in (*outlines, *(p.geometry for p in t.perimeters)))


def test_centre_holds_every_premises_but_those_of_the_edge() -> None:
    t = town()
    centre = shape(dict(next(p.geometry for p in t.perimeters if p.slug == "centre")))
    commune = shape(dict(next(p.geometry for p in t.perimeters if p.slug == "commune")))
    for p in t.premises:
        assert centre.contains(Point(p.lon, p.lat)) == (p.zone == "centre")
        assert commune.contains(Point(p.lon, p.lat))


def test_premises_do_not_overlap_at_any_date() -> None:
    t = town()
    for on in (dt.date(2016, 5, 9), dt.date(2026, 5, 9)):
        standing = [
            p for p in t.premises
            if (p.existing_from is None or p.existing_from <= on)
            and (p.existing_to is None or on < p.existing_to)
        ]  # fmt: skip
        prints = [shape(dict(p.footprint)) for p in standing]
        tree = STRtree(prints)
        assert all(p.is_valid for p in prints)
        for i, j in zip(*tree.query(prints, predicate="overlaps"), strict=True):
            assert prints[i].intersection(prints[j]).area < 0.02 * prints[i].area


def test_doors_are_numbered_in_order_along_each_side() -> None:
    rows: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for door in all_doors():
        p = door.premises
        rows[p.street, p.side].append((p.along_m, p.house_number))
    for (street, side), row in rows.items():
        numbers = [int(n.split()[0]) for _, n in sorted(row)]
        assert numbers == sorted(numbers)
        if not street.startswith("Place"):  # round a square numbers follow one another
            assert {n % 2 for n in numbers} == {1 if side == "left" else 0}
    assert all(4.0 <= d.premises.frontage_m <= 14.0 for d in all_doors())


def test_every_door_stands_by_its_street_on_its_side() -> None:
    t = town()
    lines = {s.name: LineString(s.line) for s in t.streets}
    for p in t.premises:
        if p.zone == "centre":
            metres = lines[p.street].distance(shape(dict(p.footprint))) * 76_600
            assert metres < 20.0


def test_no_sign_is_borrowed_from_a_chain() -> None:
    chains = {plain(name) for name in CHAINS.split(",")}
    everyday = {plain(name) for name in EVERYDAY.split(",")}
    assert len(chains) > 120
    for sign in {plain(o.sign) for o in town().occupancies} | {
        plain(n.name) for n in town().networks
    }:
        assert not [name for name in chains if f" {name} " in f" {sign} "], sign
        assert sign not in everyday


def test_signs_are_unique_but_for_networks() -> None:
    shops: dict[str, set[str]] = defaultdict(set)
    for o in town().occupancies:
        if not o.network:
            shops[o.sign].add(o.shop)
    assert all(len(refs) == 1 for refs in shops.values())


def check_lives(t: FictionalTown) -> None:
    """Invariants of the truth, for any seed."""
    by_premises = defaultdict(list)
    for s in t.states:
        by_premises[s.premises].append(s)
    for spells in by_premises.values():
        assert spells[-1].end is None
        for a, b in itertools.pairwise(spells):
            assert a.end == b.start
            assert a.kind != b.kind
        assert all(s.start is None or s.end is None or s.start < s.end for s in spells)
    tenancies = defaultdict(list)
    for o in t.occupancies:
        tenancies[o.premises].append(o)
    for rows in tenancies.values():
        assert all(o.start is None or o.end is None or o.start < o.end for o in rows)
        for a, b in itertools.pairwise(rows):
            assert a.end is not None
            assert b.start is not None
            assert a.end <= b.start


def check_observations(t: FictionalTown) -> None:
    """Each observation tells the truth of its day, but for the one corrected later."""
    spells = defaultdict(list)
    for s in t.states:
        spells[s.premises].append(s)
    signs = defaultdict(list)
    for o in t.occupancies:
        signs[o.premises].append(o)
    lies = 0
    for seen in t.observations:
        kind = next(
            s.kind for s in spells[seen.premises]
            if (s.start is None or s.start <= seen.seen_at) and (s.end is None or seen.seen_at < s.end)
        )  # fmt: skip
        lies += seen.state != kind
        if seen.state == kind and kind in ("occupied", "seasonal_closed"):
            there = [
                o.sign for o in signs[seen.premises]
                if (o.start is None or o.start <= seen.seen_at)
                and (o.end is None or seen.seen_at < o.end)
            ]  # fmt: skip
            assert there == [seen.sign]
        if seen.state in EMPTY:
            assert seen.sign == seen.activity == ""
    assert lies == 1


def test_the_truth_is_whole_and_observed_truly() -> None:
    check_lives(town())
    check_observations(town())


@settings(max_examples=12, deadline=None)
@given(st.integers(min_value=0, max_value=10_000))
def test_any_seed_gives_a_town_that_falls_and_rises(seed: int) -> None:
    t = build(seed)
    check_lives(t)
    check_observations(t)
    rates = curve(t)
    assert rates[2018] < 0.10 < rates[2020]
    assert rates[2022] > 0.125
    assert rates[2026] < rates[2025] < 0.10
    assert all(0.96 <= r.completeness <= 1.0 for r in t.rounds if r.whole)


@pytest.fixture
def shared() -> Path:
    folder = os.environ.get("BEFFROI_SHARED")
    if not folder:
        pytest.skip("BEFFROI_SHARED is not set: real names are not there to compare with")
    return Path(folder)


@pytest.mark.shared
def test_town_is_no_french_commune_nor_its_homonym(shared: Path) -> None:
    with gzip.open(shared / "data/france/communes-2026.json.gz") as file:
        communes = {plain(c["nom"]) for c in json.load(file)}
    assert len(communes) > 30_000
    t = town()
    assert min(distance(plain(t.name), c) for c in communes if abs(len(c) - len(t.name)) < 4) >= 3
    words = {n.name for n in t.networks} | {o.sign for o in t.occupancies} | set(FAMILIES)
    assert not {plain(w) for w in words} & communes


@pytest.mark.shared
def test_no_shop_of_redon_is_borrowed(shared: Path) -> None:
    with gzip.open(shared / "data/redon/redon.osm.gz", "rt", encoding="utf-8") as file:
        text = file.read()
    real = {plain(name) for name in re.findall(r'k="(?:name|brand)" v="([^"]+)"', text)}
    assert len(real) > 200
    common = {
        "avenue de la gare",
        "place de la gare",
        "boulevard de la gare",
    }  # every town has one: no name of anybody
    assert not ({plain(n) for n in signs_and_names(town())} & real) - common


@pytest.mark.shared
def test_trades_are_those_of_the_nomenclature(shared: Path) -> None:
    with (shared / "domain/naf_families.csv").open(encoding="utf-8") as file:
        families: dict[str, set[str]] = defaultdict(set)
        for row in csv.DictReader(file):
            families[row["subfamily"]].add(row["family"])
    used = {(o.activity, o.family) for o in town().occupancies}
    assert len(used) > 40
    for activity, family in used:
        assert family in families[activity], activity


def distance(a: str, b: str) -> int:
    """Levenshtein's edit distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]
