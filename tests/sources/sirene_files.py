"""Invented register files: official columns, fictional SIRETs that pass their check."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from stdnum import luhn

ADDRESS = (
    "complementAdresse{}Etablissement numeroVoie{}Etablissement indiceRepetition{}Etablissement "
    "typeVoie{}Etablissement libelleVoie{}Etablissement codePostal{}Etablissement "
    "libelleCommune{}Etablissement codeCommune{}Etablissement"
)
STOCK_HEADER = (
    "siren nic siret statutDiffusionEtablissement dateCreationEtablissement "
    "trancheEffectifsEtablissement etablissementSiege "
    + ADDRESS.replace("{}", "")
    + " coordonneeLambertAbscisseEtablissement coordonneeLambertOrdonneeEtablissement "
    + ADDRESS.replace("{}", "2")
    + " dateDebut etatAdministratifEtablissement enseigne1Etablissement "
    "denominationUsuelleEtablissement activitePrincipaleEtablissement "
    "nomenclatureActivitePrincipaleEtablissement activitePrincipaleNAF25Etablissement"
).split()
HISTORY_HEADER = [
    "siren",
    "nic",
    "siret",
    "dateFin",
    "dateDebut",
    "etatAdministratifEtablissement",
    "changementEtatAdministratifEtablissement",
    "enseigne1Etablissement",
    "activitePrincipaleEtablissement",
    "nomenclatureActivitePrincipaleEtablissement",
    "changementActivitePrincipaleEtablissement",
]
LYON_HEADER = [
    "siret",
    "dateDebut",
    "dateFin",
    "etat",
    "code_ape",
    "code_commune",
    "libelle_commune",
    "code_tranche",
]


def siret(number: int) -> str:
    """The `number`-th fictional SIRET."""
    siren = f"{number:08d}"
    siren += luhn.calc_check_digit(siren)
    return siren + "0001" + luhn.calc_check_digit(siren + "0001")


def stock_row(number: int = 1, **changes: str) -> dict[str, str]:
    """One establishment of the fictional shop « Au Bon Exemple »."""
    row = {
        "siret": siret(number),
        "statutDiffusionEtablissement": "O",
        "dateCreationEtablissement": "2015-03-01",
        "trancheEffectifsEtablissement": "01",
        "etablissementSiege": "true",
        "numeroVoieEtablissement": "12",
        "indiceRepetitionEtablissement": "B",
        "typeVoieEtablissement": "RUE",
        "libelleVoieEtablissement": "DES EXEMPLES",
        "codePostalEtablissement": "35600",
        "codeCommuneEtablissement": "35236",
        "coordonneeLambertAbscisseEtablissement": "317000.0",
        "coordonneeLambertOrdonneeEtablissement": "6739000.0",
        "etatAdministratifEtablissement": "A",
        "enseigne1Etablissement": "AU BON EXEMPLE",
        "activitePrincipaleEtablissement": "10.71C",
        "nomenclatureActivitePrincipaleEtablissement": "NAFRev2",
    }
    return row | changes


def period_row(number: int = 1, **changes: str) -> dict[str, str]:
    """One running period of the official history."""
    row = {
        "siret": siret(number),
        "dateDebut": "2015-03-01",
        "etatAdministratifEtablissement": "A",
        "activitePrincipaleEtablissement": "10.71C",
        "nomenclatureActivitePrincipaleEtablissement": "NAFRev2",
    }
    return row | changes


def write_table(
    path: Path,
    header: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    """A CSV file of these rows; absent values are empty."""
    with path.open("w", newline="", encoding=encoding) as stream:
        writer = csv.DictWriter(stream, header, restval="", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path
