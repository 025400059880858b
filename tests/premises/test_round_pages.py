"""The pages of rounds: what they say, to whom, in how many queries."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beffroi.premises import writes as cells
from beffroi.premises.models import FieldNote, Premises, RoundPart, SurveyRound
from beffroi.premises.reads import rounds as reads
from beffroi.premises.writes import rounds as writes
from beffroi.territory import reads as territory
from tests.premises import factories as make
from tests.premises import made_rounds as made
from tests.premises.test_round_publishing import door, publish, step, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make.street_with_a_doubt()


@pytest.fixture
def ada(town):
    return make.advisor_of(town)


@pytest.fixture
def walked(town, ada):
    return writes.plan_round(
        town=town, perimeter=territory.perimeter(town), name="Relevé de mars",
        planned_from=made.DAY, planned_to=made.DAY, people=[ada], by=ada,
    )  # fmt: skip


@pytest.fixture
def desk(ada):
    client = Client()
    client.force_login(ada)
    return client


def at(walked: Any, rest: str = "") -> str:
    return f"/essai/releves/{walked.key}/{rest}"


def text(answer: Any) -> str:
    return str(
        answer.content.decode()
        .replace("\N{NO-BREAK SPACE}", " ")
        .replace("\N{NARROW NO-BREAK SPACE}", " ")
    )


@pytest.mark.parametrize(
    ("path", "says", "most"),
    [
        ("", "3 locaux à voir", 22),
        ("parcours/", "Au Levain", 22),
        ("controle/", "Aucune note", 22),
        ("saisie/", "Rue du Four", 24),
    ],
)
def test_page_says_what_it_must_in_few_queries(desk, walked, path, says, most):
    with CaptureQueriesContext(connection) as asked:
        answer = desk.get(at(walked, path))
    assert answer.status_code == 200
    assert says in text(answer)
    assert len(asked) <= most


@pytest.mark.parametrize("path", ["", "parcours/", "controle/", "saisie/"])
def test_page_costs_the_same_with_more_doors_and_notes(desk, town, ada, walked, path):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(at(walked, path)).status_code == 200
        return len(asked)

    tell(walked, ada, made.note(door(town).public_id))
    desk.get(at(walked, path))
    few = cost()
    doors = [make.seen(f"more/{n}", lon=n / 1e5) for n in range(30)]
    make.observe(town, make.D23, *doors, partial=True)
    for rank, one in enumerate(Premises.objects.of(town).filter(refs__value__startswith="more"), 9):
        walked.stops.create(premises=one, street=door(town).street, rank=rank)
        tell(walked, ada, made.note(one.public_id, "changed", seq=rank, said={"state": "vacant"}))
    assert cost() == few


def test_plan_is_made_ordered_shared_and_closed_from_the_pages(desk, town, ada):
    nil = made.surveyor_of(town)
    perimeter = territory.perimeter(town)
    assert perimeter is not None
    form = {"name": "Avril", "perimeter": perimeter.pk, "planned_from": "2026-04-07",
            "planned_to": "2026-04-01", "people": [nil.pk]}  # fmt: skip
    answer = desk.post("/essai/releves/nouveau/", form)
    assert "Le dernier jour vient après le premier" in text(answer)
    answer = desk.post("/essai/releves/nouveau/", form | {"planned_to": "2026-04-09"})
    planned = SurveyRound.objects.of(town).get(name="Avril")
    assert answer["Location"] == at(planned, "parcours/")
    turn = {"place-rue-du-four": "1", "maniere-rue-du-four": "zigzag", "sens-rue-du-four": "1",
            "qui-rue-du-four": [nil.key]}  # fmt: skip
    desk.post(at(planned, "parcours/changer/"), turn)
    planned.refresh_from_db()
    assert (planned.walk[0]["mode"], planned.walk[0]["turned"]) == ("zigzag", True)
    part = RoundPart.objects.of(town).get(round=planned, person=nil)
    assert [street.slug for street in part.streets.all()] == ["rue-du-four"]
    answer = desk.post(at(planned, "etape/close/"), follow=True)
    assert "ne peut pas passer" in text(answer)
    desk.post(at(planned, "etape/begin/"))
    assert "Aucune note" in text(desk.post(at(planned, "etape/close/"), follow=True))
    assert desk.post(at(planned, "etape/publish/"), follow=True).status_code == 200
    planned.refresh_from_db()
    assert planned.state == "in_progress"


def test_checking_sets_two_notes_side_by_side_and_one_tap_chooses(desk, town, ada, walked):
    nil, one = made.surveyor_of(town, "Nil Roche"), door(town)
    tell(walked, ada, made.note(one.public_id, "changed", said={"state": "vacant"}))
    tell(walked, nil, made.note(one.public_id), device="b")
    step(walked, "close", ada)
    page = text(desk.get(at(walked, "controle/")))
    assert "se contredisent" in page
    assert "Nil Roche" in page
    assert page.count("Cette note compte") == 2
    note = FieldNote.objects.of(town).get(kind="changed")
    desk.post(at(walked, "controle/choisir/"), {"note": note.pk})
    page = text(desk.get(at(walked, "controle/")))
    assert "se contredisent" not in page
    assert "1 local déjà tranché" in page
    assert desk.post(at(walked, "controle/choisir/"), {"note": "²"}).status_code == 404


def test_publishing_page_tells_what_changes_then_does_it(desk, town, ada, walked):
    tell(walked, ada, made.note(door(town).public_id, "changed", said={"state": "vacant"}))
    for way in ("close", "validate"):
        step(walked, way, ada)
    page = text(desk.get(at(walked, "publier/")))
    assert "1 local vu" in page
    assert "2 locaux seront dits « pas revus »" in page
    assert "Moins de neuf locaux sur dix" in page
    answer = desk.post(at(walked, "publier/"), follow=True)
    assert "Ce qui a été publié" in text(answer)
    answer = desk.post(at(walked, "corriger/"), follow=True)
    assert "Version 2 ouverte" in text(answer)
    assert "Relevé de mars : 0 correction notée" in text(answer)
    assert "Une version corrigée est déjà ouverte" in text(
        desk.post(at(walked, "corriger/"), follow=True)
    )


def test_sheets_are_a_pdf_of_the_streets(desk, walked):
    answer = desk.get(at(walked, "feuilles.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_sheet_typed_back_makes_notes_and_keeps_what_is_wrong_on_the_screen(
    desk, town, ada, walked
):
    one, two, three = (door(town, f"node/{n}").public_id for n in (1, 2, 3))
    lot = "11111111-1111-4111-8111-111111111111"
    typed = {
        "rue": "rue-du-four", "lot": lot, "jour": "2026-03-02",
        f"code-{one}": "=", f"code-{two}": "1", f"name-{two}": "Chez Io",
        f"activity-{two}": "Poissonnerie", f"code-{three}": "9", f"comment-{three}": "rideau baissé",
        "number-neuf-1": "12 bis", "code-neuf-1": "2",
    }  # fmt: skip
    answer = desk.post(at(walked, "saisie/"), typed)
    assert answer.status_code == 200
    assert "n’est pas un code" in text(answer)
    assert "rideau baissé" in text(answer)
    kept = {note.kind: note for note in FieldNote.objects.of(town)}
    assert {note.device for note in kept.values()} == {"papier"}
    assert set(kept) == {"unchanged", "changed", "new"}
    assert kept["changed"].said == {
        "state": "occupied",
        "name": "Chez Io",
        "activity": "poissonnerie",
    }
    assert kept["new"].said["number"] == "12 bis"
    assert timezone.localdate(kept["unchanged"].seen_at) == made.DAY
    answer = desk.post(at(walked, "saisie/"), typed | {f"code-{three}": "x"})
    assert answer.status_code == 302
    assert FieldNote.objects.of(town).count() == 4, "the same lines typed again are the same notes"
    found = reads.checking(walked).found
    assert {note.chosen.kind for note in found.values()} == {"unchanged", "changed", "new", "gone"}


@pytest.mark.parametrize("who", ["surveyor", "other", "stranger", "visitor"])
def test_each_person_sees_what_is_theirs(town, ada, walked, who):
    nil = made.surveyor_of(town)
    RoundPart.objects.create(round=walked, person=nil)
    other = made.surveyor_of(town, "Bo")
    writes.plan_round(
        town=town, perimeter=territory.perimeter(town), name="Celui de Bo",
        planned_from=made.DAY, planned_to=made.DAY, people=[other], by=ada,
    )  # fmt: skip
    client = Client()
    people = {"surveyor": nil, "other": other, "stranger": make.person("Zoe"), "visitor": None}
    if people[who]:
        client.force_login(people[who])
    pages = {
        path: client.get(at(walked, path)).status_code
        for path in ("", "parcours/", "saisie/", "feuilles.pdf", "controle/", "publier/")
    }
    listed = client.get("/essai/releves/")
    if who == "surveyor":
        assert pages == {
            "": 200,
            "parcours/": 200,
            "saisie/": 200,
            "feuilles.pdf": 200,
            "controle/": 403,
            "publier/": 403,
        }
        assert "Relevé de mars" in text(listed)
        assert "Celui de Bo" not in text(listed)
        assert client.post(at(walked, "parcours/changer/"), {}).status_code == 403
        assert client.post(at(walked, "etape/close/")).status_code == 403
    elif who == "other":
        assert set(pages.values()) == {403}
        assert "Relevé de mars" not in text(listed)
    else:
        assert set(pages.values()) == {403 if who == "stranger" else 302}
        assert listed.status_code == (403 if who == "stranger" else 302)


@pytest.mark.system("001-08")
def test_next_street_says_why_in_a_sentence_and_the_share_seen_within_a_year(
    desk, town, ada, walked
):
    page = text(desk.get("/essai/releves/prochaine-rue/"))
    assert "À revoir d’abord" in page
    assert "sans doute" in page.casefold()
    assert "septembre 2019" in page
    figure = desk.get("/essai/indicateurs/locaux-revus-depuis-un-an/", {"format": "json"}).json()
    assert figure["value"] == 0
    street = {"format": "json", "rue": "rue-du-four"}
    make.observe(town, timezone.localdate(), make.seen("node/1", name="Au Levain"), partial=True)
    figure = desk.get("/essai/indicateurs/locaux-revus-depuis-un-an/", street).json()
    assert figure["value"] == pytest.approx(1 / 3, abs=1e-3)


def test_two_sources_that_disagree_and_a_report_bring_a_street_forward(desk, town, ada):
    from beffroi.premises.reads import sights

    today = timezone.localdate()
    make.observe(town, today, make.seen("node/1"), make.seen("node/3", lon=0.002), partial=True)
    other = make.source(town, today, kind="survey")
    make.observe(town, today, make.seen("node/1", "vacant"), partial=True, source=other)
    (before, *_), _seen = reads.streets_to_walk(town, today)
    assert before.why.disagreeing == 1
    sights.count_reports(lambda _town: {door(town).pk: 2})
    try:
        (after, *_), _seen = reads.streets_to_walk(town, today)
        assert after.why.reports == 2
        assert after.why.score > before.why.score
        assert "2 signalements d’habitants attendent" in text(
            desk.get("/essai/releves/prochaine-rue/")
        )
    finally:
        sights._counters.clear()


def test_withdrawn_source_marks_what_the_round_published_as_to_redo(desk, town, ada, walked):
    tell(walked, ada, made.note(door(town).public_id))
    done = publish(walked, ada)
    assert "À refaire" not in text(desk.get(at(walked)))
    cells.withdraw_source(source=done.source, by=ada, reason="essai")
    assert "À refaire" in text(desk.get(at(walked)))
    cells.restore_source(source=done.source, by=ada)
    assert "À refaire" not in text(desk.get(at(walked)))


def test_photo_is_shown_to_who_works_on_the_round_and_to_nobody_else(desk, town, ada, walked):
    key = uuid4()
    writes.keep_photo(round=walked, uuid=key, content=made.JPEG, by=ada)
    one = made.note(door(town).public_id, "changed", said={"state": "vacant"}, photos=[str(key)])
    tell(walked, ada, one)
    assert f"/photo/{key}/" in text(desk.get(at(walked, "controle/")))
    answer = desk.get(at(walked, f"photo/{key}/"))
    assert answer["Content-Type"] == "image/jpeg"
    assert "private" in answer["Cache-Control"]
    assert desk.get(at(walked, f"photo/{uuid4()}/")).status_code == 404
    assert Client().get(at(walked, f"photo/{key}/")).status_code == 302
    desk.post(at(walked, "effacer/"))
    assert SurveyRound.objects.of(town).filter(pk=walked.pk).exists(), "its photo would be nobody’s"
    default_storage.delete(walked.photos.get().stored_as)


def test_plan_nobody_walked_can_be_taken_back_and_a_walked_one_not(desk, town, ada, walked):
    tell(walked, ada, made.note(door(town).public_id))
    desk.post(at(walked, "effacer/"))
    assert SurveyRound.objects.of(town).filter(pk=walked.pk).exists()
    other = made.planned(town, ada, name="Vide")
    desk.post(at(other, "effacer/"))
    assert not SurveyRound.objects.of(town).filter(pk=other.pk).exists()


def test_published_page_keeps_its_counts_after_a_correction(desk, town, ada, walked):
    tell(walked, ada, made.note(door(town).public_id))
    publish(walked, ada)
    second = writes.correct(round=walked, by=ada)
    tell(second, ada, made.note(door(town).public_id, "changed", said={"state": "vacant"}))
    publish(second, ada, after=2)
    page = text(desk.get(at(walked)))
    assert "ces comptes restent ceux qui furent publiés" in page
    assert "version 2" in page
