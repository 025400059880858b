"""Sales and balance of the county on a LocalCluster of two workers, against one process.

A program, not a test: workers are spawned from a plain main module, as they are in use.
"""

from __future__ import annotations

import sys
from functools import partial

import numpy as np
from chalandise.partitions import partition_balance, partition_sales, split_origins
from chalandise.whatif import compare
from county import MODEL, SCENARIO, county
from distributed import Client, LocalCluster

TOLERANCE = 1e-12


def main() -> None:
    parts = [partial(county, start, start + 150) for start in range(0, 900, 150)]
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0")
    with cluster, Client(cluster) as client:
        assert len(client.scheduler_info()["workers"]) == 2
        sales = partition_sales(MODEL, parts, client=client)
        balance = partition_balance(MODEL, parts, SCENARIO, client=client)
        placed = client.scatter(split_origins(county(), 4))
        again = partition_sales(MODEL, placed, client=client)
    whole, impact = MODEL.sales(county()), compare(MODEL, county(), SCENARIO)
    for found in (sales, again):
        np.testing.assert_allclose(found.values, whole.values, rtol=TOLERANCE)
    np.testing.assert_allclose(balance.after, impact.after, rtol=TOLERANCE)
    np.testing.assert_allclose(balance.regained, impact.regained, rtol=1e-9)
    assert balance.gap < 1e-14


if __name__ == "__main__":
    main()
    sys.stdout.write("two workers agree with one process\n")
