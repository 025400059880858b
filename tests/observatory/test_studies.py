"""The diagnosis of a year starts from the one before: findings brought forward, moved or to redo."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from beffroi.accounts.models import Person
from beffroi.kernel.models import EvidenceNode
from beffroi.observatory import tasks, writes
from beffroi.observatory.models import Diagnosis, Finding, Publication, Study
from beffroi.observatory.reads import studies
from beffroi.observatory.writes import studies as written
from beffroi.observatory.writes.diagnoses import NothingToSayError
from beffroi.premises import writes as premises
from beffroi.programme.models import ActionSheet, Evidence
from beffroi.sources.records import SourceFacts
from beffroi.territory import reads as territory
from beffroi.territory import writes as territory_writes
from beffroi.territory.models import Source, Town

from . import towns
from .stocks import plain as said

pytestmark = pytest.mark.django_db
RENTS = {
    "chapter": "loyers", "question": "À quel prix se louent les locaux ?", "method": "Relevé des annonces",
    "codes": [], "paper": "Annonces de mars 2024", "text": "Le loyer demandé dépasse le marché.",
    "action": "Négocier un loyer progressif. Avec les dix propriétaires.",
}  # fmt: skip
VACANCY = {
    "chapter": "vacance", "question": "Combien de locaux sont vides ?", "method": "", "paper": "",
    "codes": ["vacancy_rate", "vacancy_count"], "source_keys": [], "text": "Un local sur quinze est vide.",
    "action": "Ouvrir deux boutiques à l’essai",
}  # fmt: skip
OFFER = {
    **VACANCY,
    "chapter": "offre",
    "codes": ["family_share"],
    "text": "L’offre se répartit.",
    "action": "",
}


def plain(text: Any) -> str:
    """With ordinary spaces."""
    return said(text).replace("\u00a0", " ")


@pytest.fixture
def place() -> Town:
    made = towns.town()
    towns.surveyed(made, vacant=3, total=45, on=towns.FIRST)
    made.refresh_from_db()
    return made


@pytest.fixture
def by(place: Town) -> Person:
    found: Person = towns.advisor(place)
    return found


@pytest.fixture
def listing(place: Town) -> Source:
    """A source of our own: what agencies ask."""
    facts = SourceFacts("listing", as_of=dt.date(2024, 3, 1))
    return territory_writes.add_source(town=place, facts=facts, label="Annonces relevées")


@pytest.fixture
def first(place: Town, by: Person, listing: Source) -> Diagnosis:
    """The diagnosis of the first year, with three findings."""
    centre = territory.perimeter(place)
    assert centre is not None
    study = written.begin_study(town=place, perimeter=centre, on=towns.FIRST, by=by)
    written.ask_question(study=study, question="La vacance recule-t-elle ?", by=by)
    written.write_finding(study=study, by=by, **VACANCY)
    written.write_finding(study=study, by=by, **RENTS, source_keys=[listing.key])
    written.write_finding(study=study, by=by, **OFFER)
    return writes.publish_diagnosis(
        town=place, perimeter=centre, on=towns.FIRST, by=by, study=study
    )


def later(place: Town, vacant: int = 6) -> None:
    towns.surveyed(place, vacant=vacant, total=45, on=towns.SECOND)
    place.refresh_from_db()


def next_of(first: Diagnosis, by: Person) -> Study:
    return written.begin_study(
        town=first.town, perimeter=first.perimeter, on=towns.SECOND, previous=first, by=by
    )


def told(study: Study) -> dict[str, dict[str, Any]]:
    return {one["text"]: one for one in studies.drawn(study, studies.written_of(study))}


@pytest.mark.system("003-03")
def test_diagnosis_of_the_next_year_starts_from_the_one_before(place, by, first) -> None:
    later(place)
    study = next_of(first, by)
    assert study.question == "La vacance recule-t-elle ?"
    found = told(study)
    assert list(found) == [VACANCY["text"], OFFER["text"], RENTS["text"]], "chapter by chapter"
    vacancy = found[VACANCY["text"]]
    rate = vacancy["rows"][0]
    assert (plain(rate["then"]), plain(rate["now"]), plain(rate["change"])) == (
        "6,7 %",
        "13,3 %",
        "+6,7 point",
    )
    assert vacancy["movement"] == "moved" and vacancy["carried"]
    row = writes.publish_diagnosis(
        town=place, perimeter=first.perimeter, on=towns.SECOND, by=by, study=study
    )
    assert row.previous == first
    assert row.content["previous"] == {"number": first.number, "true_on": towns.FIRST.isoformat()}
    moved = {one["key"]: one["movement"] for one in row.content["findings"]}
    assert set(moved) == {one["key"] for one in first.content["findings"]}
    again = Diagnosis.objects.of(place).get(pk=first.pk)
    assert again.content == first.content, "what was published stands"


def test_same_terms_then_and_now(place, by, first) -> None:
    """The parameters of then are those of now; the perimeter is the version that was studied."""
    later(place)
    study = next_of(first, by)
    assert study.perimeter == first.perimeter
    figure = next(f for f in first.content["figures"] if f["code"] == "vacancy_rate")
    assert study.figures["vacancy_rate"]["asked"] == figure["asked"]


def test_nothing_changed_has_not_moved(place, by, first) -> None:
    later(place, vacant=3)
    found = told(next_of(first, by))
    assert {one["movement"] for one in found.values()} == {"unmoved", "unknown"}
    assert found[VACANCY["text"]]["movement"] == "unmoved"
    assert found[RENTS["text"]]["movement"] == "unknown", "no figure of ours to compare"


@pytest.mark.system("000-09")
def test_withdrawn_source_flags_the_findings_that_use_it_and_no_other(
    place, by, first, listing
) -> None:
    page = reverse("diagnosis", args=[place.slug, first.number])
    assert "À refaire" not in plain(Client().get(page).content.decode()).partition("registre")[0]
    territory_writes.remove_source(source=listing, by=by, reason="Annonces périmées")
    nodes = {n.figure["value"]: n for n in EvidenceNode.objects.filter(code__startswith="finding:")}
    assert nodes[RENTS["text"]].state == EvidenceNode.State.TO_REDO
    assert nodes[VACANCY["text"]].state == EvidenceNode.State.CURRENT
    text = plain(Client().get(page).content.decode())
    before, _head, after = text.partition(RENTS["text"])
    assert "Annonces périmées" in after and "Annonces périmées" not in before
    assert (
        Client().get(reverse("diagnosis_pdf", args=[place.slug, first.number])).status_code == 200
    )
    later(place)
    found = told(next_of(first, by))
    assert found[RENTS["text"]]["movement"] == "redo"
    assert found[VACANCY["text"]]["movement"] == "moved"


@pytest.mark.system("000-09")
def test_replaced_round_flags_the_findings_on_its_figures_in_the_next_diagnosis_too(
    place, by, first
) -> None:
    """The first round was wrong: another takes its place; what rested on it is to redo, not compared."""
    later(place)
    old = place.sources.get(kind="survey", as_of=towns.FIRST)
    premises.withdraw_source(source=old, by=by, reason="Relevé refait")
    found = told(next_of(first, by))
    assert found[VACANCY["text"]]["movement"] == "redo"
    assert "Relevé refait" in found[VACANCY["text"]]["rows"][0]["why"]
    assert found[RENTS["text"]]["movement"] == "unknown", "its own source still stands"


def test_figure_told_over_time_rests_on_the_rounds_before(place, by, first) -> None:
    later(place)
    row = writes.publish_diagnosis(town=place, perimeter=first.perimeter, on=towns.SECOND, by=by)
    nodes = {n.code: n.source_keys for n in EvidenceNode.objects.filter(publication_key=row.key)}
    rounds = set(place.sources.filter(kind="survey").values_list("key", flat=True))
    assert len(rounds) == 2 and set(nodes["openings"]) == rounds


def test_chapters_of_a_diagnosis_without_findings_are_brought_forward(place, by) -> None:
    centre = territory.perimeter(place)
    plain_one = writes.publish_diagnosis(town=place, perimeter=centre, on=towns.FIRST, by=by)
    later(place)
    found = studies.drawn(s := next_of(plain_one, by), studies.written_of(s))
    assert {"vacance", "rues", "offre"} <= {one["chapter"] for one in found}
    assert all(one["carried"] and one["rows"] for one in found if one["chapter"] == "vacance")


def test_what_is_published_is_written_no_more(place, by, first) -> None:
    study = Study.objects.of(place).get(diagnosis=first)
    finding = Finding.objects.of(place).filter(study=study).first()
    for act in (
        lambda: written.write_finding(study=study, finding=finding, by=by, **VACANCY),
        lambda: written.leave_finding(finding=finding, left=True, by=by),
        lambda: written.ask_question(study=study, question="?", by=by),
        lambda: written.drop_study(study=study, by=by),
    ):
        with pytest.raises(written.StudyClosedError):
            act()
    with pytest.raises(NothingToSayError):
        writes.publish_diagnosis(
            town=place, perimeter=first.perimeter, on=towns.FIRST, by=by, study=study
        )
    assert Diagnosis.objects.of(place).count() == 1


# The pages, from one diagnosis to the next: an advisor; a member elsewhere; a stranger.


def client_of(person: Any) -> Client:
    made = Client()
    made.force_login(person)
    return made


def test_advisor_goes_from_one_diagnosis_to_the_next_and_to_a_sheet(
    place, by, first, django_capture_on_commit_callbacks
) -> None:
    later(place)
    advisor = client_of(by)
    follow = reverse("study_next", args=[place.slug, first.number])
    page = reverse("diagnosis", args=[place.slug, first.number])
    assert follow in advisor.get(page).content.decode()
    assert follow not in Client().get(page).content.decode()
    assert plain(towns.SECOND.year) in plain(advisor.get(follow).content.decode())
    begun = advisor.post(follow, {"on": towns.SECOND.isoformat()})
    study = Study.objects.of(place).get(diagnosis=None)
    address = reverse("study", args=[place.slug, study.pk])
    assert begun["Location"] == address
    text = plain(advisor.get(address).content.decode())
    assert "2 constats sur 3 ont bougé" in text or "Un constat sur 3 a bougé" in text
    key = first.content["findings"][0]["key"]
    told_anew = {**VACANCY, "text": "La vacance a doublé.", "source_keys": []}
    edit = reverse("finding", args=[place.slug, study.pk, key])
    assert advisor.get(edit).status_code == 200
    assert advisor.post(edit, told_anew).status_code == 302
    new = reverse("finding_new", args=[place.slug, study.pk])
    assert advisor.post(new, {**told_anew, "text": ""}).status_code == 422
    assert (
        advisor.post(
            new, {**told_anew, "chapter": "manques", "text": "Pas de poissonnier."}
        ).status_code
        == 302
    )
    left = reverse(
        "finding_leave", args=[place.slug, study.pk, first.content["findings"][1]["key"]]
    )
    advisor.post(left)
    shown = plain(advisor.get(address).content.decode())
    assert "La vacance a doublé." in shown and VACANCY["text"] in shown, (
        "what was said then is told"
    )
    assert "Laissés de côté" in shown
    advisor.post(
        reverse("study_question", args=[place.slug, study.pk]), {"question": "Et en 2025 ?"}
    )
    advisor.post(reverse("study_count", args=[place.slug, study.pk]))
    assert advisor.post(reverse("study_publish", args=[place.slug, study.pk])).status_code == 302
    tasks.publish(Publication.objects.of(place).get(study=study).pk)
    row = Diagnosis.objects.of(place).get(previous=first)
    assert [one["text"] for one in row.content["findings"]] == [
        "La vacance a doublé.",
        "Pas de poissonnier.",
        RENTS["text"],
    ]
    _becomes_a_sheet(place, advisor, row)


def _becomes_a_sheet(place: Town, advisor: Client, row: Diagnosis) -> None:
    page = reverse("diagnosis", args=[place.slug, row.number])
    key = row.content["findings"][0]["key"]
    make = reverse("sheet_from_finding", args=[place.slug, row.number, key])
    assert make in advisor.get(page).content.decode()
    assert make not in Client().get(page).content.decode()
    form = advisor.get(make).context["form"]
    filled = {name: form[name].value() or "" for name in form.fields}
    assert filled["title"] == VACANCY["action"]
    assert advisor.post(make, {**filled, "code": "7.1"}).status_code == 302
    sheet = ActionSheet.objects.of(place).get()
    assert (sheet.title, sheet.description, sheet.perimeter) == (
        VACANCY["action"],
        VACANCY["action"],
        row.perimeter,
    )
    assert "La vacance a doublé." in sheet.need
    kinds = list(Evidence.objects.filter(sheet=sheet).values_list("kind", "ref"))
    assert kinds == [
        ("diagnosis", f"{row.number}#constat-{key}"),
        ("figure", "vacancy_rate"),
        ("figure", "vacancy_count"),
    ]
    text = plain(advisor.get(page).content.decode())
    assert "Devenu la fiche 7.1" in text and make not in text
    seen = advisor.get(reverse("sheet", args=[place.slug, sheet.key])).content.decode()
    assert f"{page}#constat-{key}" in seen


def test_stranger_and_member_elsewhere_write_nothing(place, by, first) -> None:
    later(place)
    study = next_of(first, by)
    elsewhere = towns.advisor(towns.town("Vieux-Moulin", "00043"), "x@example.invalid")
    stranger = towns.person("y@example.invalid")
    key = first.content["findings"][0]["key"]
    pages = [
        reverse("study", args=[place.slug, study.pk]),
        reverse("study_next", args=[place.slug, first.number]),
        reverse("finding", args=[place.slug, study.pk, key]),
        reverse("sheet_from_finding", args=[place.slug, first.number, key]),
    ]
    for address in pages:
        assert Client().get(address).status_code == 302
        for person in (elsewhere, stranger):
            assert client_of(person).get(address).status_code == 403
            assert client_of(person).post(address, VACANCY).status_code == 403
    listed = Client().get(reverse("diagnoses", args=[place.slug])).content.decode()
    assert pages[0] not in listed
    assert pages[0] in client_of(by).get(reverse("diagnoses", args=[place.slug])).content.decode()


def test_page_of_a_study_counts_nothing(place, by, first, django_assert_max_num_queries) -> None:
    later(place)
    study = next_of(first, by)
    advisor = client_of(by)
    address = reverse("study", args=[place.slug, study.pk])
    advisor.get(address)
    with django_assert_max_num_queries(16):
        advisor.get(address)
