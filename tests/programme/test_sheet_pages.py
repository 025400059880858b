"""Pages of an action sheet: one file shared by bodies, each with its private notes."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from beffroi.accounts.models import Person
from beffroi.kernel.models import AuditEntry
from beffroi.programme.models import ActionSheet, Agreement, SheetNote
from beffroi.programme.rules.months import add_months
from beffroi.programme.rules.sections import SECTIONS
from beffroi.programme.writes import sheets as writes
from beffroi.programme.writes import steps

from . import made, made_sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    place = made.town()
    return made.agreement(place, made.chamber(place), made.hall(place))


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def url(sheet: ActionSheet, route: str = "sheet", **parts: Any) -> str:
    assert sheet.town is not None
    return reverse(route, kwargs={"town": sheet.town.slug, "sheet_key": sheet.key, **parts})


def text(answer: Any) -> str:
    """What the page says, its spaces plain."""
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def advisor_for(agreement: Agreement) -> Person:
    return made.advisor(agreement.holder)


def test_sheet_is_opened_then_filled_section_by_section(agreement: Agreement) -> None:
    client = client_of(advisor_for(agreement))
    line = made_sheets.axis(agreement)
    assert agreement.town is not None
    new = reverse("sheet_new", args=[agreement.town.slug])
    assert client.get(new).status_code == 200
    sent = {"title": "Refaire la halle", "code": "1.4", "axis": line.pk, "agreement": agreement.key}
    assert client.post(new, sent).status_code == 302
    sheet = ActionSheet.objects.of(agreement.town).get()
    assert sheet.filings.get().axis == line
    answer = client.post(
        url(sheet, "sheet_edit", part="point"),
        {"status": "planned", "start": "2025-02-01", "end": "2025-06-30"},
    )
    assert answer["Location"] == url(sheet)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.end) == ("planned", dt.date(2025, 6, 30))
    page = text(client.get(url(sheet)))
    assert "Refaire la halle" in page
    assert "prévue" in page


def test_code_is_once_in_an_agreement_and_days_in_order(agreement: Agreement) -> None:
    made_sheets.sheet(agreement, "1.1")
    with pytest.raises(writes.SheetRefusedError) as refused:
        made_sheets.sheet(agreement, "1.1")
    assert refused.value.field == "code"
    other = made_sheets.sheet(agreement, "1.2", start=dt.date(2025, 5, 1))
    client = client_of(advisor_for(agreement))
    answer = client.post(
        url(other, "sheet_edit", part="point"),
        {"status": "planned", "start": "2025-05-01", "end": "2025-04-30"},
    )
    assert "La fin vient avant le début" in text(answer)


def test_history_tells_each_field_but_no_name_of_a_person(agreement: Agreement) -> None:
    sheet, person = made_sheets.sheet(agreement, end=dt.date(2025, 6, 30)), advisor_for(agreement)
    writes.change_sheet(
        sheet=sheet, by=person, end=dt.date(2025, 12, 31), status="late", referent="Aimé Fictif"
    )
    step = steps.add_step(sheet=sheet, title="Visite", planned_on=dt.date(2025, 4, 1), by=person)
    steps.move_step(
        step=step, expected_on=dt.date(2025, 5, 2), done_on=None, by=person, on=dt.date(2025, 4, 2)
    )
    page = text(client_of(person).get(url(sheet, "sheet_history")))
    for word in (
        "Visite",
        "Attendue le",
        "2 mai 2025",
        "30 juin 2025",
        "31 décembre 2025",
        "en retard",
        "Référent",
    ):
        assert word in page
    assert "Aimé Fictif" not in page
    assert "Aimé" not in str(AuditEntry.objects.filter(object_key=f"sheet:{sheet.key}").values())
    assert writes.change_sheet(sheet=sheet, by=person, status="late") == []


@pytest.mark.system("000-05")
def test_two_bodies_share_one_sheet_each_with_its_private_notes(agreement: Agreement) -> None:
    sheet = made_sheets.sheet(agreement, need="Douze vitrines vides sur la place")
    town = sheet.town
    assert town is not None
    hall = agreement.parties.get(order=1).organisation
    advisor = advisor_for(agreement)
    manager = made.holder(
        "town_centre_manager", "ville@example.invalid", scope="town", town=town, acting_for=hall
    )
    for body, role in ((agreement.holder, "lead"), (hall, "decides")):
        made_sheets.party(sheet, body, role)
    for person, body, words in (
        (advisor, agreement.holder, "Le président hésite"),
        (manager, hall, "Le maire veut aller vite"),
    ):
        client_of(person).post(url(sheet, "sheet_note"), {"organisation": body.key, "text": words})
    assert SheetNote.objects.count() == 2
    pages = {who: text(client_of(who).get(url(sheet))) for who in (advisor, manager)}
    for page in pages.values():  # one fact, entered once, read by both; and who decides
        assert "Douze vitrines vides" in page
        assert f"<strong>{hall.name}</strong>" in page
    assert "Le président hésite" in pages[advisor]
    assert "Le maire" not in pages[advisor]
    assert "Le maire veut aller vite" in pages[manager]
    assert "Le président" not in pages[manager]
    assert ActionSheet.objects.of(town).count() == 1


def test_note_cannot_be_written_for_another_body_nor_erased_by_it(agreement: Agreement) -> None:
    sheet, advisor = made_sheets.sheet(agreement), advisor_for(agreement)
    hall = agreement.parties.get(order=1).organisation
    client = client_of(advisor)
    client.post(url(sheet, "sheet_note"), {"organisation": hall.key, "text": "pour un autre"})
    assert not SheetNote.objects.exists()
    note = SheetNote.objects.create(sheet=sheet, organisation=hall, text="à eux", written_by="x")
    client.post(url(sheet, "sheet_note_erase", number=note.pk))
    assert SheetNote.objects.exists()


def test_conflict_of_duty_is_shown(agreement: Agreement) -> None:
    sheet = made_sheets.sheet(agreement)
    for role in ("decides", "consulted"):
        made_sheets.party(sheet, agreement.holder, role)
    page = text(client_of(advisor_for(agreement)).get(url(sheet)))
    assert "décide et donne aussi son avis" in page


def test_restricted_sheet_exists_for_its_bodies_only(agreement: Agreement) -> None:
    sheet = made_sheets.sheet(agreement, title="Racheter un local", is_restricted=True)
    town = sheet.town
    assert town is not None
    other = made.body("network", "Réseau fictif voisin", town)
    stranger = made.holder(
        "network_officer", "reseau@example.invalid", scope="network", organisation=other
    )
    listing = reverse("sheets", args=[town.slug])
    for person, seen in ((advisor_for(agreement), True), (stranger, False)):
        client = client_of(person)
        assert client.get(url(sheet)).status_code == (200 if seen else 404)
        assert ("Racheter un local" in text(client.get(listing))) is seen
        assert client.get(url(sheet, "sheet_history")).status_code == (200 if seen else 404)


def test_published_sheet_shows_no_working_part_to_an_association(agreement: Agreement) -> None:
    sheet = made_sheets.sheet(
        agreement, need="Rouvrir la halle", risks="Le bailleur traîne", is_published=True
    )
    place = sheet.town
    member = made.holder("association_officer", "asso@example.invalid", scope="town", town=place)
    client = client_of(member)
    page = text(client.get(url(sheet)))
    assert "Rouvrir la halle" in page
    assert "Le bailleur" not in page
    assert client.get(url(sheet, "sheet_history")).status_code == 403


def test_visitor_reads_what_is_published_and_no_name_of_what_is_not(agreement: Agreement) -> None:
    square, (shop, *_others) = made_sheets.square(agreement)
    writes.change_sheet(sheet=shop, by=None, is_published=True, risks="Le bailleur traîne")
    writes.change_sheet(sheet=square, by=None, end=add_months(square.end, 6))
    visitor = Client()
    page = text(visitor.get(url(shop, "sheet_public")))
    assert "Boutique fictive 1" in page
    assert "retardée" in page
    assert "Refaire la place" not in page
    assert "Le bailleur" not in page
    assert visitor.get(url(square, "sheet_public")).status_code == 404
    writes.change_sheet(sheet=shop, by=None, is_restricted=True)
    assert visitor.get(url(shop, "sheet_public")).status_code == 404


def test_every_section_opens_and_is_saved(agreement: Agreement) -> None:
    sheet, client = made_sheets.sheet(agreement), client_of(advisor_for(agreement))
    for section in SECTIONS:
        where = url(sheet, "sheet_edit", part=section.slug)
        shown = client.get(where)
        assert shown.status_code == 200, section.slug
        form = shown.context["form"]
        sent = {
            name: value
            for name in form.fields
            if (value := form[name].value()) not in (None, False)
        }
        assert client.post(where, sent).status_code == 302, (section.slug, sent)
    assert client.get(url(sheet, "sheet_edit", part="rien")).status_code == 404
    for route in ("sheet_party_add", "sheet_step_add", "sheet_tie_add", "sheet_evidence_add"):
        assert client.get(url(sheet, route)).status_code == 200, route


def test_a_step_entered_by_mistake_is_taken_away_from_its_page(agreement: Agreement) -> None:
    sheet = made_sheets.whole(agreement)
    client, step = client_of(advisor_for(agreement)), sheet.milestones.get()
    where = url(sheet, "sheet_step", number=step.pk)
    assert "Retirer cette étape, saisie par erreur" in text(client.get(where))
    assert client.post(where, {"act": "retirer"}).status_code == 302
    assert not sheet.milestones.exists()


def test_ring_is_refused_on_the_page_naming_the_actions(agreement: Agreement) -> None:
    square, (first, *_others) = made_sheets.square(agreement)
    client = client_of(advisor_for(agreement))
    page = text(client.post(url(square, "sheet_tie_add"), {"needs": first.key}))
    assert "sans fin" in page
    assert "Boutique fictive 1" in page
    assert not square.dependencies.exists()


@pytest.mark.system("000-04")
def test_delayed_square_is_told_on_the_board_and_the_sheet(agreement: Agreement) -> None:
    square, shops = made_sheets.square(agreement)
    client = client_of(advisor_for(agreement))
    assert square.town is not None
    board = reverse("sheet_board", args=[square.town.slug])
    before = text(client.get(board))
    assert "is-held" not in before
    writes.change_sheet(sheet=square, by=None, end=add_months(square.end, 6))
    after = text(client.get(board))
    assert after.count("board__card is-held") == 3
    reason = "Refaire la place fictive"
    page = text(client.get(url(shops[0])))
    assert "callout--warning" in page
    assert reason in page
    assert "plus tard que prévu" in page


def test_lists_cost_the_same_for_five_sheets_and_forty(
    agreement: Agreement, django_assert_max_num_queries: Any
) -> None:
    client, town = client_of(advisor_for(agreement)), agreement.town
    assert town is not None
    for n in range(40):
        one = made_sheets.sheet(agreement, f"9.{n}", end=dt.date(2025, 6, 30))
        made_sheets.party(one, agreement.holder)
    for route in ("sheets", "sheet_board"):
        with django_assert_max_num_queries(22):
            assert client.get(reverse(route, args=[town.slug])).status_code == 200


def test_filters_narrow_and_strange_ones_do_not_break(agreement: Agreement) -> None:
    line = made_sheets.axis(agreement, "C")
    made_sheets.sheet(agreement, "C.1", axis=line, title="Marché", status="done")
    late = made_sheets.sheet(agreement, "C.2", title="Halle", end=dt.date(2020, 1, 1))
    made_sheets.party(late, agreement.holder, "funder")
    client, town = client_of(advisor_for(agreement)), agreement.town
    assert town is not None
    page = reverse("sheets", args=[town.slug])

    def shown(**query: str) -> set[str]:
        told = text(client.get(page, query))
        return {name for name in ("Marché", "Halle") if name in told}

    assert shown() == {"Marché", "Halle"}
    assert shown(axe="C") == shown(statut="done") == {"Marché"}
    assert shown(retard="any") == shown(financeur=agreement.holder.key) == {"Halle"}
    assert shown(texte="mar") == {"Marché"}
    assert shown(statut="inconnu", axe="zzz") == {"Marché", "Halle"}
    assert b"Halle" in client.get(page, {"format": "csv"}).content
