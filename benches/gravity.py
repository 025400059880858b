"""Gravité : chalandise à côté de huff et de scipy, mêmes entrées, résultats comparés d’abord.

Each case is a file `_gravity_*.py` with `run(bench)`; BEFFROI_BENCH_CASES picks some by name
(`model,nation`). The peer runs in an environment of its own (`_huff.py`), built on demand.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beffroi.cli.bench import Bench


def run(bench: Bench) -> None:
    from beffroi.cli.bench import load

    found = sorted(path.stem for path in Path(__file__).parent.glob("_gravity_*.py"))
    chosen = os.environ.get("BEFFROI_BENCH_CASES", "")
    wanted = [f"_gravity_{name}" for name in chosen.split(",") if name] or found
    for name in wanted:
        case = load(name)
        bench.tell(f"\n  {(case.__doc__ or '').splitlines()[0]}")
        case.run(bench)
