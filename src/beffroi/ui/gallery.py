"""What the gallery shows: invented values for every component, in the states that hurt.

All names here are invented (the street of Saint-Vire exists nowhere).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from beffroi.ui import families
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.years import Period

SIDES = (
    ("hygiene_sante_beaute", "Optique du Marché"), ("alimentaire", "Au Bon Levain"), ("cafes_hotels_restaurants", "Le Bocal"),
    ("cafes_hotels_restaurants", "Crêperie des Deux Ponts"), ("alimentaire", "Primeurs Ledoux"), ("equipement_personne", "Mademoiselle Aune"),
    ("vacant", ""), ("equipement_personne", "Chaussures Tabourin et fils, maison fondée en 1911"), ("culture_loisirs", "Librairie du Beffroi"),
    ("equipement_maison", "Lampes et Cie"), ("services", "Agence des Tilleuls"), ("automobile", "Garage du Pont"), ("vacant", ""), ("other", ""),
)  # fmt: skip


class ExampleForm(forms.Form):
    street = forms.CharField(
        label="Dans quelle rue ?", help_text="Le nom comme sur la plaque, sans abréviation."
    )
    state = forms.ChoiceField(
        label="État du local",
        choices=[("o", "Occupé"), ("v", "Vide"), ("t", "En travaux")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="Remarque", required=False, widget=forms.Textarea)


def context(query: Mapping[str, str]) -> dict[str, Any]:
    """Everything `ui/gallery.html` needs; `query` is the page's own (sort order)."""
    faulty = ExampleForm({"street": "", "state": "x"}, auto_id="faute_%s")
    faulty.is_valid()
    return {
        "families": families.FAMILIES,
        "bar_rows": bar_rows(),
        "table": table(query.get("tri", "-open")),
        "empty_table": Table(columns=[Column("name", "Rue")], rows=[], empty="Aucune rue n’est encore connue."),
        "sides": strip_sides(),
        "periods": periods(),
        "since": dt.date(2016, 1, 1),
        "until": dt.date(2026, 4, 1),
        "legend_items": [{"key": row["key"], "count": row["value"], "on": True} for row in bar_rows()],
        "faults": faults(),
        "reasons": reasons(),
        "form": ExampleForm(initial={"street": "Rue de la Halle", "state": "v"}),
        "faulty_form": faulty,
        "dates": [{"value": f"{year}-03-01", "label": f"1er mars {year}"} for year in range(2016, 2027)],
        "crumbs": [{"label": "Saint-Vire", "href": "#"}, {"label": "Rues", "href": "#"}, {"label": "Rue de la Halle", "href": ""}],
        "tabs": [{"label": label, "href": "#", "current": index == 1} for index, label in enumerate(("La ville", "Le centre", "Les rues", "Les indicateurs", "La méthode"))],
        "doors": [
            {"title": "Vous êtes élu", "text": "Où en est le centre, et ce qu’on ne peut pas dire.", "href": "#"},
            {"title": "Vous conseillez les commerçants", "text": "Les rues, les locaux, ce qui a changé depuis le dernier relevé.", "href": "#"},
            {"title": "Vous cherchez un local", "text": "Ce qui est vide, depuis quand, à quel pas-de-porte.", "href": "#"},
        ],
        "evidence_inputs": [("Locaux vides", "11"), ("Locaux observés", "164"), ("Hors du parc commercial", "3")],
        "evidence_parameters": [("Seuil de vacance structurelle", "730 jours")],
    }  # fmt: skip


def bar_rows() -> list[dict[str, Any]]:
    counts = (46, 28, 27, 24, 15, 12, 6, 2)
    order = ("cafes_hotels_restaurants", "hygiene_sante_beaute", "services", "equipement_personne", "culture_loisirs", "alimentaire", "equipement_maison", "automobile")  # fmt: skip
    rows: list[dict[str, Any]] = [
        {"key": key, "value": n, "share": n / 160} for key, n in zip(order, counts, strict=True)
    ]
    return [*rows, {"key": "vacant", "value": 9, "share": None, "label": "Locaux vides repérés"}]


