"""The directory: strata, population of its year, agglomerations, peers explained."""

from __future__ import annotations

import pytest
from django.test import Client

from beffroi.observatory.reads.peers import peers_of
from beffroi.observatory.rules.peers import VARIABLES
from beffroi.programme.reads.directory import STRATA, towns_of
from beffroi.territory.models import Town


def test_strata_part_the_towns_and_tell_the_year_of_their_population() -> None:
    seen: set[str] = set()
    for key, low, high, _label in STRATA:
        found = towns_of(key)
        assert len(found) > 50
        assert all(low <= one.population < high and one.year for one in found)
        assert not seen & {one.code for one in found}
        seen |= {one.code for one in found}
    malo = next(one for one in towns_of("20-50") if one.code == "35288")  # Saint-Malo
    assert malo.agglomeration and malo.around and malo.around > malo.population
    assert towns_of("inconnue") == ()


@pytest.mark.django_db
@pytest.mark.system("001-14")
def test_a_town_has_its_stratum_and_peers_explained_by_their_variables() -> None:
    page = Client().get("/annuaire/?strate=20-50").content.decode()
    assert "Strate" in page and "Saint-Malo" in page
    lines = Client().get("/annuaire/?strate=50-100&format=csv").content.decode().splitlines()
    assert len(lines) == len(towns_of("50-100")) + 1
    assert Client().get("/annuaire/?strate=nimporte").status_code == 200
    code = towns_of("20-50")[0].code
    group = peers_of(Town(insee_code=code, name="Une ville", slug="une-ville"))
    assert group is not None and group.members and group.variables
    assert set(group.variables) | set(group.given_up) <= set(VARIABLES)
