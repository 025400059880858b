"""A published diagnosis never changes; what it rests on is entered, and withdrawn in the open."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beffroi.kernel.models import AuditEntry, EvidenceNode
from beffroi.observatory import reads, writes
from beffroi.observatory.models import Diagnosis
from beffroi.observatory.writes.diagnoses import NothingToSayError
from beffroi.portal.demo.diagnoses import load_diagnoses
from beffroi.territory import reads as territory
from beffroi.territory import writes as territory_writes

from . import towns

pytestmark = pytest.mark.django_db


def publish(place, on=towns.FIRST, by=None):
    return writes.publish_diagnosis(town=place, perimeter=territory.perimeter(place), on=on, by=by)


def figure(row, code):
    return next(f for f in row.content["figures"] if f["code"] == code)


def test_map_gives_a_floor_and_refuses_the_rate():
    place = towns.town()
    towns.mapped(place, vacant=5, total=45)
    row = publish(place)
    assert row.content["finding"].startswith("Au moins 5 locaux vides repérés")
    assert figure(row, "vacancy_count")["verdict"] == "at_least"
    assert figure(row, "vacancy_rate")["verdict"] == "cannot_tell"
    assert "annees" not in [part["slug"] for part in row.content["sections"]]


def test_round_gives_a_rate():
    place = towns.town()
    towns.surveyed(place, vacant=9, total=45)
    row = publish(place, towns.SECOND)
    assert figure(row, "vacancy_rate")["value"] == pytest.approx(0.2)
    assert "20" in row.content["finding"]


def test_two_rounds_tell_the_years():
    place = towns.town()
    towns.surveyed(place, vacant=4, on=towns.FIRST)
    towns.surveyed(place, vacant=9, on=towns.SECOND)
    content = publish(place, towns.SECOND).content
    years = next(part for part in content["sections"] if part["slug"] == "annees")
    table = next(block for block in years["blocks"] if block["kind"] == "table")
    assert [line[1:3] for line in table["rows"]] == [["45", "4"], ["45", "9"]]
    assert table["rows"][1][5] == "5", "five shops were gone at the second round"
    assert content["drawings"]["series"].startswith("<svg")


def test_alert_remembers_the_rounds_before():
    place = towns.town()
    for vacant, on in ((9, dt.date(2023, 5, 16)), (4, towns.FIRST), (4, towns.SECOND)):
        towns.surveyed(place, vacant=vacant, total=42, on=on)
    alert = figure(publish(place, towns.FIRST), "vacancy_alert")
    assert alert["value"] == "ringing", "4 of 42 is 9.5 %: begun at 21 %, it stops under 9 %"
    alone = towns.town("Vieux-Moulin", "00043")
    towns.surveyed(alone, vacant=4, total=42, on=towns.FIRST)
    assert figure(publish(alone, towns.FIRST), "vacancy_alert")["value"] == "quiet"


def test_every_figure_is_a_node_of_the_ledger():
    place = towns.town()
    source = towns.mapped(place)
    someone = towns.advisor(place)
    row = publish(place, by=someone)
    nodes = EvidenceNode.objects.filter(publication_key=row.key)
    assert {node.code for node in nodes} == {f["code"] for f in row.content["figures"]}
    for node in nodes:
        assert node.source_keys == [source.key]
        assert node.perimeter_key == row.perimeter.key
        assert node.true_on == towns.FIRST
        assert node.known_on == row.known_on
        assert node.formula_id and node.code_version
    entry = AuditEntry.objects.get(verb="observatory.diagnosis_published")
    assert (entry.actor_key, entry.town_key) == (someone.key, place.insee_code)


def test_published_twice_the_same_day_takes_the_next_number():
    place = towns.town()
    towns.mapped(place)
    first, second = publish(place), publish(place)
    assert (first.number, second.number) == (1, 2)
    assert first.content["figures"] == second.content["figures"]


def test_numbers_are_each_towns_own():
    place, other = towns.town(), towns.town("Vieux-Moulin", "00043")
    towns.mapped(place)
    towns.mapped(other)
    assert publish(place).number == publish(other).number == 1


def test_reprint_is_the_same_after_new_data():
    place = towns.town()
    towns.mapped(place, vacant=5)
    row = publish(place)
    before = reads.for_paper(row, reads.nodes_of(row))
    towns.mapped(place, vacant=12)  # the same day, corrected since
    again = Diagnosis.objects.of(place).get(pk=row.pk)
    assert reads.for_paper(again, reads.nodes_of(again)) == before
    perimeter = territory.perimeter(place)
    assert reads.stock_of(place, towns.FIRST, perimeter=perimeter).vacant == 12
    then = reads.stock_of(place, towns.FIRST, perimeter=perimeter, known_on=row.known_on)
    assert then.vacant == 5, "the same answer can be computed again, as it was known"


def test_removed_source_turns_its_figures_to_redo():
    place = towns.town()
    source = towns.mapped(place)
    row = publish(place)
    someone = towns.advisor(place)
    assert not any(f["redo"] for f in reads.for_paper(row, reads.nodes_of(row))["figures"])
    territory_writes.remove_source(source=source, by=someone, reason="Licence retirée")
    redone = reads.for_paper(row, reads.nodes_of(row))["figures"]
    assert redone and all(f["redo"] == "Licence retirée" for f in redone)


def test_removed_source_of_another_town_changes_nothing():
    place, other = towns.town(), towns.town("Vieux-Moulin", "00043")
    towns.mapped(place)
    stranger = towns.mapped(other)
    row = publish(place)
    territory_writes.remove_source(source=stranger, by=towns.advisor(place), reason="Ailleurs")
    assert not any(f["redo"] for f in reads.for_paper(row, reads.nodes_of(row))["figures"])


def test_nothing_known_is_refused_with_a_sentence():
    place = towns.town()
    towns.mapped(place)
    with pytest.raises(NothingToSayError, match="Aucun local"):
        publish(place, dt.date(2001, 1, 1))
    assert not Diagnosis.objects.of(place).exists()


def test_failure_leaves_nothing_behind(monkeypatch):
    place = towns.town()
    towns.mapped(place)
    monkeypatch.setattr("beffroi.kernel.audit.record", _fail)
    with pytest.raises(ZeroDivisionError):
        publish(place)
    assert not Diagnosis.objects.of(place).exists()
    assert not EvidenceNode.objects.exists()


def _fail(*_args, **_more):
    raise ZeroDivisionError


def test_demo_publishes_once_where_premises_are_known():
    place, bare = towns.town(), towns.town("Vieux-Moulin", "00043")
    towns.mapped(place)
    someone = towns.advisor(place)
    assert load_diagnoses([place, bare], by=someone) == 1
    assert load_diagnoses([place, bare], by=someone) == 0
    assert Diagnosis.objects.of(place).get().published_by == someone.key


def test_queries_do_not_grow_with_the_premises():
    counts = []
    for code, total in (("00042", 45), ("00043", 90)):
        place = towns.town(f"Ville {code}", code)
        towns.mapped(place, total=total)
        perimeter = territory.perimeter(place)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            writes.publish_diagnosis(town=place, perimeter=perimeter, on=towns.FIRST, by=None)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 40