def table(sort: str) -> Table:
    rows: list[dict[str, Any]] = [
        {"street": Cell("Rue de la Halle", href="#"), "family": "equipement_personne", "open": 34, "vacant": 5, "rate": 0.128, "seen": dt.date(2026, 3, 12)},
        {"street": Cell("Rue du Vieux-Pont-aux-Chanoines-Réguliers", href="#"), "family": "alimentaire", "open": 1212, "vacant": 0, "rate": 0.0, "seen": dt.date(2026, 3, 1)},
        {"street": Cell("Quai des Tanneurs", href="#", note="relevé partiel"), "family": "cafes_hotels_restaurants", "open": 7, "vacant": 1, "rate": None, "seen": dt.date(2025, 8, 4)},
    ]  # fmt: skip
    columns = [
        Column("street", "Rue", sort="street"), Column("family", "Famille dominante", "family"), Column("open", "Ouverts", "number", sort="open"),
        Column("vacant", "Vides", "number", sort="vacant"), Column("rate", "Vacance", "percent", sort="rate"), Column("seen", "Vu le", "date"),
    ]  # fmt: skip
    key = sort.lstrip("-")
    if key in {"open", "vacant", "rate"}:
        rows.sort(
            key=lambda row: row[key] if row[key] is not None else -1, reverse=sort.startswith("-")
        )
    return Table(
        columns, rows, caption="Les rues du centre", sort=sort, exports=[("CSV", "#"), ("GeoJSON", "#")],
        total={"street": "Ensemble", "open": 1253, "vacant": 6, "rate": 0.005}, note="3 rues, état au 12 mars 2026",
    )  # fmt: skip


def strip_sides() -> list[dict[str, Any]]:
    doors: list[dict[str, Any]] = [
        {"name": name, "family": key, "state": "vacant" if key == "vacant" else "", "href": "#", "number": str(2 * index + 1)}
        for index, (key, name) in enumerate(SIDES)
    ]  # fmt: skip
    other: list[dict[str, Any]] = [{**door, "number": ""} for door in reversed(doors)]
    other.insert(4, {"gap": True})
    return [{"label": "Côté nord", "doors": doors}, {"label": "Côté sud", "doors": other}]


def periods() -> list[Period]:
    return [
        Period("equipement_personne", "Mercerie Pinchon", None, dt.date(2018, 7, 1)),
        Period("vacant", "Vide", dt.date(2018, 7, 1), dt.date(2020, 11, 1), note="844 jours"),
        Period("unknown", "Non observé", dt.date(2020, 11, 1), dt.date(2021, 9, 1)),
        Period("cafes_hotels_restaurants", "Le Bocal", dt.date(2021, 9, 1), dt.date(2024, 2, 1)),
        Period(
            "alimentaire",
            "Au Bon Levain",
            dt.date(2024, 2, 1),
            None,
            note="premier relevé, non une ouverture",
        ),
    ]


def faults() -> list[dict[str, Any]]:
    return [
        {"severity": "refused", "sentence": "Le fichier compte 12 colonnes, il en faudrait 13 : la colonne « Vacance 2024 » semble décalée d’un cran.", "line": 1, "column": "Vacance 2024", "value": "Coiffeur", "expected": "oui ou non"},
        {"severity": "doubtful", "sentence": "Ce local est presque aussi près de deux rues.", "ref": "node/412", "value": "Rue de la Halle", "expected": "une rue dite par l’adresse"},
        {"severity": "note", "sentence": "3 locaux ont été rapprochés par leur nom."},
    ]  # fmt: skip


def reasons() -> list[dict[str, str]]:
    return [
        {"label": "Taux de vacance", "text": "Les locaux vides n’ont été notés que dans une rue : le vrai nombre est au moins 9, peut-être bien davantage."},
        {"label": "Depuis quand", "text": "Une seule photographie, sans date de fermeture."},
    ]  # fmt: skip
