"""The invented town's own codes, and an invented observatory held elsewhere, to compare it with.

Everything is simulated: the codes are nobody's, and Valbrume does not exist.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from beffroi.kernel.country import country_pack
from beffroi.observatory.models import Nomenclature, ReceivedObservatory
from beffroi.observatory.reads.federation import common_version, terms_of
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.figures import Coverage, Figure, Stock
from beffroi.observatory.writes import federation as writes
from beffroi.observatory.writes.federation import Word
from beffroi.sources.observatories import Told, ToldFigure, ToldMatch, ToldRound, ToldTerm
from beffroi.sources.observatories.reading import told_of
from beffroi.territory.models import Town

COUNTED_ON = dt.date(2026, 4, 24)
SPLIT_ON = dt.date(2025, 1, 1)
BREAD, MEAT, CLOTHES, HAIR = (
    "boulangerie-patisserie", "boucherie-charcuterie", "pret-a-porter", "coiffure",
)  # fmt: skip
STATES = {"occupied": 176, "vacant": 21, "works_unknown": 3}
# Trade → premises; the rest of the occupied ones bear codes that nothing here corresponds to.
TRADES = {
    BREAD: 9, MEAT: 5, "epicerie-fine": 4, "primeur": 3, CLOTHES: 21, "chaussures": 6, HAIR: 14,
    "restaurant": 19, "cafe-bar": 11, "banque": 9, "pharmacie": 6, "optique": 7, "librairie": 4,
    "fleuriste-jardinerie-animalerie": 4, "agence-immobiliere": 12, "restauration-rapide": 16, "esthetique": 9,
    "assurance": 6,
}  # fmt: skip
# The invented town's own: code, label, category, trade
OWN_WORDS = (
    ("11", "Pain, viennoiserie", "Métiers de bouche", BREAD),
    ("12", "Viandes, triperie", "Métiers de bouche", MEAT),
    ("13", "Traiteur à emporter", "Métiers de bouche", MEAT),
    ("14", "Fruits et légumes", "Métiers de bouche", "primeur"),
    ("21", "Mode, toutes tailles", "Mode", CLOTHES),
    ("22", "Souliers", "Mode", "chaussures"),
    ("31", "Coiffeurs", "Beauté", HAIR),
    ("41", "Auberges et tables", "Sortir", "restaurant"),
    ("42", "Cafés, estaminets", "Sortir", "cafe-bar"),
    ("43", "Sur le pouce", "Sortir", "restauration-rapide"),
    ("51", "Livres et journaux", "Culture", "librairie"),
    ("61", "Guichets de banque", "Services", "banque"),
    ("62", "Agents immobiliers", "Services", "agence-immobiliere"),
)
# Valbrume's: code, label, category, trade, premises
WORDS: tuple[tuple[str, str, str, str, int], ...] = (
    ("101", "Fournil", "Bouche", BREAD, 6), ("102", "Terminal de cuisson", "Bouche", BREAD, 3),
    ("110", "Boucher et tripier", "Bouche", MEAT, 5), ("201", "Mode femme", "Vêture", CLOTHES, 13),
    ("202", "Mode homme", "Vêture", CLOTHES, 5), ("203", "Layette", "Vêture", CLOTHES, 3),
    ("310", "Salon de coiffure", "Soin", HAIR, 12), ("311", "Barbier", "Soin", HAIR, 2),
    ("410", "Table", "Accueil", "restaurant", 19), ("420", "Comptoir", "Accueil", "cafe-bar", 11),
    ("890", "Atelier partagé", "Divers", "", 4), ("899", "Point de retrait", "Divers", "", 2),
)  # fmt: skip

SAID: dict[str, Any] = {
    "format": "beffroi.observatory", "protocol": 1, "name": "Valbrume (inventée)", "code": "00002",
    "town": "Valbrume", "keeper": "Chambre inventée du Haut-Brume", "simulated": True,
    "made_on": "2026-06-02", "nomenclature": "Nomenclature inventée du Haut-Brume",
    "sources": [
        {"label": "Relevé simulé du printemps 2026", "kind": "survey", "as_of": "2026-04-24",
         "licence": "Licence Ouverte 2.0", "attribution": "Observatoire inventé de Valbrume"}
    ],
}  # fmt: skip


def load_federation(town: Town | None) -> None:
    """Once: words of the town, some without equivalent, and Valbrume's file as it was received."""
    if town is None or ReceivedObservatory.objects.of(town).exists():
        return
    name = _("Codes de l’observatoire fictif de Clairvoisne")
    held = writes.keep_nomenclature(town=town, name=name, by=None)
    writes.keep_terms(nomenclature=held, words=_own_words(), by=None)
    _split(held)
    row = writes.receive(town=town, told=told_of(valbrume().as_data(), "valbrume.json"), by=None)
    ReceivedObservatory.objects.of(town).filter(pk=row.pk).update(is_public=True)


