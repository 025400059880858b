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
from pathlib import Path

import duckdb

ROWS = 5_000_000
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
    command = [sys.executable, __file__, str(path)]
    pairs = [_pair(bench, path, command) for _ in range(3)]
    _, theirs, ours, expected, told = sorted(pairs)[1]
    taken, added, peak = (int(word) for word in told.split()[-4:-1])
    bench.tell(f"  {taken:,} établissements du {DEPARTEMENT} lus, {added:,} stockés")
    if not expected == taken == added:
        bench.failures.append("établissements stockés")
    bench.tell(f"  débit : {ROWS / ours:,.0f} lignes/s, DuckDB {ROWS / theirs:,.0f} lignes/s")
    bench.ratio(
        "débit de l’import sur celui de DuckDB (médiane de 3 paires)",
        ROWS / ours,
        ROWS / theirs,
        at_least=1 / 3,
    )
    bench.count("mémoire au plus haut, Mio", peak // 1024**2, at_most=1024)


def _pair(bench, path: Path, command: list[str]) -> tuple[float, float, float, int, str]:
    """Yardstick and import side by side, so that another's load weighs on both."""
    theirs, expected = bench.time("DuckDB, comptage filtré", lambda: count_rows(path))
    told = subprocess.check_output(command, text=True, env=_environment())
    ours = float(told.split()[-1])  # its own clock: starting Python and Django is no import
    bench.tell(f"  lecture, filtre et stockage : {ours * 1000:,.1f} ms")
    return theirs / ours, theirs, ours, expected, told


def import_file(path: str) -> None:
    """In a process of its own, for a peak of memory of its own; prints taken, added, peak, seconds."""
    import django

    django.setup()
    from beffroi.merchants.writes import store_establishments
    from beffroi.sources.sirene import read_stock
    from beffroi.territory.models import Source, Town

    rank = Town.objects.count()  # each run stores into an empty town
    town = Town.objects.create(
        insee_code=f"{rank:05d}", name="Département fictif", slug=f"banc-{rank}", is_fictional=True
    )
    source = Source.objects.create(
        town=town, key=f"banc-{rank}", kind="sirene_stock", label="synthétique", is_simulated=True
    )
    began = time.perf_counter()
    reading = read_stock(path, departement=DEPARTEMENT)
    stored = store_establishments(town=town, source=source, seen=reading.records())
    seconds = time.perf_counter() - began
    told = (reading.report.taken, stored.added, _peak_of_memory(), f"{seconds:.3f}")
    sys.stdout.write(" ".join(map(str, told)) + "\n")


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
