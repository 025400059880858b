"""SIRENE : 5 millions de lignes lues, filtrées à un département et stockées.

The yardstick is DuckDB's own count of the same filter on the same CSV with two threads: the whole
import must keep at least a third of its rate, under 1 GiB. The rows are invented (fictional
SIRETs, seeded), with the official columns; communes are drawn by their real population.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

ROWS = int(os.environ.get("BEFFROI_BENCH_ROWS", 5_000_000))
PAIRS = 3
DEPARTEMENT = "35"
NEEDS_DATABASE = True
GIB = 1024**3
GENERATOR = Path(__file__).with_name("_synthetic_stock.py")
OFFLINE: dict[str, bool | int] = {
    "threads": 2,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def run(bench) -> None:
    """Generate once, then measure yardstick and import on the same file."""
    path = synthetic_stock(bench)
    size = path.stat().st_size / GIB
    bench.tell(f"  fichier : {ROWS:,} lignes, {size:.2f} Gio")
    count_rows(path)  # the first reading pays for the disk: neither side is measured on it
    pairs = [_pair(bench, path, rank) for rank in range(1, PAIRS + 1)]
    median = sorted(pairs, key=lambda pair: pair.ratio)[PAIRS // 2]
    bench.tell(f"  {median.taken:,} établissements du {DEPARTEMENT} lus, {median.added:,} stockés")
    if any(not pair.expected == pair.taken == pair.added for pair in pairs):
        bench.failures.append("établissements stockés")
    ours, theirs = ROWS / median.ours, ROWS / median.theirs
    bench.tell(f"  débit : {ours:,.0f} lignes/s, DuckDB {theirs:,.0f} lignes/s")
    label = f"débit de l’import sur celui de DuckDB (médiane de {PAIRS} paires)"
    bench.ratio(label, ours, theirs, at_least=1 / 3)
    peak = max(pair.peak for pair in pairs) // 1024**2
    bench.count("mémoire au plus haut, Mio", peak, at_most=1024)


@dataclass(frozen=True, slots=True)
class Pair:
    """Yardstick and import side by side, so that another's load weighs on both; seconds, bytes."""

    theirs: float
    ours: float
    expected: int
    taken: int
    added: int
    peak: int

    @property
    def ratio(self) -> float:
        """Our rate on theirs."""
        return self.theirs / self.ours


def _pair(bench, path: Path, rank: int) -> Pair:
    load = os.getloadavg()[0]
    began = time.perf_counter()
    expected = count_rows(path)
    theirs = time.perf_counter() - began
    command = [sys.executable, __file__, str(path)]
    told = subprocess.check_output(command, text=True, env=_environment()).split()
    taken, added, peak = map(int, told[-4:-1])
    pair = Pair(theirs, float(told[-1]), expected, taken, added, peak)
    bench.tell(
        f"  paire {rank} : DuckDB {pair.theirs:.2f} s, import {pair.ours:.2f} s, "
        f"rapport {pair.ratio:.2f}, charge {load:.2f}"
    )
    return pair


def import_file(path: str) -> None:
    """In a process of its own, for a peak of memory of its own; prints taken, added, peak, seconds."""
    import django

    django.setup()
    from beffroi.merchants.writes import store_establishments
    from beffroi.sources.sirene import read_stock

    town, source = _empty_town()
    began = time.perf_counter()
    reading = read_stock(path, departement=DEPARTEMENT)
    stored = store_establishments(town=town, source=source, seen=reading.records())
    seconds = time.perf_counter() - began
    told = (reading.report.taken, stored.added, _peak_of_memory(), f"{seconds:.3f}")
    sys.stdout.write(" ".join(map(str, told)) + "\n")


def _empty_town():
    """Each run stores into empty tables: none pays for the last."""
    from django.db import connection

    from beffroi.territory.models import Source, Town

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE merchants_establishment CASCADE")
        cursor.execute("CHECKPOINT")
    rank = Town.objects.count()
    town = Town.objects.create(
        insee_code=f"{rank:05d}", name="Département fictif", slug=f"banc-{rank}", is_fictional=True
    )
    source = Source.objects.create(
        town=town, key=f"banc-{rank}", kind="sirene_stock", label="synthétique", is_simulated=True
    )
    return town, source


def _peak_of_memory() -> int:
    """Bytes; not getrusage, whose figure a child inherits from the process that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def count_rows(path: Path) -> int:
    """The yardstick of the issue, word for word."""
    where = f"codeCommuneEtablissement LIKE '{DEPARTEMENT}%'"
    with duckdb.connect(config=OFFLINE) as con:
        return con.execute(f"SELECT count(*) FROM '{path}' WHERE {where}").fetchall()[0][0]


def synthetic_stock(bench) -> Path:
    """The CSV of the bench, made once and kept in the state folder."""
    folder = Path(os.environ.get("BEFFROI_STATE", ".beffroi")) / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    path = (folder / f"stock-etablissement-{ROWS}.csv").resolve()
    if not path.exists():
        draft = path.with_suffix(".draft")
        command = [sys.executable, str(GENERATOR), str(ROWS), str(draft)]
        bench.time(
            "génération du fichier", lambda: subprocess.check_call(command, env=_environment())
        )
        draft.rename(path)
    return path


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


if __name__ == "__main__":
    import_file(sys.argv[1])
