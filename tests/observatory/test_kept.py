"""Counts and charts made beforehand: the same as made now, and never those of other data."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beffroi.kernel import plain
from beffroi.observatory import reads
from beffroi.observatory.reads import kept
from beffroi.observatory.reads.counts import Counts, count
from beffroi.observatory.views import pictures
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.territory.tasks import keep_beforehand

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
    keep_beforehand(0)
    assert not territory.towns_behind(kept.COUNTS).exists()
    reads.forget()
    perimeter, on = territory.perimeters(town)[0], premises.known_days(town)[-1]
    with CaptureQueriesContext(connection) as asked:
        found = reads.panorama(town, on, perimeter=perimeter)
    assert (found, len(asked)) == (counted, 1)


def test_what_is_counted_is_the_same_read_back_from_json(town: Town) -> None:
    towns.mapped(town, on=towns.FIRST)
    days, perimeter = premises.known_days(town), territory.perimeters(town)[0]
    for on in (*days, None):
        counted = count(town, on, perimeter=perimeter)
        assert plain.read(Counts, plain.written(counted)) == counted


def test_inhabitants_moved_are_not_found(town: Town) -> None:
    keep_beforehand(0)
    perimeter, on = territory.perimeters(town)[0], premises.known_days(town)[-1]
    assert kept.counts_kept(town, on, perimeter) is not None
    town.population = 1
    assert kept.counts_kept(town, on, perimeter) is None


@pytest.mark.parametrize("path", ["/{}/indicateurs/", "/en/{}/indicators/"])
def test_kept_by_the_worker_is_shown_in_each_language_without_drawing(
    town: Town, client: Client, path: str, monkeypatch: Any
) -> None:
    towns.surveyed(town, vacant=9, on=towns.FIRST)
    path = path.format(town.slug)
    reads.forget(), pictures.forget()
    before = client.get(path).content
    assert before.count(b"chart__svg") == 4, "both charts, for the desk and for the phone"
    keep_beforehand(0)
    reads.forget(), pictures.forget()
    monkeypatch.setattr("beffroi.ui.charts.svg.vl_convert", None)
    assert client.get(path).content == before


def test_charts_of_other_numbers_are_not_shown(town: Town, client: Client) -> None:
    """A chart is known by what it shows: had the worker drawn others, they would not be taken."""
    towns.surveyed(town, vacant=9, on=towns.FIRST)
    path = f"/{town.slug}/indicateurs/"
    reads.forget(), pictures.forget()
    before = client.get(path).content
    pictures.forget()
    points = ((towns.FIRST, 0.5), (towns.SECOND, 0.6))
    with pictures.noted() as drawn:
        pictures.rates(points, "Taux de vacance par relevé")
    pictures.take(drawn)
    assert len(drawn) == 2
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
