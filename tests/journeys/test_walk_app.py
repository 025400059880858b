"""The walk's application over months and between people: new versions, colleagues, tabs, screens."""

from __future__ import annotations

from typing import Any

import pytest

from beffroi.premises.models import FieldNote, FieldPhoto, SurveyRound
from beffroi.premises.reads.rounds import checking
from beffroi.premises.views.walk import worker
from tests.journeys.line import Line
from tests.journeys.test_signed_in_pages import hold
from tests.journeys.walkers import Phone, notes, surveyors

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# The store as the first version of the application left it: notes that know no photos.
FIRST_STORE = """(round) => new Promise((done, failed) => {
  const asked = indexedDB.open("beffroi-walk", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("rounds", { keyPath: "key" });
    asked.result.createObjectStore("notes", { keyPath: "uuid" }).createIndex("round", "round");
    asked.result.createObjectStore("drafts", { keyPath: "key" }).createIndex("round", "round");
    asked.result.createObjectStore("facts");
  };
  asked.onerror = () => failed(asked.error);
  asked.onsuccess = () => {
    const write = asked.result.transaction(["notes", "facts"], "readwrite");
    write.objectStore("notes").add({
      uuid: crypto.randomUUID(), round: round.key, me: round.me, door: round.door, neu: null,
      kind: "unchanged", said: {}, after: null, replaces: null, state: "waiting", at: Date.now(), seq: 1,
    });
    write.objectStore("facts").put(1, "sequence");
    write.oncomplete = () => { asked.result.close(); done(); };
  };
})"""


def test_store_of_an_older_version_is_brought_up_and_its_notes_leave(
    page: Any, line: Line, walk: SurveyRound
) -> None:
    phone = Phone(page, line, walk)
    phone.sign_in("Nil")
    stop = walk.stops.select_related("premises").first()
    told = {
        "key": walk.key,
        "me": walk.parts.get().person.key,
        "door": stop.premises.public_id,
    }
    page.evaluate(FIRST_STORE, told)
    phone.open()
    assert phone.seen() == 1
    phone.wait_bar("Envoyé")
    assert [note.premises_id for note in notes(walk)] == [stop.premises_id]
    assert notes(walk)[0].photos == []
    assert phone.faults == []


