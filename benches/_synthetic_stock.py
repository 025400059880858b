"""An invented StockEtablissement with the official columns, sorted by SIREN as the register's is.

usage: python _synthetic_stock.py ROWS FILE
"""

from __future__ import annotations

import sys

import duckdb

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


OFFLINE: dict[str, bool | int] = {
    "threads": 2,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def generate(rows: int, path: str) -> None:
    """Write the file; the same rows every time."""
    chosen = ", ".join(f"{VALUES.get(name, _EMPTY)} AS {name}" for name in COLUMNS)
    with duckdb.connect(config=OFFLINE) as con:
        con.execute("SET memory_limit = '800MB'")
        codes, populations = _places()
        con.execute(
            "CREATE TABLE place AS SELECT unnest(?::VARCHAR[]) AS commune,"
            " unnest(?::BIGINT[]) AS upto",
            [codes, populations],
        )
        con.execute(f"COPY (SELECT {chosen} FROM ({_numbered(rows)})) TO '{path}' (HEADER)")


def _places() -> tuple[list[str], list[int]]:
    """Communes, and the population of all communes up to each."""
    from beffroi.kernel.country import country_pack

    communes = country_pack("fr").communes()
    total, upto = 0, []
    for code in communes:
        total += communes[code].population or 0
        upto.append(total)
    return list(communes), upto


def _numbered(rows: int) -> str:
    """Rows with a hash to draw values from, a commune, and a SIRET that passes its check."""
    drawn = (
        f"SELECT hash(i) AS h, printf('%08d', 10000000 + i) AS stem, "
        f"(hash(i + {rows}) % (SELECT max(upto) FROM place))::BIGINT AS rank "
        f"FROM range({rows}) AS numbers(i)"
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


if __name__ == "__main__":
    generate(int(sys.argv[1]), sys.argv[2])
