"""The French pack: communes found as people write them, outlines, programmes, labels."""

from __future__ import annotations

import subprocess
import sys

import pytest
from shapely.geometry import shape

from beffroi.kernel.communes import CommuneNotFoundError, search_key
from beffroi.kernel.country import country_pack

PACK = country_pack("fr")


def test_all_communes_and_the_arrondissements_of_three_cities():
    communes = PACK.communes()
    assert len(communes) == 34_969 + 20 + 9 + 16
    assert all(communes[code].code == code for code in communes)
    lyon4 = PACK.find_commune("69384")
    assert (lyon4.kind, lyon4.parent, lyon4.population) == ("arrondissement", "69123", None)
    assert lyon4.name == "Lyon 4e arrondissement"
    redon = PACK.find_commune("35236")
    assert (redon.name, redon.departement, redon.population_year) == ("Redon", "35", 2023)
    assert redon.population == 9542


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("redon", "35236"),
        ("  REDON ", "35236"),
        ("st etienne", "42218"),
        ("Saint-Étienne", "42218"),
        ("labergement clemenciat", None),
        ("L’Abergement-Clémenciat", "01001"),
        ("2a004", "2A004"),
        ("Marseille 1er arrondissement", "13201"),
    ],
)
def test_a_name_is_found_whatever_its_accents(text, code):
    if code is None:
        with pytest.raises(CommuneNotFoundError):
            PACK.find_commune(text)
    else:
        assert PACK.find_commune(text).code == code


def test_ambiguous_names_are_listed_the_largest_first():
    with pytest.raises(CommuneNotFoundError) as caught:
        PACK.find_commune("saint denis")
    codes = [commune.code for commune in caught.value.candidates]
    assert codes[:2] == ["97411", "93066"]  # La Réunion, then Seine-Saint-Denis
    assert "code 93066" in caught.value.sentence and "INSEE" in caught.value.sentence


def test_unknown_names_get_neighbours():
    with pytest.raises(CommuneNotFoundError, match="Redon"):
        PACK.find_commune("redo")
    with pytest.raises(CommuneNotFoundError) as caught:
        PACK.find_commune("Villeneuve-qui-n’existe-pas")
    assert caught.value.candidates == ()


def test_a_merged_commune_leads_to_its_successor():
    assert PACK.find_commune("56138").name == "Ploërmel"
    merged, alone = shape(PACK.outline("56138")), shape(PACK.outline("35236"))
    assert merged.is_valid and merged.equals(shape(PACK.outline("56165")))
    assert alone.bounds[0] < -2.08 < alone.bounds[2] and alone.bounds[1] < 47.65 < alone.bounds[3]


def test_every_acv_town_has_an_outline_and_what_has_none_says_so():
    towns = {
        row["insee"] for row in PACK.table("memberships.csv") if row["source_date"] == "2024-04"
    }
    assert len(towns) == 244
    assert all(PACK.outline(code) for code in towns)
    assert PACK.outline("69384") is None


def test_programmes_are_dated_or_say_that_they_are_not():
    found = {(m.programme, m.source_date) for m in PACK.memberships("35236")}
    assert ("acv", "2024-04") in found
    ort = [m for m in PACK.memberships("28134") if m.programme == "ort"]
    assert ort and ort[0].valid_from is not None and ort[0].valid_from.year == 2019
    known = PACK.communes()
    assert all(row["insee"] in known for row in PACK.table("memberships.csv"))


def test_the_register_files_a_city_under_its_arrondissements():
    assert PACK.communes().register_codes("69123") == [str(c) for c in range(69381, 69390)]
    assert PACK.communes().register_codes("35236") == ["35236"]


def test_labels_departements_regions_and_epci():
    assert "Boulangerie" in PACK.activity_label("10.71C") and PACK.activity_label("99.99Z") == ""
    assert len(PACK.table("departements.csv")) >= 101 and len(PACK.table("regions.csv")) >= 18
    assert len(PACK.table("epci.csv")) == 1255
    epcis = {row["siren"] for row in PACK.table("epci.csv")}
    communes = PACK.communes()
    assert {communes[code].epci for code in communes} - {""} == epcis


def test_search_key_flattens_what_people_vary():
    assert search_key("Œuilly-St-Étienne d’Albœuf") == "oeuilly saint etienne d alboeuf"
    assert [c.code for c in PACK.communes().starting("clermont-fer")][:1] == ["63113"]


def test_finding_a_commune_is_quick_in_a_fresh_process():
    # 150 ms is the aim on a quiet machine; three times that tells a change of nature, not of load
    code = (
        "import time; from beffroi.kernel.country import country_pack; t = time.process_time();"
        "country_pack('fr').find_commune('redon'); print(time.process_time() - t)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(told.stdout) < 0.45
