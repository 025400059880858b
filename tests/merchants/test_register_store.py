"""Storing the register: the same file twice, corrections, two towns, and the reads upon it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from beffroi.merchants.models import Establishment, EstablishmentPeriod
from beffroi.merchants.reads import register_facts, register_years, survival_of, town_spells
from beffroi.merchants.writes import Stored, store_establishments, store_periods
from beffroi.sources.records import EstablishmentPeriodSeen, EstablishmentSeen
from beffroi.sources.sirene import read_history
from beffroi.territory.models import Source, Town

pytestmark = pytest.mark.django_db
LYON = Path(__file__).parents[2] / "src/beffroi/portal/demo/data/sirene-lyon4.csv.gz"


def day(year: int, month: int = 1, number: int = 1) -> dt.date:
    return dt.date(year, month, number)


@pytest.fixture
def town():
    return Town.objects.create(
        insee_code="00001", name="Exempleville", slug="exempleville", is_fictional=True
    )


def source_of(town, kind, as_of=None, key="one"):
    return Source.objects.create(
        town=town, key=f"{kind}-{key}", kind=kind, label="essai", as_of=as_of
    )


def seen(number: int, **changes) -> EstablishmentSeen:
    base = EstablishmentSeen(
        siret=f"{number:014d}",
        active=True,
        created_on=day(2015),
        naf="10.71C",
        nomenclature="NAFRev2",
        commune="00001",
        partial_diffusion=False,
        sign="AU BON EXEMPLE",
        street_name="RUE DES EXEMPLES",
        lon=2.0,
        lat=47.0,
    )
    return replace(base, **changes)


def period(number, start, end, *, active=True, naf="10.71C", nomenclature="NAFRev2"):
    return EstablishmentPeriodSeen(f"{number:014d}", start, end, active, naf, nomenclature, "00001")


def test_the_same_stock_twice_changes_nothing(town):
    source = source_of(town, "sirene_stock")
    rows = [seen(n) for n in range(50)]
    assert store_establishments(town=town, source=source, seen=rows) == Stored(added=50)
    again = source_of(town, "sirene_stock", key="two")
    assert store_establishments(town=town, source=again, seen=rows) == Stored(unchanged=50)
    assert {e.source_id for e in Establishment.objects.of(town)} == {source.pk}


def test_a_newer_stock_changes_what_differs_and_only_that(town):
    source = source_of(town, "sirene_stock")
    store_establishments(town=town, source=source, seen=[seen(1), seen(2, lon=None, lat=None)])
    hidden = seen(1, partial_diffusion=True, sign="", street_name="", lon=None, lat=None)
    newer = [hidden, seen(2, lon=None, lat=None), seen(3)]
    stored = store_establishments(town=town, source=source, seen=newer)
    assert stored == Stored(added=1, changed=1, unchanged=1)
    row = Establishment.objects.of(town).get(siret=f"{1:014d}")
    assert row.partial_diffusion and (row.sign, row.street_name, row.lon) == ("", "", None)


def test_two_towns_may_hold_the_same_siret(town):
    other = Town.objects.create(insee_code="00002", name="Autre", slug="autre", is_fictional=True)
    for place in (town, other):
        source = source_of(place, "sirene_stock", key=place.slug)
        stored = store_establishments(town=place, source=source, seen=[seen(1)])
        assert stored == Stored(added=1)


def test_the_same_history_twice_changes_nothing_and_a_correction_replaces(town):
    source = source_of(town, "sirene_periods")
    rows = [
        period(1, day(2010), day(2012)),
        period(1, day(2012), None, active=False),
        period(2, None, None),
    ]
    assert store_periods(town=town, source=source, seen=rows) == Stored(added=3)
    assert store_periods(town=town, source=source, seen=rows) == Stored(unchanged=3)
    corrected = [rows[0], period(1, day(2012), None, naf="56.10A")]
    stored = store_periods(town=town, source=source, seen=corrected)
    assert stored == Stored(added=1, removed=1, unchanged=1)
    held = EstablishmentPeriod.objects.of(town).known()
    assert held.count() == 3  # the second shop is untouched
    assert {row.source_id for row in held} == {source.pk}
    first = Establishment.objects.of(town).get(siret=f"{1:014d}")
    assert (first.naf, first.active, first.created_on) == ("56.10A", True, day(2010))
    second = Establishment.objects.of(town).get(siret=f"{2:014d}")
    assert second.created_on is None


def instant(year: int) -> dt.datetime:
    return dt.datetime(year, 1, 1, tzinfo=dt.UTC)


def test_a_figure_published_last_year_comes_again(town):
    """In 2024 the shop had closed in 2020; the file of 2025 knows better."""
    first = [period(1, day(2010), day(2020)), period(1, day(2020), None, active=False)]
    second = [period(1, day(2010), None), period(2, day(2020), None)]
    for rows, year in ((first, 2024), (second, 2025)):
        source = source_of(town, "sirene_periods", as_of=day(year), key=year)
        store_periods(town=town, source=source, seen=rows, known_at=instant(year))
    asked = {"first_year": 2020, "last_year": 2020}
    (then,) = register_years(town, **asked, known_on=instant(2024) + dt.timedelta(days=90))
    (now,) = register_years(town, **asked)
    assert (then.openings, then.closures) == (0, 1)
    assert (now.openings, now.closures) == (1, 0)
    assert register_years(town, **asked, known_on=instant(2023)) == []
    assert register_facts(town, known_on=instant(2024)).reference == day(2024)
    assert [register_facts(town, known_on=instant(y)).periods for y in (2023, 2024, 2025)] == [
        0,
        2,
        2,
    ]
    opened = {"opened_from": day(2005), "opened_before": day(2015)}
    assert survival_of(town, **opened, known_on=instant(2024)).at(11) == 0
    assert survival_of(town, **opened).at(11) == 1


def test_an_older_word_said_again_is_held_anew_and_nothing_is_lost(town):
    one, other = [period(1, day(2010), None)], [period(1, day(2011), None)]
    source = source_of(town, "sirene_periods", as_of=day(2026))
    for year, rows in enumerate((one, other, one, one), 2020):
        store_periods(town=town, source=source, seen=rows, known_at=instant(year))
    held = EstablishmentPeriod.objects.of(town)
    assert held.count() == 3 and held.known().get().valid.lower == day(2010)
    starts = [held.known(instant(year)).get().valid.lower.year for year in range(2020, 2025)]
    assert starts == [2010, 2011, 2010, 2010, 2010]


def test_one_period_is_not_held_twice(town):
    source = source_of(town, "sirene_periods")
    store_periods(town=town, source=source, seen=[period(1, day(2010), None)])
    row = EstablishmentPeriod.objects.of(town).get()
    row.pk = None
    with pytest.raises(IntegrityError, match="period_held_once"), transaction.atomic():
        row.save()


def test_the_stock_prevails_over_what_periods_say_of_an_establishment(town):
    stock = source_of(town, "sirene_stock")
    store_establishments(town=town, source=stock, seen=[seen(1)])
    history = source_of(town, "sirene_history")
    store_periods(town=town, source=history, seen=[period(1, day(2010), None, naf="56.10A")])
    row = Establishment.objects.of(town).get()
    assert (row.naf, row.sign, row.created_on) == ("10.71C", "AU BON EXEMPLE", day(2015))


def test_a_reading_that_breaks_leaves_everything_as_it_was(town):
    source = source_of(town, "sirene_periods")
    store_periods(town=town, source=source, seen=[period(1, day(2010), None)])

    def breaking():
        yield period(1, day(2011), None)
        raise RuntimeError("truncated")

    with pytest.raises(RuntimeError, match="truncated"):
        store_periods(town=town, source=source, seen=breaking())
    (row,) = EstablishmentPeriod.objects.of(town)
    assert row.valid.lower == day(2010)


def test_without_register_data_nothing_is_answered(town):
    assert register_years(town, first_year=2010, last_year=2020) == []
    assert survival_of(town, opened_from=day(2010), opened_before=day(2015)) is None
    assert register_facts(town).reference is None


def test_families_and_unmapped_codes_are_told(town, django_assert_max_num_queries):
    source = source_of(town, "sirene_periods", as_of=day(2026, 7, 31))
    rows = [
        period(1, day(2010), None),
        period(2, day(2000), day(2005), naf="52.4C", nomenclature="NAFRev1"),
        period(2, day(2005), None, active=False, naf="52.4C", nomenclature="NAFRev1"),
        period(3, day(1980), day(1990), naf="62.42", nomenclature="NAP"),
        period(4, day(1980), day(1990), naf="77.01", nomenclature="NAP"),
        period(5, day(1980), day(1990), naf="", nomenclature=""),
        period(6, day(2010), None, naf="68.20B"),
    ]
    store_periods(town=town, source=source, seen=rows)
    with django_assert_max_num_queries(2):
        families = sorted(spell.family for spell in town_spells(town))
    assert families == ["alimentaire", "alimentaire", "equipement_personne"]
    assert len(town_spells(town, families={"equipement_personne"})) == 1
    facts = register_facts(town)
    assert (facts.establishments, facts.active_periods) == (6, 6)
    assert (facts.without_code, facts.older_unmapped, facts.is_floor) == (1, 1, True)
    (year,) = register_years(town, first_year=2005, last_year=2005)
    assert (year.closures, year.openings, year.net) == (1, 0, -1)


def test_lyon_4e_gives_real_openings_closures_and_survival(town):
    as_of = day(2026, 7, 31)
    reading = read_history(LYON, communes=["69384"], as_of=as_of)
    source = source_of(town, "sirene_periods", as_of=as_of)
    stored = store_periods(town=town, source=source, seen=reading.records())
    assert stored == Stored(added=57_887)
    assert Establishment.objects.of(town).count() == 26_614
    years = register_years(town, first_year=2010, last_year=2026)
    by_year = {m.start.year: m for m in years}
    assert (by_year[2019].openings, by_year[2019].closures) == (139, 119)
    assert all(m.net == m.stock_end - m.stock_start for m in years)
    assert [m.start.year for m in years if m.provisional] == [2025, 2026]
    curve = survival_of(town, opened_from=day(2010), opened_before=day(2015))
    assert (
        0.5 < curve.at(5) < 0.61
    )  # Insee's five-year rate for retail, micro-businesses aside: 61 %
