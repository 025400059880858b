"""Hours in a town's own time and free days, in the reader's language."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from beffroi.kernel.workdays import holidays_in
from beffroi.merchants.reads import coming_week, hours_of, stands
from beffroi.merchants.rules.hours import Hours
from beffroi.place.reads import calendar_of
from beffroi.territory.models import Town

PARIS = ZoneInfo("Europe/Paris")
BAKER = "Tu-Sa 07:00-13:00,15:30-19:30; Su 07:00-13:00; PH off"


def place(code: str = "35236", name: str = "Redon") -> Town:
    return Town(insee_code=code, name=name, slug=name.lower())


def hours(text: str, code: str = "35236") -> Hours:
    found = hours_of(text, place(code))
    assert found is not None
    return found


def at(*moment: int) -> dt.datetime:
    return dt.datetime(*moment, tzinfo=PARIS)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ((2026, 11, 24, 8), "Ouvert jusqu’à 13 h"),
        ((2026, 11, 24, 12, 40), "Ferme bientôt, à 13 h"),
        ((2026, 11, 24, 14), "Fermé, ouvre à 15 h 30"),
        ((2026, 11, 24, 20), "Fermé, ouvre demain à 7 h"),
        ((2026, 11, 22, 14), "Fermé, ouvre mardi à 7 h"),
    ],
)
def test_how_a_shop_stands_is_one_sentence(moment: tuple[int, ...], said: str) -> None:
    assert stands(hours(BAKER), at(*moment)) == said


def test_it_is_said_in_english_too() -> None:
    with translation.override("en"):
        assert stands(hours(BAKER), at(2026, 11, 24, 14)) == "Closed, opens at 15:30"
        assert stands(hours(BAKER), at(2026, 11, 22, 14)) == "Closed, opens on Tuesday at 7:00"


def test_far_openings_bear_their_date_and_endless_ones_no_end() -> None:
    closed = hours('Mo-Su 09:00-12:00; 2026 Nov 24-2026 Dec 06 off "congés"')
    assert stands(closed, at(2026, 11, 24, 10)) == "Fermé, ouvre le 7 décembre à 9 h"
    assert stands(hours("24/7"), at(2026, 11, 24, 10)) == "Ouvert jour et nuit"
    assert stands(hours("Mo-Su 18:00-00:00"), at(2026, 11, 24, 20)) == "Ouvert jusqu’à minuit"
    assert stands(hours("off"), at(2026, 11, 24, 10)) == "Fermé"


def test_what_nobody_knows_is_not_told() -> None:
    assert hours_of("", place()) is None
    assert hours_of("quand il fait beau", place()) is None
    assert "vérifier" in stands(hours("SH 10:00-12:00", "97411"), at(2026, 11, 24, 10))


def test_free_days_are_those_of_the_departement() -> None:
    boxing = at(2026, 12, 26, 10)
    assert stands(hours(BAKER), boxing).startswith("Ouvert")
    assert stands(hours(BAKER, "67482"), boxing).startswith("Fermé")
    assert dt.date(2026, 4, 3) in holidays_in("68", 2026)  # Good Friday
    assert dt.date(2026, 12, 20) in holidays_in("974", 2026)
    assert calendar_of(place("67482")).class_of(boxing.date()).is_holiday  # footfall knows it too


def test_a_shop_overseas_opens_by_its_own_clock() -> None:
    noon_in_paris = at(2026, 11, 24, 12)  # three in the afternoon in Saint-Denis
    assert stands(hours("Mo-Sa 08:00-15:30", "97411"), noon_in_paris) == "Ferme bientôt, à 15 h 30"


def test_the_coming_week_says_why_a_day_differs() -> None:
    told = coming_week(
        hours('Mo-Fr 09:00-12:00,14:00-18:30; 2026 Nov 24 off "inventaire"'), dt.date(2026, 11, 23)
    )
    assert told[0].openings == ["9 h – 12 h", "14 h – 18 h 30"]
    assert (told[1].openings, told[1].why) == ([], "inventaire")
    assert [one.day.isoweekday() for one in told] == [1, 2, 3, 4, 5, 6, 7]
