"""Pages of footfall: what a visitor reads, what a manager notes, what a stranger may not."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from beffroi.kernel.models import AuditEntry
from beffroi.place import writes
from beffroi.place.models import Counter, TownEvent
from beffroi.sources.records import SourceFacts
from beffroi.territory import writes as territory
from beffroi.territory.models import Town
from tests.observatory import towns
from tests.programme import made

from .series import MONDAY, series, usual

pytestmark = pytest.mark.django_db
SATURDAY = MONDAY + dt.timedelta(days=75)


def doubled(day: dt.date, hour: int) -> int:
    n = usual(day, hour) * (100 + day.toordinal() * 7 % 9) // 100
    return n * 2 if day == SATURDAY else n


@pytest.fixture
def place() -> Town:
    found = towns.town()
    facts = SourceFacts("footfall", MONDAY)
    source = territory.add_source(town=found, facts=facts, label="Compteurs")
    writes.store_counts(
        town=found,
        source=source,
        hours={"Halle": series(MONDAY, 120, doubled), "Quai": series(MONDAY, 120)},
    )
    found.refresh_from_db()
    return found


@pytest.fixture
def manager(place: Town) -> Client:
    client = Client()
    client.force_login(made.advisor(made.chamber(place)))
    return client


def text(answer: Any) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def note(client: Client, place: Town, **changes: str) -> Any:
    asked = {
        "name": "Fête de la halle", "kind": "festival", "first_day": SATURDAY.isoformat(),
        "from_hour": "10:00", "to_hour": "18:00", **changes,
    }  # fmt: skip
    return client.post(reverse("footfall_event_new", args=[place.slug]), asked)


def test_a_visitor_reads_the_index_of_the_town_and_of_each_counter(
    place: Town, client: Client, django_assert_max_num_queries: Any
) -> None:
    url = reverse("footfall", args=[place.slug])
    client.get(url)
    with django_assert_max_num_queries(6):
        page = text(client.get(url))
    assert "que d’ordinaire" in page
    assert "Halle" in page and "Quai" in page
    assert "Noter un événement" not in page
    one = text(client.get(reverse("footfall_counter", args=[place.slug, "halle"])))
    assert "Aucune heure ne manque" in one
    assert "Décrire ce compteur" not in one


def test_a_town_without_counter_says_how_to_begin(client: Client) -> None:
    bare = towns.town("Vieux-Moulin", "00043")
    page = text(client.get(reverse("footfall", args=[bare.slug])))
    assert "Déposez le fichier d’un compteur" in page


def test_an_event_noted_is_held_against_four_saturdays(place: Town, manager: Client) -> None:
    answer = note(manager, place)
    event = TownEvent.objects.of(place).get()
    assert answer.status_code == 302 and answer.url.endswith(f"{event.key}/")
    page = text(manager.get(answer.url))
    assert "« Fête de la halle » : " in page and "de passages de plus que d’ordinaire" in page
    assert "Plus que d’ordinaire" in page  # the market hall
    assert "Dans l’ordinaire" in page  # the quay, which nothing touched
    assert AuditEntry.objects.filter(verb="place.event_added").count() == 1


def test_an_event_withdrawn_is_gone_and_told(place: Town, manager: Client) -> None:
    note(manager, place)
    event = TownEvent.objects.of(place).get()
    url = reverse("footfall_event_withdraw", args=[place.slug, event.key])
    assert manager.post(url).status_code == 302
    assert manager.post(url).status_code == 404
    assert manager.get(reverse("footfall_event", args=[place.slug, event.key])).status_code == 404
    assert AuditEntry.objects.filter(verb="place.event_withdrawn").count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"to_hour": "09:00"}, "finit après avoir commencé"),
        ({"last_day": "2025-06-01"}, "Au-delà d’un mois"),
        ({"first_day": "0000-01-01"}, "date"),
        ({"name": ""}, "obligatoire"),
    ],
)
def test_an_event_that_cannot_be_is_refused_with_its_reason(
    place: Town, manager: Client, changes: dict[str, str], said: str
) -> None:
    answer = note(manager, place, **changes)
    assert answer.status_code == 422 and said in text(answer)
    assert not TownEvent.objects.of(place).exists()


def test_weeks_of_reference_are_chosen_and_both_dates_are_asked(
    place: Town, manager: Client
) -> None:
    url = reverse("footfall_counter_describe", args=[place.slug, "halle"])
    half = {"name": "Place de la Halle", "reference_from": "2025-02-03"}
    assert "les deux dates" in text(manager.post(url, half))
    whole = {**half, "reference_to": "2025-03-02", "technology": "infrared"}
    assert manager.post(url, whole).status_code == 302
    counter = Counter.objects.of(place).get(slug="halle")
    assert (counter.name, counter.technology) == ("Place de la Halle", "infrared")
    assert "du 3 février 2025 au 2 mars 2025" in text(
        manager.get(reverse("footfall_counter", args=[place.slug, "halle"]))
    )


def test_a_stranger_changes_nothing(place: Town) -> None:
    stranger = Client()
    stranger.force_login(made.advisor(made.chamber(made.town())))
    assert note(stranger, place).status_code == 403
    assert note(Client(), place).status_code == 302
    assert not TownEvent.objects.of(place).exists()


@pytest.mark.parametrize("path", ["footfall_counter", "footfall_event"])
def test_what_is_not_there_is_not_found(place: Town, client: Client, path: str) -> None:
    assert client.get(reverse(path, args=[place.slug, "rien"])).status_code == 404
    other = towns.town("Vieux-Moulin", "00043")
    assert client.get(reverse("footfall_counter", args=[other.slug, "halle"])).status_code == 404