def _own_words() -> list[Word]:
    words = [Word(code, label, filed, common=trade) for code, label, filed, trade in OWN_WORDS]
    return [
        *words,
        Word("90", "Conciergerie de quartier", "Services", common=""),
        Word("91", "Casiers de retrait", "Services"),
        Word("LV", "Local à reprendre", kind="state", common="vacant"),
        Word("LT", "Local en chantier", kind="state", common="works_unknown"),
    ]


def _split(held: Nomenclature) -> None:
    """In 2025 the caterers left the butchers: the rounds before keep what they said."""
    pk = next(pk for pk, term in terms_of(held).items() if term.code == "13")
    writes.decide_terms(nomenclature=held, decisions={pk: "traiteur"}, since=SPLIT_ON, by=None)


def valbrume() -> Told:
    """The observatory of a town that does not exist, as its own installation would write it."""
    seen = Stock(
        on=COUNTED_ON,
        by_state=STATES,
        by_activity=TRADES | {"": STATES["occupied"] - sum(TRADES.values())},
        by_family=_families(),
        vacant_since=(None,) * (STATES["vacant"] + STATES["works_unknown"]),
        coverage=Coverage(stock=0.97, vacancy=1.0, activity=0.96, rounds=3),
    )
    place = {"key": "coeur", "name": "Cœur de ville", "kind": "town_centre"}
    told = told_of(SAID | {"common": common_version(), "perimeters": [place]}, "valbrume.json")
    one = replace(told.perimeters[0], rounds=(_round(seen),))
    return replace(told, terms=_their_words(), perimeters=(one,))


def _round(seen: Stock) -> ToldRound:
    return ToldRound(
        on=seen.on,
        methods=("survey",),
        stock=seen.coverage.stock,
        vacancy=seen.coverage.vacancy,
        states=STATES,
        trades=dict(seen.by_activity),
        local={code: n for code, _label, _filed, _trade, n in WORDS},
        figures=tuple(_figure(one) for one in registry.compute_all("stock", seen).values()),
    )


def _their_words() -> tuple[ToldTerm, ...]:
    words = [
        ToldTerm("trade", code, label, filed, (ToldMatch(trade),))
        for code, label, filed, trade, _n in WORDS
    ]
    states = (("000", "Cellule libre", "vacant"), ("001", "Cellule en chantier", "works_unknown"))
    return (*words, *(ToldTerm("state", c, label, "", (ToldMatch(s),)) for c, label, s in states))


def _families() -> dict[str, int]:
    rows = country_pack("fr").indexed("nomenclature.csv", "subfamily")
    found: dict[str, int] = {}
    for trade, n in TRADES.items():
        family = rows[trade]["family"]
        found[family] = found.get(family, 0) + n
    return found | {"": STATES["occupied"] - sum(TRADES.values())}


def _figure(one: Figure) -> ToldFigure:
    value: Any = one.value if one.verdict in ("value", "at_least") else None
    plain = {k: v for k, v in one.parameters.items() if isinstance(v, str | int | float)}
    value = value if value is None or isinstance(value, str) else float(value)
    return ToldFigure(one.code, one.formula_id, one.verdict, one.unit, value, plain)
