"""A street of sixty doors, who walks it, and what a thumb does: for the journeys of the walk."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from beffroi.accounts.models import Person
from beffroi.premises.models import FieldNote, RoundPart, SurveyRound
from tests.journeys.entering import enter
from tests.journeys.line import Line
from tests.observatory import towns
from tests.premises import made_rounds

DOORS = 60
FAULT = "[data-beffroi-part=photo-fault]"
# Counts what a finger does, and lets a journey set the clock of the phone.
WATCH = """
window.taps = 0;
addEventListener("click", (event) => { if (event.isTrusted && event.detail) window.taps += 1; }, true);
const Real = Date;
const off = () => Number(localStorage.getItem("test-clock-off") ?? 0);
window.Date = class extends Real {
  constructor(...given) { given.length ? super(...given) : super(Real.now() + off()); }
  static now() { return Real.now() + off(); }
};
"""


def street(*people: Person, doors: int = DOORS) -> SurveyRound:
    """A round over the doors of an imaginary town, walked by these people."""
    place = towns.town()
    towns.mapped(place, vacant=doors // 8, total=doors)
    return made_rounds.planned(place, *people, name="Relevé d’automne")


def surveyors(walk: SurveyRound, *names: str) -> list[Person]:
    """Fictional people who may walk this round."""
    found = []
    for name in names:
        person = made_rounds.surveyor_of(walk.town, name)
        Person.objects.filter(pk=person.pk).update(is_fictional=True)
        RoundPart.objects.create(round=walk, person=person)
        found.append(person)
    return found


class Phone:
    """A phone with the walk open; `tap` is one tap."""

    def __init__(self, page: Any, line: Line, walk: SurveyRound) -> None:
        self.page, self.line, self.walk, self.faults = page, line, walk, list[str]()
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.address = f"{line.url}/{walk.town.slug}/releves/{walk.key}/marche/"
        page.context.add_init_script(WATCH)

    def sign_in(self, name: str) -> None:
        """By the demo's button."""
        self.page.goto(f"{self.line.url}/connexion/")
        self.page.get_by_role("button", name=f"Entrer comme {name}").click()
        self.page.wait_for_url(f"{self.line.url}/")

    def enter(self, name: str) -> None:
        """Signed in before, elsewhere than in this journey."""
        enter(self.page, self.line.url, Person.objects.get(name=name))

    def open(self) -> None:
        """The walk, ready to be walked without network."""
        self.page.goto(self.address)
        self.ready()
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")

    def ready(self) -> None:
        """Until the doors stand on the screen."""
        self.page.wait_for_selector("button.walk-door", state="attached")

    def again(self) -> None:
        """The tab is gone, with all it had in mind; the application is opened anew."""
        context = self.page.context
        self.page.close()
        self._opened(context.new_page())

    def _opened(self, page: Any) -> None:
        self.page = page
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.goto(self.address)

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for something that does not show on the screen."""
        for _tenth in range(150):
            if true():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("it never came true")

    def crash(self) -> None:
        """The tab dies without a word, as the system kills it; the application is opened anew."""
        page, context = self.page, self.page.context
        killer = context.new_cdp_session(page)
        with page.expect_event("crash"):
            # a dead tab never answers: the call is begun, not waited for
            dying = page._loop.create_task(killer._impl_obj.send("Page.crash", None, None))
            dying.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        self._opened(context.new_page())

    def set_clock(self, off: int) -> None:
        """The clock of the phone, so many ms off."""
        self.page.evaluate("off => localStorage.setItem('test-clock-off', off)", off)

    def room(self, quota: int | None) -> None:
        """Grant so many bytes to the application; None: what the browser grants."""
        told = {"origin": self.line.url} | ({} if quota is None else {"quotaSize": quota})
        self.page.context.new_cdp_session(self.page).send("Storage.overrideQuotaForOrigin", told)

    def fill(self) -> None:
        """Something else takes all the room that is left."""
        self.page.evaluate(FILL)

    def snap(self) -> bool:
        """A photo of 2400 × 1600 pixels; whether it was kept."""
        before = self.photos()
        self.page.set_input_files(
            "[data-beffroi-part=photo-input]",
            {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture(self.page)},
        )
        self.until(lambda: self.photos() > before or self.page.is_visible(FAULT))
        return self.photos() > before

    def photos(self) -> int:
        """Photos shown in the form."""
        return int(self.page.locator("[data-beffroi-part=photos] li").count())

    def do(self, what: str) -> None:
        self.page.click(f"[data-beffroi-do={what}]:visible")

    def go(self, screen: str) -> None:
        self.page.click(f".walk-tabs [data-beffroi-go={screen}]")

    def unchanged(self, times: int = 1) -> None:
        """So many doors, one tap each, no faster than the application takes them."""
        for _time in range(times):
            before = self.seen()
            self.page.wait_for_timeout(320)
            self.do("unchanged")
            self.page.wait_for_function(
                "before => Number(document.querySelector('[data-beffroi-part=progress]').value) > before",
                arg=before,
            )

    def note(self, state: str) -> None:
        """The door in focus is in this state."""
        self.do("change")
        self.page.check(f"[name=state][value={state}]")
        self.noted()

    def noted(self) -> None:
        """The form is a note, and the list is back."""
        self.page.click("[data-beffroi-part=form] [type=submit]")
        self.page.wait_for_selector("[data-beffroi-part=form]", state="hidden")

    def seen(self) -> int:
        """Doors seen, as the bar tells."""
        return int(
            self.page.evaluate("document.querySelector('[data-beffroi-part=progress]').value")
        )

    def bar(self) -> str:
        return str(self.page.inner_text("[data-beffroi-part=net]"))

    def wait_bar(self, text: str) -> None:
        self.page.wait_for_selector(f"[data-beffroi-part=net]:has-text('{text}')", timeout=20_000)

    def said(self) -> str:
        return str(self.page.inner_text("[data-beffroi-part=said]"))

    def send(self) -> None:
        """By the button."""
        self.go("sync")
        self.do("sync")

    def kept(self) -> list[dict[str, Any]]:
        """The notes in the store of the phone."""
        return sorted(self.page.evaluate(KEPT), key=lambda note: note["seq"])


KEPT = """() => new Promise((done, failed) => {
  const asked = indexedDB.open("beffroi-walk");
  asked.onerror = () => failed(asked.error);
  asked.onsuccess = () => {
    const read = asked.result.transaction("notes").objectStore("notes").getAll();
    read.onsuccess = () => { asked.result.close(); done(read.result); };
  };
})"""


def notes(walk: SurveyRound) -> list[FieldNote]:
    """What the server has, in the order it came."""
    return list(FieldNote.objects.of(walk.town).filter(round=walk).order_by("sequence"))


_taken: list[bytes] = []


def picture(page: Any) -> bytes:
    """Noise, which weighs what a camera’s picture weighs; taken once a process, for it is always
    the same, and a million numbers from the browser cost more than the rest of a journey."""
    if not _taken:
        _taken.append(base64.b64decode(page.evaluate(TAKE).partition(",")[2]))
    return _taken[0]


TAKE = """async () => {
  const canvas = new OffscreenCanvas(2400, 1600), draw = canvas.getContext("2d");
  const dots = draw.createImageData(2400, 1600);
  for (let at = 0; at < dots.data.length; at += 1) dots.data[at] = at % 4 === 3 ? 255 : (at * 7919) % 251;
  draw.putImageData(dots, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.4 }), read = new FileReader();
  const told = new Promise((done) => { read.onload = () => done(read.result); });
  read.readAsDataURL(blob);
  return told;
}"""


FILL = """async () => {
  const asked = indexedDB.open("filler", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("bytes", { autoIncrement: true });
  const base = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  for (const size of [60_000, 6_000, 600, 60]) {
    for (let room = true; room;) {
      room = await new Promise((done) => {
        const write = base.transaction("bytes", "readwrite");
        write.objectStore("bytes").add("x".repeat(size));
        write.oncomplete = () => done(true);
        write.onabort = () => done(false);
      });
    }
  }
  base.close();
}"""
