"""SIRENE : 5 millions de lignes lues, filtrées à un département et stockées.

The yardstick is DuckDB's own count of the same filter on the same CSV with two threads: the whole
import must keep at least a third of its rate, under 1 GiB. The rows are invented (fictional
SIRETs, seeded), with the official columns; communes are drawn by their real population.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb

ROWS = 5_000_000
DEPARTEMENT = "35"
NEEDS_DATABASE = True
GIB = 1024**3
ADDRESS = (
    "complementAdresse{0}Etablissement numeroVoie{0}Etablissement "
    "indiceRepetition{0}Etablissement typeVoie{0}Etablissement libelleVoie{0}Etablissement "
    "codePostal{0}Etablissement libelleCommune{0}Etablissement "
    "libelleCommuneEtranger{0}Etablissement distributionSpeciale{0}Etablissement "
    "codeCommune{0}Etablissement codeCedex{0}Etablissement libelleCedex{0}Etablissement "
    "codePaysEtranger{0}Etablissement libellePaysEtranger{0}Etablissement"
)
COLUMNS = " ".join(
    [
        "siren nic siret statutDiffusionEtablissement dateCreationEtablissement",
        "trancheEffectifsEtablissement anneeEffectifsEtablissement",
        "activitePrincipaleRegistreMetiersEtablissement dateDernierTraitementEtablissement",
        "etablissementSiege nombrePeriodesEtablissement",
        ADDRESS.format(""),
        "dernierNumeroVoieEtablissement indiceRepetitionDernierNumeroVoieEtablissement",
        "identifiantAdresseEtablissement coordonneeLambertAbscisseEtablissement",
        "coordonneeLambertOrdonneeEtablissement",
        ADDRESS.format("2"),
        "dateDebut etatAdministratifEtablissement enseigne1Etablissement enseigne2Etablissement",
        "enseigne3Etablissement denominationUsuelleEtablissement",
        "activitePrincipaleEtablissement nomenclatureActivitePrincipaleEtablissement",
        "caractereEmployeurEtablissement activitePrincipaleNAF25Etablissement",
    ]
).split()
VALUES = {
    "siren": "siren",
    "nic": "'0001' || last_digit",
    "siret": "siren || '0001' || last_digit",
    "statutDiffusionEtablissement": "if(h % 8 = 0, 'P', 'O')",
    "dateCreationEtablissement": "(DATE '1990-01-01' + (h % 12000)::INT)::VARCHAR",
    "trancheEffectifsEtablissement": "if(h % 3 = 0, '01', 'NN')",
    "anneeEffectifsEtablissement": "if(h % 3 = 0, '2023', '')",
    "dateDernierTraitementEtablissement": "'2024-03-29T10:02:51'",
    "etablissementSiege": "if(h % 4 = 0, 'false', 'true')",
    "nombrePeriodesEtablissement": "(1 + h % 5)::VARCHAR",
    "numeroVoieEtablissement": "(1 + h % 140)::VARCHAR",
    "typeVoieEtablissement": "if(h % 2 = 0, 'RUE', 'AVENUE')",
    "libelleVoieEtablissement": "'DE L EXEMPLE NUMERO ' || (h % 977)",
    "codePostalEtablissement": "commune",
    "libelleCommuneEtablissement": "'COMMUNE ' || commune",
    "codeCommuneEtablissement": "commune",
    "identifiantAdresseEtablissement": "commune || '_' || (h % 99999)",
    "coordonneeLambertAbscisseEtablissement": "(352000 + h % 9000)::VARCHAR || '.5'",
    "coordonneeLambertOrdonneeEtablissement": "(6789000 + h % 8000)::VARCHAR || '.25'",
    "dateDebut": "(DATE '2008-01-01' + (h % 6500)::INT)::VARCHAR",
    "etatAdministratifEtablissement": "if(h % 5 < 2, 'A', 'F')",
    "enseigne1Etablissement": "if(h % 6 = 0, 'ENSEIGNE FICTIVE ' || (h % 9999), '')",
    "activitePrincipaleEtablissement": "if(h % 7 = 0, '10.71C', '68.20B')",
    "nomenclatureActivitePrincipaleEtablissement": "'NAFRev2'",
    "caractereEmployeurEtablissement": "if(h % 3 = 0, 'O', 'N')",
    "activitePrincipaleNAF25Etablissement": "if(h % 7 = 0, '10.71Y', '68.20Y')",
}


def run(bench) -> None:
    """Generate once, then measure yardstick and import on the same file."""
    path = synthetic_stock(bench)
    size = path.stat().st_size / GIB
    bench.tell(f"  fichier : {ROWS:,} lignes, {len(COLUMNS)} colonnes, {size:.2f} Gio")
    count_rows(path)  # the first reading pays for the disk: neither side is measured on it
    command = [sys.executable, __file__, str(path)]
    pairs = []
    for _ in range(3):  # side by side, so that another's load weighs on both
        theirs, expected = bench.time("DuckDB, comptage filtré", lambda: count_rows(path))
        ours, told = bench.time(
            "lecture, filtre et stockage (processus entier)",
            lambda: subprocess.check_output(command, text=True, env=_environment()),
        )
        pairs.append((theirs / ours, theirs, ours))
    _, theirs, ours = sorted(pairs)[1]
    taken, added, peak = (int(word) for word in told.split()[-3:])
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


def import_file(path: str) -> None:
    """In a process of its own, so that its peak of memory is its own; prints taken, added, peak."""
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
    reading = read_stock(path, departement=DEPARTEMENT)
    stored = store_establishments(town=town, source=source, seen=reading.records())
    sys.stdout.write(f"{reading.report.taken} {stored.added} {_peak_of_memory()}\n")


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
        bench.time("génération du fichier", lambda: _generate(draft))
        draft.rename(path)
    return path


OFFLINE: dict[str, bool | int] = {
    "threads": 2,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def _generate(path: Path) -> None:
    chosen = ", ".join(f"{VALUES.get(name, _EMPTY)} AS {name}" for name in COLUMNS)
    with duckdb.connect(config=OFFLINE) as con:
        con.execute("SET memory_limit = '800MB'")
        codes, populations = _places()
        con.execute(
            "CREATE TABLE place AS SELECT unnest(?::VARCHAR[]) AS commune,"
            " unnest(?::BIGINT[]) AS upto",
            [codes, populations],
        )
        con.execute(f"COPY (SELECT {chosen} FROM ({_numbered()})) TO '{path}' (HEADER)")


def _places() -> tuple[list[str], list[int]]:
    """Communes, and the population of all communes up to each."""
    from beffroi.kernel.country import country_pack

    communes = country_pack("fr").communes()
    total, upto = 0, []
    for code in communes:
        total += communes[code].population or 0
        upto.append(total)
    return list(communes), upto


def _numbered() -> str:
    """Rows with a hash to draw values from, a commune, and a SIRET that passes its check."""
    drawn = (
        f"SELECT hash(i) AS h, printf('%08d', 10000000 + i) AS stem, "
        f"(hash(i + {ROWS}) % (SELECT max(upto) FROM place))::BIGINT AS rank "
        f"FROM range({ROWS}) AS numbers(i)"
    )
    placed = f"SELECT h, stem, commune FROM ({drawn}) ASOF JOIN place ON rank < upto ORDER BY stem"
    sirens = f"SELECT *, stem || {_luhn('stem', 8)} AS siren FROM ({placed})"
    return f"SELECT *, {_luhn(_SIREN_AND_RANK, 13)} AS last_digit FROM ({sirens})"


_EMPTY = "''"
_SIREN_AND_RANK = "(siren || '0001')"


def _luhn(text: str, length: int) -> str:
    """SQL of the check digit: every other digit from the right counts double, less 9 above 9."""
    parts = []
    for place in range(length):
        digit = f"substr({text}, {place + 1}, 1)::INT"
        doubled = f"(2 * {digit} - if({digit} > 4, 9, 0))"
        parts.append(doubled if (length - place) % 2 else digit)
    return f"((10 - ({' + '.join(parts)}) % 10) % 10)::VARCHAR"


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


if __name__ == "__main__":
    import_file(sys.argv[1])
