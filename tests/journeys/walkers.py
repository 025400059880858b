"""A street of sixty doors, who walks it, and what a thumb does: for the journeys of the walk."""

from __future__ import annotations

from typing import Any

from beffroi.accounts.models import Person
from beffroi.premises.models import FieldNote, RoundPart, SurveyRound
from tests.journeys.line import Line
from tests.observatory import towns
from tests.premises import made_rounds

DOORS = 60
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
        self.page, self.line = page, line
        self.address = f"{line.url}/{walk.town.slug}/releves/{walk.key}/marche/"
        page.context.add_init_script(WATCH)

    def sign_in(self, name: str) -> None:
        """By the demo's button."""
        self.page.goto(f"{self.line.url}/connexion/")
        self.page.get_by_role("button", name=f"Entrer comme {name}").click()
        self.page.wait_for_url(f"{self.line.url}/")

    def open(self) -> None:
        """The walk, ready to be walked without network."""
        self.page.goto(self.address)
        self.ready()
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")

    def ready(self) -> None:
        """Until the doors stand on the screen."""
        self.page.wait_for_selector("button.walk-door")

    def again(self) -> None:
        """The tab is gone, with all it had in mind; the application is opened anew."""
        context = self.page.context
        self.page.close()
        self.page = context.new_page()
        self.page.goto(self.address)

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
        return list(self.page.evaluate(KEPT))


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
