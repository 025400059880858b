"""The forms of register files, told apart by their header, and the columns each must have.

Columns were added over the years: they are read by name; a missing optional one is accepted, a
missing required one is refused by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from beffroi.sources.sirene import refusals


class Kind(StrEnum):
    """Forms of register files; values are those of `SourceFacts.kind`."""

    STOCK = "sirene_stock"  # StockEtablissement: one row per establishment
    LIST = "sirene_list"  # list export of the register's site: stock plus columns of the unit
    HISTORY = "sirene_history"  # StockEtablissementHistorique: one row per period
    PERIODS = "sirene_periods"  # the form published for Lyon: periods with their commune


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind must have, and what is taken besides when the file has it."""

    kind: Kind
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


_STOCK_REQUIRED = (
    "siret",
    "statutDiffusionEtablissement",  # without it nobody knows whose name must stay hidden
    "codeCommuneEtablissement",
    "etatAdministratifEtablissement",
    "activitePrincipaleEtablissement",
    "nomenclatureActivitePrincipaleEtablissement",
)
_STOCK_OPTIONAL = (
    "dateCreationEtablissement",
    "trancheEffectifsEtablissement",
    "etablissementSiege",
    "numeroVoieEtablissement",
    "indiceRepetitionEtablissement",
    "typeVoieEtablissement",
    "libelleVoieEtablissement",
    "codePostalEtablissement",
    "coordonneeLambertAbscisseEtablissement",
    "coordonneeLambertOrdonneeEtablissement",
    "enseigne1Etablissement",
    "enseigne2Etablissement",
    "enseigne3Etablissement",
    "denominationUsuelleEtablissement",
    "activitePrincipaleNAF25Etablissement",
    "statutDiffusionUniteLegale",
)

FORMS = {
    Kind.STOCK: Form(Kind.STOCK, _STOCK_REQUIRED, _STOCK_OPTIONAL),
    Kind.LIST: Form(Kind.LIST, _STOCK_REQUIRED, _STOCK_OPTIONAL),
    Kind.HISTORY: Form(
        Kind.HISTORY,
        (
            "siret",
            "dateDebut",
            "dateFin",
            "etatAdministratifEtablissement",
            "activitePrincipaleEtablissement",
            "nomenclatureActivitePrincipaleEtablissement",
        ),
        ("activitePrincipaleNAF25Etablissement",),
    ),
    Kind.PERIODS: Form(
        Kind.PERIODS,
        ("siret", "dateDebut", "dateFin", "etat", "code_ape", "code_commune"),
        ("code_tranche",),
    ),
}


def form_of(header: list[str]) -> Form:
    """The form whose header this is; `UnreadableSource` names the columns that are missing."""
    names = {name.casefold() for name in header}
    kind = _nearest_kind(names)
    form = FORMS[kind]
    missing = [name for name in form.required if name.casefold() not in names]
    if len(missing) > len(form.required) // 2:
        raise refusals.unknown_form(header)
    if missing:
        raise refusals.missing_columns(missing)
    return form


def _nearest_kind(names: set[str]) -> Kind:
    """The kind by its telling columns; lists carry the columns of the unit as well."""
    if "code_ape" in names or "code_commune" in names:
        return Kind.PERIODS
    if "datefin" in names or any(name.startswith("changement") for name in names):
        return Kind.HISTORY
    if any(name.endswith("unitelegale") for name in names):
        return Kind.LIST
    return Kind.STOCK
