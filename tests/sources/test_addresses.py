"""One street under its many spellings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import beffroi
from beffroi.sources.addresses import Address, StreetForms, StreetIndex, split_number

FORMS = StreetForms.load(Path(beffroi.__file__).parent / "countries/fr/street_types.csv")
STREETS = [
    "Grande Rue",
    "Rue de la Gare",
    "Avenue de la Gare",
    "Boulevard de la Liberté",
    "Avenue du Maréchal Foch",
    "Rue Notre-Dame",
    "Rue Saint-Michel",
    "Place de l’Église",
    "Rue Victor Hugo",
]
INDEX = StreetIndex(STREETS, FORMS)


@pytest.mark.parametrize(
    ("parts", "street"),
    [
        (("R. de la Gare",), "Rue de la Gare"),
        (("R", "DE LA GARE"), "Rue de la Gare"),
        (("AV.", "DE LA GARE"), "Avenue de la Gare"),
        (("Bd de la liberte",), "Boulevard de la Liberté"),
        (("AV", "DU MAL FOCH"), "Avenue du Maréchal Foch"),
        (("RUE", "NOTRE DAME"), "Rue Notre-Dame"),
        (("r. St Michel",), "Rue Saint-Michel"),
        (("PL", "DE L'EGLISE"), "Place de l’Église"),
        (("GR",), "Grande Rue"),
        (("GDE RUE",), "Grande Rue"),
        (("Grand'Rue",), "Grande Rue"),
        (("", "VICTOR HUGO"), "Rue Victor Hugo"),
    ],
)
def test_spellings_of_addresses_and_of_the_register_find_the_street(parts, street):
    assert INDEX.find(*parts) == street


@pytest.mark.parametrize("text", ["", "Rue Inconnue", "Gare", "Place Victor Hugo", "Rue"])
def test_a_street_not_there_or_ambiguous_is_not_guessed(text):
    assert INDEX.find(text) is None


def test_every_street_finds_itself():
    assert [INDEX.find(name) for name in STREETS] == STREETS


@given(st.sampled_from(STREETS), st.sampled_from([str.upper, str.lower, str.title]))
def test_letter_case_and_spaces_change_nothing(name, case):
    assert INDEX.find(f"  {case(name)}  ") == name


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(text):
    key = FORMS.key(text)
    assert key == key.strip()
    assert key.isascii() and key == key.lower()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("12 bis, R. de la Gare", Address(12, "bis", "R. de la Gare")),
        ("5B rue Basse", Address(5, "b", "rue Basse")),
        ("3 B rue Basse", Address(3, "b", "rue Basse")),
        ("17, place Haute", Address(17, "", "place Haute")),
        ("8 d’Artagnan", Address(8, "", "d’Artagnan")),
        ("Rue du 11 Novembre", Address(None, "", "Rue du 11 Novembre")),
        ("12", Address(12, "", "")),
    ],
)
def test_number_is_parted_from_the_street(text, address):
    assert split_number(text) == address
