"""Redon as it is stored: its streets agree with a count that shares no code with ours."""

from __future__ import annotations

from collections import Counter
from importlib.resources import as_file, files

import pytest

from beffroi.portal.demo.redon import load_redon
from beffroi.premises.models import Premises
from tests.sources.hand_count import count_streets


@pytest.mark.django_db
def test_stored_streets_agree_with_the_count_by_hand():
    town = load_redon()
    stored = Counter(Premises.objects.of(town).values_list("street__name", flat=True))
    with as_file(files("beffroi.portal.demo") / "data" / "redon.osm.gz") as path:
        by_hand = {name: len(refs) for name, refs in count_streets(path).items()}
    # One address writes its boulevard without accent or capital: ours finds the street it means.
    by_hand["Boulevard de la Liberté"] += by_hand.pop("Boulevard de la liberte")
    assert stored == by_hand
    assert (stored["Grande Rue"], stored["Rue Notre-Dame"], stored["Rue des États"]) == (43, 15, 13)
