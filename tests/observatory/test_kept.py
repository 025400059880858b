"""Panoramas counted beforehand: the same as counted now, and never those of other data."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beffroi.observatory import reads, writes
from beffroi.observatory.models import KeptPanorama
from beffroi.observatory.reads import kept
from beffroi.observatory.tasks import keep_panoramas
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory import writes as ground
from beffroi.territory.models import Town

from . import towns

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Any:
    reads.forget()
    made = towns.town()
    towns.surveyed(made)
    made.refresh_from_db()
    yield made
    reads.forget()


def seen(town: Town) -> Any:
    perimeter = territory.perimeters(town)[0]
    return reads.panorama(town, premises.known_days(town)[-1], perimeter=perimeter)


def test_kept_is_what_would_be_counted_and_costs_one_query(town: Town) -> None:
    counted = seen(town)
    keep_panoramas(0)
    assert not reads.towns_behind().exists()
    reads.forget()
    perimeter, on = territory.perimeters(town)[0], premises.known_days(town)[-1]
    with CaptureQueriesContext(connection) as asked:
        found = reads.panorama(town, on, perimeter=perimeter)
    assert (found, len(asked)) == (counted, 1)


@pytest.mark.parametrize("moved", ["data", "inhabitants", "code", "seal"])
def test_whatever_moves_it_is_not_found(town: Town, moved: str, monkeypatch: Any) -> None:
    writes.keep_panoramas(town.pk)
    perimeter, on = territory.perimeters(town)[0], premises.known_days(town)[-1]
    assert kept.kept_panorama(town, on, perimeter) is not None
    if moved == "data":
        ground.touch(town)
    elif moved == "inhabitants":
        town.population = 1
    elif moved == "code":
        monkeypatch.setattr(kept, "code_mark", lambda: "another")
    else:
        KeptPanorama.objects.of(town).update(value=b"x" * 40)
    assert kept.kept_panorama(town, on, perimeter) is None


def test_kept_by_a_french_worker_is_read_in_english(town: Town, client: Client) -> None:
    path = f"/en/{town.slug}/indicators/"
    reads.forget()
    before = client.get(path).content
    writes.keep_panoramas(town.pk)
    reads.forget()
    assert client.get(path).content == before


@pytest.mark.django_db(transaction=True)
def test_page_reads_in_a_read_only_transaction_and_leaves_none_behind(client: Client) -> None:
    from django.db import InternalError
    from django.http import HttpResponse
    from django.test import RequestFactory

    from beffroi.kernel.readonly import ReadOnlyMiddleware

    def writing(_request: Any) -> HttpResponse:
        Town.objects.create(insee_code="00001", name="Saint-Essai", slug="saint-essai")
        return HttpResponse()

    page = ReadOnlyMiddleware(writing)
    with pytest.raises(InternalError):
        page(RequestFactory().get("/"))
    assert page(RequestFactory().post("/")).status_code == 200
    assert Town.objects.count() == 1
