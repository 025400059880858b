"""What a value holds in memory: each object once, whatever ways lead to it."""

from __future__ import annotations

import gc
import tracemalloc
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.memory import held_by


@dataclass(frozen=True, slots=True)
class Slotted:
    name: str
    parts: tuple[float, ...] = ()


@dataclass
class Open:
    name: str


def test_what_is_reached_twice_is_held_once() -> None:
    part = tuple(float(n) for n in range(100))
    one, two = Slotted("a", part), Slotted("b", part)
    assert held_by([one, two]) < held_by([one]) + held_by([two]) - held_by(part) / 2
    ring: list[object] = []
    ring.append(ring)
    assert held_by(ring) > 0
    assert held_by(None) == held_by(Slotted) == 0  # the process's own


def test_slots_and_attributes_are_walked() -> None:
    long = "x" * 10_000
    assert held_by(Slotted(long)) > 10_000
    assert held_by(Open(long)) > 10_000
    assert held_by({long: 1}) > 10_000


@given(st.lists(st.text(max_size=20)), st.lists(st.text(max_size=20)))
def test_more_is_never_less(one: list[str], other: list[str]) -> None:
    assert held_by([one, other]) >= max(held_by(one), held_by(other))


def test_it_is_what_the_allocator_gave() -> None:
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    made = [Slotted(f"nom {n}", (n + 0.5, n + 1.5)) for n in range(5_000)]
    given_out = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert held_by(made) == pytest.approx(given_out, rel=0.25)
