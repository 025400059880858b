"""Two chambers merge: old agreements stay readable, and workable, by the new one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from beffroi.programme import policies, reads
from beffroi.programme.reads.agreements import above, of_body
from beffroi.territory import policies as rights
from beffroi.territory import writes as territory

from . import made

pytestmark = pytest.mark.django_db
MERGED = dt.date(2024, 1, 1)


@pytest.mark.system("001-15")
def test_two_chambers_merge_and_the_new_one_reads_their_old_agreements() -> None:
    place, far = made.town("Valhaut"), made.town("Valbas")
    first, second = (made.chamber(one, name=f"Chambre {one.name}") for one in (place, far))
    new = made.chamber(name="Chambre du Grand Val")
    local = made.agreement(place, first, made.hall(place))
    framework = made.agreement(None, second, title="Cadre ancien")
    advisor, neighbour = (
        made.advisor(new),
        made.advisor(made.chamber(name="Autre"), "a@example.invalid"),
    )
    key = framework.key
    assert not rights.may(advisor, "read", "agreement", obj=framework)
    for old in (first, second):
        territory.merge_bodies(absorbed=old, into=new, on=MERGED, by=None)
    framework = reads.agreement_or_404(None, key)
    assert rights.may(advisor, "read", "agreement", obj=framework)
    assert rights.may(advisor, "write", "agreement", town=place, obj=local)
    assert not rights.may(neighbour, "read", "agreement", obj=framework)
    assert list(above(advisor)) == [framework]
    assert set(of_body(new, made.DAY)) == {local, framework}
    assert policies.bodies_of(advisor) >= {first.key, second.key, new.key}
    client = Client()
    client.force_login(advisor)
    assert client.get(f"/conventions/{key}/").status_code == 200
    assert client.get(f"/{place.slug}/conventions/{local.key}/").status_code == 200
