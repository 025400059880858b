"""A street walked with a phone and no network: nothing lost, nothing twice, few taps."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from beffroi.accounts.models import SignInSession
from beffroi.premises.models import FieldPhoto, SurveyRound
from tests.journeys.line import Line
from tests.journeys.walkers import DOORS, FAULT, Phone, notes, surveyors

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_sixty_unchanged_doors_take_at_most_seventy_taps_without_network(
    phone: Phone, walk: SurveyRound, line: Line
) -> None:
    line.cut()
    phone.page.reload()
    phone.ready()
    phone.unchanged(DOORS)
    assert "60 portes de cette marche sont vues" in phone.page.inner_text("main")
    taps = phone.page.evaluate("window.taps")
    assert DOORS <= taps <= 70, taps
    assert notes(walk) == [], "nothing can have left the phone"
    phone.wait_bar("Hors réseau")
    assert "60" in phone.bar()
    line.mend()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.wait_bar("Envoyé")
    told = notes(walk)
    assert len({note.uuid for note in told}) == len({note.premises_id for note in told}) == DOORS
    assert {note.kind for note in told} == {"unchanged"}
    assert [note.sequence for note in told] == list(range(1, DOORS + 1))
    assert phone.page.evaluate("window.taps") == taps, "sending asked for no tap"
    phone.go("sync")
    phone.do("drop")
    phone.page.wait_for_selector("text=Aucun pour l’instant")
    assert phone.kept() == []


def test_tab_killed_in_the_middle_of_a_note_finds_the_draft_again_offline(
    phone: Phone, walk: SurveyRound, line: Line
) -> None:
    line.cut()
    phone.unchanged(2)
    phone.do("change")
    phone.page.check("[name=state][value=vacant]")
    phone.page.check("[name=window][value=papered]")
    phone.page.fill("[name=comment]", "Grille baissée, courrier au sol")
    phone.page.wait_for_timeout(50)  # a killed tab waits for nobody: what was typed is on the disk
    phone.crash()
    phone.page.wait_for_selector("[data-beffroi-part=form-draft]:visible")
    assert phone.page.input_value("[name=comment]") == "Grille baissée, courrier au sol"
    assert phone.page.is_checked("[name=window][value=papered]")
    phone.page.click("text=Noter")
    phone.page.wait_for_selector("button.walk-door[aria-current]")
    assert phone.seen() == 3
    assert [note["kind"] for note in phone.kept()] == ["unchanged", "unchanged", "changed"]
    line.mend()
    phone.send()
    phone.wait_bar("Envoyé")
    told = notes(walk)[-1].said
    assert (told["state"], told["window"]) == ("vacant", "papered")


def test_last_tap_is_taken_back_and_leaves_no_trace(
    phone: Phone, walk: SurveyRound, line: Line
) -> None:
    line.cut()  # else a slow machine has sent it before it is taken back
    phone.unchanged(2)
    phone.do("undo")
    phone.page.wait_for_selector("[data-beffroi-part=progress][value='1']")
    assert "retirée" in phone.said()
    line.mend()
    phone.send()
    phone.wait_bar("Envoyé")
    assert len(notes(walk)) == 1


def test_answer_lost_on_the_way_back_makes_no_second_note(
    phone: Phone, walk: SurveyRound, line: Line
) -> None:
    """The server has the notes, the phone never heard so: it sends them again, they are one."""
    line.lose_answers_of("/notes/")
    phone.unchanged(3)
    phone.send()
    phone.until(lambda: len(notes(walk)) == 3)
    phone.wait_bar("Hors réseau")
    assert {note["state"] for note in phone.kept()} == {"sending"}
    line.mend()
    phone.do("sync")
    phone.wait_bar("Envoyé")
    assert len(notes(walk)) == 3


def test_session_ended_keeps_the_notes_until_one_signs_in_again(
    phone: Phone, walk: SurveyRound
) -> None:
    SignInSession.objects.all().delete()
    phone.unchanged(2)
    phone.send()
    phone.page.wait_for_selector("[data-beffroi-part=told]:has-text('session est terminée')")
    assert "À envoyer" in phone.bar()
    assert notes(walk) == []
    phone.page.click("main a:has-text('Se connecter')")
    phone.page.get_by_role("button", name="Entrer comme Nil").click()
    phone.page.wait_for_url(phone.address)
    phone.wait_bar("Envoyé")
    assert len(notes(walk)) == 2


def test_notes_never_leave_under_another_name(phone: Phone, walk: SurveyRound, line: Line) -> None:
    surveyors(walk, "Ode")
    SignInSession.objects.all().delete()
    phone.unchanged(2)
    phone.sign_in("Ode")
    phone.page.goto(phone.address)
    phone.ready()
    phone.send()
    phone.page.wait_for_selector("text=Une autre personne est connectée")
    assert notes(walk) == []
    SignInSession.objects.all().delete()
    phone.sign_in("Nil")
    phone.page.goto(phone.address)
    phone.ready()
    phone.wait_bar("Envoyé")
    assert {note.person.name for note in notes(walk)} == {"Nil"}


def test_welcome_page_of_a_wifi_is_not_taken_for_the_server(
    phone: Phone, walk: SurveyRound, line: Line
) -> None:
    line.welcome("<h1>Bienvenue au café</h1>")
    phone.unchanged(2)
    phone.send()
    phone.page.wait_for_selector("text=une page d’accueil de Wi-Fi")
    assert {note["state"] for note in phone.kept()} == {"waiting"}
    assert notes(walk) == []


def test_wrong_clock_is_told_and_times_are_put_right(
    phone: Phone, walk: SurveyRound, line: Line
) -> None:
    """Three hours slow while walking without network, put right before the network is back."""
    off = -3 * 3600 * 1000
    phone.set_clock(off)
    phone.open()
    phone.go("sync")
    phone.do("sync")
    phone.page.wait_for_selector("text=retarde de 3 heures")
    line.cut()
    phone.go("walk")
    phone.unchanged(2)
    phone.set_clock(0)  # the telephone's network has given it the hour; the application goes on
    phone.unchanged(1)
    line.mend()
    phone.send()
    phone.wait_bar("Envoyé")
    told, now = notes(walk), timezone.now()
    assert len(told) == 3
    for note in told:
        assert abs(now - note.seen_at) < dt.timedelta(minutes=2), note.seen_at
    assert [note.seen_at for note in told] == sorted(note.seen_at for note in told)


def test_round_closed_meanwhile_keeps_the_notes_and_says_so(
    phone: Phone, walk: SurveyRound
) -> None:
    SurveyRound.objects.across_towns().filter(pk=walk.pk).update(state="validated")
    phone.unchanged(2)
    phone.send()
    phone.page.wait_for_selector("text=il ne prend plus de notes")
    assert {note["state"] for note in phone.kept()} == {"sending"}
    SurveyRound.objects.across_towns().filter(pk=walk.pk).update(state="in_progress")
    phone.do("sync")
    phone.wait_bar("Envoyé")
    assert len(notes(walk)) == 2


def test_full_phone_keeps_notes_drops_photos_and_says_so(
    page: Any, line: Line, walk: SurveyRound
) -> None:
    phone = Phone(page, line, walk)
    phone.enter("Nil")
    phone.room(
        2_600_000
    )  # bytes, granted from the start: the browser counts anew every half minute
    phone.open()
    line.cut()
    phone.unchanged(1)
    phone.do("change")
    phone.page.check("[name=state][value=vacant]")
    taken = next(number for number in range(6) if not phone.snap())
    assert 0 < taken < 6
    assert "continuez sans photo" in phone.page.inner_text(FAULT)
    phone.page.click("text=Noter")
    phone.page.wait_for_selector("[data-beffroi-part=progress][value='2']")
    phone.fill()  # to the last byte: not one note more fits in the database
    phone.unchanged(2)
    assert phone.page.evaluate("localStorage.getItem('beffroi-walk-spill')")
    phone.go("sync")
    assert "Plus de place pour les photos" in phone.page.inner_text("[data-beffroi-part=told]")
    phone.again()
    phone.ready()
    assert phone.seen() == 4, "a full phone lost a note with its tab"
    line.mend()
    phone.send()
    phone.wait_bar("Envoyé")
    assert [note.kind for note in notes(walk)] == ["unchanged", "changed", "unchanged", "unchanged"]
    assert [note.sequence for note in notes(walk)] == [1, 2, 3, 4]
    sent = FieldPhoto.objects.of(walk.town).filter(round=walk)
    assert sorted(str(one.uuid) for one in sent) == sorted(notes(walk)[1].photos)
    assert sent.count() >= 1
