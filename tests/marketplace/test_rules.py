"""Walks and what engines read of a shop."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from beffroi.marketplace.rules.linked import Facts, business
from beffroi.marketplace.rules.walking import (
    DETOUR,
    METRES_A_MINUTE,
    Point,
    straight_m,
    walk_minutes,
)
from beffroi.merchants.rules.hours import understood

HERE = Point(-2.0833, 47.6514)
NEAR = st.builds(Point, st.floats(-2.1, -2.06), st.floats(47.64, 47.66))
TODAY = dt.date(2026, 11, 22)


def test_a_degree_of_latitude_is_known_to_the_metre() -> None:
    assert round(straight_m(Point(0, 47), Point(0, 47.001)), 1) == 111.2  # 2π × 6,371 km / 360,000


def test_three_hundred_metres_are_five_minutes_with_their_detour() -> None:
    north = Point(HERE.lon, HERE.lat + 300 / 111_195)
    assert walk_minutes(HERE, north) == round(300 * DETOUR / METRES_A_MINUTE) == 5


@given(NEAR, NEAR)
def test_a_walk_back_takes_as_long(one: Point, other: Point) -> None:
    assert walk_minutes(one, other) == walk_minutes(other, one) >= 1


def told(hours: str = "", **more: str) -> dict[str, object]:
    facts = Facts(
        url="https://beffroi.example/essai/commerces/1/levain/", name="Au Levain", street="3 Rue du Four",
        locality="Essai", country="FR", lon=0.0, lat=46.0, plan=understood(hours), **more,
    )  # fmt: skip
    return business(facts, TODAY)


def test_what_is_not_known_is_left_out() -> None:
    bare = told()
    assert (
        "telephone" not in bare and "sameAs" not in bare and "openingHoursSpecification" not in bare
    )
    assert told(phone="02 99 00 00 00")["telephone"] == "02 99 00 00 00"


def test_hours_are_told_day_by_day_and_closed_days_as_engines_ask() -> None:
    text = 'Mo 09:00-12:00,14:00-24:00; Fr 18:00-02:00; 2026 Nov 21 off; 2026 Nov 24-2026 Nov 25 off "congés"'
    said = told(text)["openingHoursSpecification"]
    assert said == [
        _hours("Monday", "09:00", "12:00"),
        _hours("Monday", "14:00", "23:59"),
        _hours("Friday", "18:00", "02:00"),
        {
            "@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00",
            "validFrom": "2026-11-24", "validThrough": "2026-11-25",
        },
    ]  # fmt: skip


def _hours(day: str, opens: str, closes: str) -> dict[str, str]:
    kind = {"@type": "OpeningHoursSpecification", "opens": opens, "closes": closes}
    return kind | {"dayOfWeek": f"https://schema.org/{day}"}
