"""Partitions of origins give what the whole market gives, here and on two workers of a cluster."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from chalandise.errors import InvalidInput
from chalandise.partitions import partition_balance, partition_sales, split_origins
from chalandise.whatif import Balance, Close, Open, Scenario, compare
from hypothesis import given, settings
from hypothesis import strategies as st

CLUSTER = Path(__file__).parent / "cluster"
TOLERANCE = 1e-12
spec = importlib.util.spec_from_file_location("county", CLUSTER / "county.py")
assert spec is not None and spec.loader is not None
invented = importlib.util.module_from_spec(spec)
spec.loader.exec_module(invented)
MODEL, SCENARIO, county = invented.MODEL, invented.SCENARIO, invented.county


def assert_same(found: Balance, whole: Balance) -> None:
    assert found.stores == whole.stores
    np.testing.assert_allclose(found.before, whole.before, rtol=TOLERANCE)
    np.testing.assert_allclose(found.after, whole.after, rtol=TOLERANCE)
    assert found.regained == pytest.approx(whole.regained, rel=1e-9)
    assert found.by("centre")["c0"].change == pytest.approx(whole.by("centre")["c0"].change)
    assert found.gap < 1e-14


@pytest.mark.parametrize("form", ["sphere", "quantised", "sparse"])
def test_partitions_add_up_to_the_whole(form):
    market = county(form=form)
    whole, found = MODEL.sales(market), partition_sales(MODEL, split_origins(market, 7))
    np.testing.assert_allclose(found.values, whole.values, rtol=TOLERANCE)
    assert (found.leakage, found.demand) == pytest.approx((whole.leakage, whole.demand))


@settings(max_examples=20, deadline=None)  # the first call compiles
@given(st.integers(1, 900), st.sampled_from(["sphere", "quantised", "sparse"]))
def test_the_number_of_partitions_changes_nothing(count, form):
    market = county(form=form)
    found = partition_sales(MODEL, split_origins(market, min(count, 40)))
    np.testing.assert_allclose(found.values, MODEL.sales(market).values, rtol=TOLERANCE)


def test_balances_of_partitions_add_up_to_the_whole():
    market = county()
    whole = compare(MODEL, market, SCENARIO)
    assert_same(partition_balance(MODEL, split_origins(market, 4), SCENARIO), whole)
    column = Scenario([Open("new", 400.0, market.times.column(3)), Close(4)])
    each = [column.take(part) for part in np.array_split(np.arange(900), 4)]
    found = partition_balance(MODEL, split_origins(market, 4), each)
    whole = compare(MODEL, market, column)
    np.testing.assert_allclose(found.after, whole.after, rtol=TOLERANCE)


def test_what_cannot_be_added_is_refused():
    market = county()
    with pytest.raises(InvalidInput, match="cannot be cut"):
        split_origins(market, 901)
    with pytest.raises(InvalidInput, match="no partition"):
        partition_sales(MODEL, [])
    with pytest.raises(InvalidInput, match="2 scenarios are given for 3"):
        partition_balance(MODEL, split_origins(market, 3), [SCENARIO] * 2)
    other = market.replace(stores=range(100, 130))
    with pytest.raises(InvalidInput, match="different stores"):
        partition_sales(MODEL, [market, other])
    with pytest.raises(InvalidInput, match="different stores"):
        _ = compare(MODEL, market, SCENARIO) + compare(MODEL, market, Scenario())


@pytest.mark.long
def test_two_workers_of_a_cluster_give_what_one_process_gives():
    pytest.importorskip("distributed", reason="the extra [dask] is not installed")
    path = os.pathsep.join([str(CLUSTER), *sys.path])
    done = subprocess.run(
        [sys.executable, str(CLUSTER / "two_workers.py")],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert "two workers agree" in done.stdout, done.stderr
