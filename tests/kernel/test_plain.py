"""Values as JSON and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.kernel import plain


class Door(NamedTuple):
    name: str
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class Street:
    kind: Literal["main", "other"] | None
    doors: tuple[Door, ...] = ()
    sides: tuple[tuple[tuple[str, float], ...], ...] = ()
    by_state: Mapping[str, int] = field(default_factory=dict)
    counted: bool = False


TEXTS, DAYS = st.text(max_size=9), st.dates()
DOORS = st.builds(Door, TEXTS, st.none() | DAYS)
WALKS = st.lists(st.tuples(TEXTS, st.floats(allow_nan=False)), max_size=3).map(tuple)
STREETS = st.builds(
    Street,
    st.sampled_from(["main", "other", None]),
    st.lists(DOORS, max_size=3).map(tuple),
    st.lists(WALKS, max_size=3).map(tuple),
    st.dictionaries(TEXTS, st.integers(), max_size=4),
    st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first examples load the engine
@given(STREETS)
def test_what_is_written_is_read_back_whole_and_in_order(street: Street) -> None:
    found = plain.read(Street, plain.written(street))
    assert found == street
    assert list(found.by_state) == list(street.by_state)
    assert all(type(door) is Door for door in found.doors)


@pytest.mark.parametrize("value", [Decimal(1), {1, 2}, object(), dt.datetime(2026, 1, 1)])
def test_a_type_that_could_not_be_read_back_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        plain.written(("fine", value))


@pytest.mark.parametrize("text", ["[]", "[1]", "{", "[1,[],[],{},true,0]", '["main",[[1]]]'])
def test_a_text_that_holds_something_else_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        plain.read(Street, text)