def test_new_version_is_offered_and_notes_survive_it(
    phone: Phone, walk: SurveyRound, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.unchanged(1)
    monkeypatch.setattr(worker, "_digest_of_files", lambda: "the next version")
    phone.page.evaluate(
        "navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => null)"
    )
    phone.page.wait_for_selector("[data-beffroi-part=update]:visible")
    line.cut()
    phone.unchanged(1)
    with phone.page.expect_navigation():
        phone.page.click("[data-beffroi-part=update-now]")
    phone.ready()
    assert phone.seen() == 2
    kept = phone.page.evaluate("caches.keys()")
    assert len(kept) == 1, "the old version lies about"
    line.mend()
    phone.send()
    phone.wait_bar("Envoyé")
    assert len(notes(walk)) == 2


def test_two_surveyors_who_disagree_are_both_told_and_checking_decides(
    phone: Phone, walk: SurveyRound, line: Line, browser: Any
) -> None:
    surveyors(walk, "Ode Brun")
    line.cut()
    phone.note("vacant")
    line.mend()
    phone.send()
    phone.wait_bar("Envoyé")
    context = browser.new_context(locale="fr-FR", viewport={"width": 390, "height": 844})
    other = Phone(context.new_page(), line, walk)
    other.enter("Ode Brun")
    other.open()
    other.page.wait_for_selector(".walk-door__by:has-text('N')")
    other.page.click("button.walk-door >> nth=0")
    other.note("occupied")
    other.send()
    other.wait_bar("Envoyé")
    other.go("walk")
    other.page.click("button.walk-door >> nth=0")
    other.page.wait_for_selector("text=le contrôle choisira")
    phone.do("sync")
    phone.go("walk")
    phone.page.wait_for_selector(".walk-door__differs:has-text('pas d’accord')")
    phone.page.click("button.walk-door >> nth=0")
    phone.page.wait_for_selector("[data-beffroi-part=current-lines]:has-text('OB')")
    states = FieldNote.objects.of(walk.town).values_list("said__state", flat=True)
    assert sorted(states) == ["occupied", "vacant"], "both notes stay, whichever came last"
    context.close()


def test_two_tabs_of_one_phone_walk_together_and_send_once(
    phone: Phone, walk: SurveyRound, line: Line
) -> None:
    line.cut()
    second = Phone(phone.page.context.new_page(), line, walk)
    second.page.goto(second.address)
    second.ready()
    phone.unchanged(1)
    second.page.wait_for_selector("[data-beffroi-part=progress][value='1']")
    second.unchanged(1)
    phone.page.wait_for_selector("[data-beffroi-part=progress][value='2']")
    assert [note["seq"] for note in sorted(phone.kept(), key=lambda one: one["seq"])] == [1, 2]
    line.mend()
    for one in (phone, second):
        one.send()
    phone.wait_bar("Envoyé")
    second.wait_bar("Envoyé")
    assert len(notes(walk)) == len({note.premises_id for note in notes(walk)}) == 2


def test_new_split_merged_and_gone_doors_reach_the_server_with_a_photo(
    phone: Phone, walk: SurveyRound
) -> None:
    page = phone.page
    phone.do("add")
    page.fill("[name=number]", "7 ter")
    page.check("[name=state][value=occupied]")
    page.fill("[name=sign]", "Au Grain Imaginaire")
    page.fill("[name=trade]", "boulang")
    page.click(".walk-choice >> nth=0")
    phone.do("place")
    page.click("[data-beffroi-map-key=place]")
    page.wait_for_selector("text=Placée sur la carte")
    phone.snap()
    page.wait_for_selector(".walk-photos img")
    phone.noted()
    for kind in ("gone", "merged", "split"):
        phone.do("change")
        page.click("summary")
        page.check(f"[name=kind][value={kind}]")
        if kind == "merged":
            page.check("[name=absorbed] >> nth=-1")
        if kind != "gone":
            page.check("[name=state][value=vacant]")
        if kind == "split":
            page.click("text=Noter")
            page.wait_for_selector("[data-beffroi-part=new-only]:visible")
            page.check("[name=state][value=occupied]")
        phone.noted()
    phone.send()
    phone.wait_bar("Envoyé")
    told = {note.kind: note for note in notes(walk)}
    assert set(told) == {"new", "gone", "merged", "split", "changed"}
    assert told["new"].said["number"] == "7 ter"
    assert told["new"].said["activity"]
    assert told["new"].premises_id is None
    assert told["split"].premises_id == told["changed"].premises_id
    assert told["split"].new_ref
    assert told["merged"].said["absorbed"]
    photo = FieldPhoto.objects.of(walk.town).get()
    assert [str(photo.uuid)] == told["new"].photos
    assert max(photo.width, photo.height) == 1600
    assert phone.faults == []


def test_each_screen_holds_at_the_width_of_a_phone_and_of_a_desk(phone: Phone, line: Line) -> None:
    widths = (320, 390, 1440)
    page = phone.page
    hold(page, "doors", widths)
    phone.go("map")
    hold(page, "map", widths)
    phone.go("sync")
    hold(page, "sending", widths)
    phone.go("walk")
    phone.do("change")
    page.click("summary")
    hold(page, "form", widths)
    page.emulate_media(color_scheme="dark")
    hold(page, "form, dark", (390,))
    phone.do("back")
    hold(page, "doors, dark", (390,))
    page.goto(phone.address.replace(f"{phone.walk.key}/", ""))
    page.wait_for_selector("a.door")
    hold(page, "rounds", widths)


def test_walk_is_done_with_the_keyboard_alone(phone: Phone) -> None:
    page = phone.page
    page.keyboard.press("Tab")  # the way past the list
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _step in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.beffroiDo") == "change":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-beffroi-part=form]:visible")
    page.keyboard.press("Tab")
    page.keyboard.press("2")  # its key on the sheet: vacant
    assert page.is_checked("[name=state][value=vacant]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-beffroi-part=progress][value='1']")
    assert "noté" in phone.said()


def test_notes_leave_in_the_background_with_the_application_closed(
    phone: Phone, walk: SurveyRound, line: Line
) -> None:
    line.cut()
    phone.unchanged(2)
    other = phone.page.context.new_page()  # of the same site, but not the application
    line.mend()
    other.goto(f"{line.url}/connexion/")
    phone.page.close()
    seen: list[str] = []
    system = phone.page.context.new_cdp_session(other)
    system.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: seen.extend(one["registrationId"] for one in told["registrations"]),
    )
    system.send("ServiceWorker.enable")
    phone.page = other
    phone.until(lambda: bool(seen))
    system.send(
        "ServiceWorker.dispatchSyncEvent",
        {"origin": line.url, "registrationId": seen[0], "tag": "notes", "lastChance": False},
    )
    phone.until(lambda: len(notes(walk)) == 2)


def test_new_door_already_sent_is_withdrawn_and_the_withdrawal_may_be_taken_back(
    phone: Phone, walk: SurveyRound, line: Line
) -> None:
    page = phone.page
    fresh = page.locator("button.walk-door", has_text="9 quater")
    phone.do("add")
    page.fill("[name=number]", "9 quater")
    page.check("[name=state][value=vacant]")
    phone.noted()
    phone.send()
    phone.wait_bar("Envoyé")
    line.cut()
    phone.go("walk")
    fresh.click()
    phone.do("change")
    phone.do("withdraw")
    fresh.wait_for(state="detached")
    assert "local retiré" in phone.said()
    phone.do("undo")
    fresh.wait_for(state="attached")
    fresh.click()
    phone.do("change")
    phone.do("withdraw")
    fresh.wait_for(state="detached")
    line.mend()
    phone.send()
    phone.wait_bar("Envoyé")
    new, gone = notes(walk)
    assert (new.kind, gone.kind) == ("new", "withdrawn")
    assert (gone.new_ref, gone.replaces) == (new.new_ref, new.uuid)
    assert checking(walk).found == {}
    phone.again()
    phone.ready()
    assert phone.page.locator("button.walk-door", has_text="9 quater").count() == 0
    assert phone.faults == []
