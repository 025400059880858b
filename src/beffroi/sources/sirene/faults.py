"""Refusals and doubts about single rows. A report keeps them, so their words are marked to store.

`line` is the ordinal of the row while the file is read (see `rows`).
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from beffroi.kernel.wording import to_store
from beffroi.sources.records import Fault

Severity = Literal["refused", "doubtful", "note"]


def bad_siret(siret: str, line: int) -> Fault:
    """The refusal of a SIRET that fails its check."""
    return Fault(
        code="bad_siret",
        sentence=to_store("Ce SIRET ne passe pas le contrôle de sa clé."),
        ref=siret,
        line=line,
        column="siret",
        value=siret,
        expected=to_store(
            "14 chiffres dont le dernier est une clé (règle de Luhn, ou celle de La Poste)"
        ),
    )


def bad_date(siret: str, line: int, column: str, value: str, severity: Severity) -> Fault:
    """The fault of a date that is none."""
    return Fault(
        code="bad_date",
        sentence=to_store("Cette date ne se lit pas."),
        ref=siret,
        line=line,
        column=column,
        value=value,
        expected=to_store("AAAA-MM-JJ"),
        severity=severity,
    )


def future(siret: str, line: int, column: str, date: dt.date, as_of: dt.date) -> Fault:
    """The doubt about a date after the day the file tells of."""
    return Fault(
        code="future_date",
        sentence=to_store(
            "Cette date est postérieure à celle du fichier : elle est gardée, mais douteuse."
        ),
        ref=siret,
        line=line,
        column=column,
        value=date.isoformat(),
        expected=f"≤ {as_of.isoformat()}",
        severity="doubtful",
    )


def unknown_state(siret: str, line: int, column: str, value: str) -> Fault:
    """The refusal of a state that is neither A nor F."""
    return Fault(
        code="unknown_state",
        sentence=to_store("L’état de l’établissement n’est ni A (actif) ni F (fermé)."),
        ref=siret,
        line=line,
        column=column,
        value=value,
        expected=to_store("A ou F"),
    )


def duplicate(siret: str, line: int, column: str, value: str) -> Fault:
    """The refusal of a row whose key was met before."""
    return Fault(
        code="duplicate",
        sentence=to_store("Cette ligne répète une ligne déjà lue : seule la première est prise."),
        ref=siret,
        line=line,
        column=column,
        value=value,
        expected=to_store("une seule ligne"),
    )


def reversed_period(siret: str, line: int, start: str, end: str) -> Fault:
    """The refusal of a period that ends before its start; both as written."""
    return Fault(
        code="reversed_period",
        sentence=to_store("Cette période finit avant de commencer."),
        ref=siret,
        line=line,
        column="dateFin",
        value=end,
        expected=f"≥ {start}",
    )


def bad_position(siret: str, line: int, x: str, y: str) -> Fault:
    """The doubt about coordinates outside the area of their system; both as written."""
    return Fault(
        code="bad_position",
        sentence=to_store(
            "Ces coordonnées tombent hors du territoire de leur système : la position est laissée "
            "vide."
        ),
        ref=siret,
        line=line,
        column="coordonneeLambertAbscisseEtablissement",
        value=f"{x} ; {y}",
        expected=to_store("mètres du système légal du département (Lambert 93 en métropole)"),
        severity="doubtful",
    )


def unknown_nomenclature(siret: str, line: int, value: str, known: frozenset[str]) -> Fault:
    """The doubt about a code of a nomenclature we do not know."""
    return Fault(
        code="unknown_nomenclature",
        sentence=to_store(
            "La nomenclature de ce code d’activité est inconnue : il ne sera pas classé."
        ),
        ref=siret,
        line=line,
        column="nomenclatureActivitePrincipaleEtablissement",
        value=value,
        expected=", ".join(sorted(known)),
        severity="doubtful",
    )
