"""The peer's side, run by its own interpreter: python _huff_side.py CASE GIVEN.npz TOLD.npz

Identifiers are texts, as huff's own `create_interaction_matrix` makes them.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import geopandas
import huff.data_management as loading
import huff.models as models
import numpy as np
import pandas as pd

POWERS = {
    0: {"name": "A_j", "func": "power", "param": 1},
    1: {"name": "t_ij", "func": "power", "param": -2},
}


def model(given):
    """Times given: shares, flows and market areas of every pair."""
    minutes, area, spent = given["minutes"], given["area"], given["spent"]
    n, m = minutes.shape
    began = time.perf_counter()
    pairs = pd.DataFrame(
        {
            "origin": np.repeat(np.arange(n).astype(str), m),
            "store": np.tile(np.arange(m).astype(str), n),
            "area": np.tile(area, n),
            "minutes": minutes.ravel(),
            "spent": np.repeat(spent, m),
        }
    )
    matrix = loading.load_interaction_matrix(
        pairs, "origin", "store", ["area"], "minutes", market_size_col="spent"
    )
    matrix.define_weightings(POWERS)
    prepared = time.perf_counter()
    solved = solve(matrix)
    done = time.perf_counter()
    return {"seconds_preparation": prepared - began, "seconds_model": done - prepared} | told(
        matrix, solved, m
    )


def layers(given):
    """Two layers of points to shares, then one more store."""
    began = time.perf_counter()
    origins, stores = prepare(given)
    new = points(given["new"], "destinations", first=len(given["stores"]), area=given["new_area"])
    prepared = time.perf_counter()
    matrix = models.create_interaction_matrix(origins, stores)
    matrix.transport_costs(network=False, distance_unit="kilometers")
    solved = solve(matrix)
    done = time.perf_counter()
    first = told(matrix, solved, len(given["stores"]))
    first["peak"] = peak_of_memory()
    began_again = time.perf_counter()
    stores.geodata_gpd["j_update"] = stores.geodata_gpd_original["j_update"] = 0
    stores.add_new_destinations(new)
    matrix.update()
    again = told(matrix, matrix.marketareas(), len(given["stores"]) + 1)
    return {
        "seconds_preparation": prepared - began,
        "seconds_layers": done - prepared,
        "seconds_store": time.perf_counter() - began_again,
        "shares_after": again["shares"],
        **first,
    }


def fit(given):
    """Shares observed: parameters by what the peer calls maximum likelihood."""
    began = time.perf_counter()
    matrix = observed(given["shares"], given["minutes"], given["area"])
    prepared = time.perf_counter()
    matrix.huff_ml_fit(
        initial_params=[0.9, -1.5],
        bounds=[tuple(pair) for pair in given["bounds"].tolist()],
        method=str(given["method"]),
        update_estimates=False,
    )
    done = time.perf_counter()
    gamma = matrix.supply_locations.get_metadata()["weighting"][0]["param"]
    lam = matrix.customer_origins.get_metadata()["weighting"][0]["param"]
    seconds = {"seconds_preparation": prepared - began, "seconds_fit": done - prepared}
    return seconds | {"parameters": np.array([gamma, -lam], dtype=float)}


def observed(shares, minutes, area):
    n, m = minutes.shape
    spent = np.repeat(1.0 + np.arange(n) % 2, m)  # equal sums are refused there
    pairs = pd.DataFrame(
        {
            "origin": np.repeat(np.arange(n).astype(str), m),
            "store": np.tile(np.arange(m).astype(str), n),
            "area": np.tile(area, n),
            "minutes": minutes.ravel(),
            "spent": spent,
            "share": shares.ravel(),
            "flow": shares.ravel() * spent,
        }
    )
    columns = {"market_size_col": "spent", "probabilities_col": "share", "flows_col": "flow"}
    matrix = loading.load_interaction_matrix(
        pairs, "origin", "store", ["area"], "minutes", check_df_vars=False, **columns
    )
    power = {"func": "power"}
    matrix.define_weightings({0: {"name": "A_j"} | power, 1: {"name": "t_ij"} | power})
    return matrix


def prepare(given):
    origins = points(given["origins"], "origins", spent=given["spent"])
    origins.define_marketsize("spent")
    origins.define_transportcosts_weighting(func="power", param_lambda=-2)
    stores = points(given["stores"], "destinations", area=given["area"])
    stores.define_attraction("area")
    stores.define_attraction_weighting("area", func="power", param_gamma=1)
    return origins, stores


def solve(matrix):
    matrix.utility()
    matrix.probabilities()
    matrix.flows()
    return matrix.marketareas()


def points(lonlat, kind, first=0, **column):
    frame = geopandas.GeoDataFrame(
        {"id": [f"{first + k:06d}" for k in range(len(lonlat))], **column},
        geometry=geopandas.points_from_xy(*lonlat.T),
        crs="EPSG:4326",
    )
    return loading.load_geodata(frame, location_type=kind, unique_id="id")


def told(matrix, solved, m):
    """Shares as a table, sales by store, both in the order of the identifiers."""
    pairs = matrix.get_interaction_matrix_df()
    pairs = pairs.assign(i=pairs["i"].astype(int), j=pairs["j"].astype(int))
    shares = pairs.sort_values(["i", "j"])["p_ij"].to_numpy(dtype=float).reshape(-1, m)
    sales = solved.get_market_areas_df()
    order = np.argsort(sales["j"].astype(int).to_numpy())
    return {"shares": shares, "sales": sales["T_j"].to_numpy(dtype=float)[order]}


def peak_of_memory():
    """Bytes; not getrusage, whose figure a child inherits from the process that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


if __name__ == "__main__":
    case, given, answer = sys.argv[1:]
    found = {"model": model, "layers": layers, "fit": fit}[case](np.load(given))
    np.savez(answer, **({"peak": peak_of_memory()} | found))
