"""Opinions asked, answered, used; those unanswered or ignored are listed (004-18)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from beffroi.programme.models import OpinionRequest
from beffroi.programme.reads.opinions import of_body, of_town
from beffroi.programme.rules.opinions import Fate
from beffroi.programme.writes import opinions
from beffroi.programme.writes.refused import GovernanceRefusedError
from beffroi.territory.models import Organisation, Town

from . import made

pytestmark = pytest.mark.django_db
ASKED = dt.date(2025, 3, 3)  # a Monday
LATER = dt.date(2025, 6, 2)


def asked(place: Town, of: Organisation, by: Organisation, **more: object) -> OpinionRequest:
    told = {"subject": "Halle fictive", "question": "Qu’en dites-vous ?", "asked_on": ASKED}
    clock = {"delay": 10, "delay_unit": "working_days"}
    return opinions.ask_opinion(
        town=place, asked_by=by, asked_of=of, by=None, **(told | clock | more)
    )


@pytest.mark.system("004-18")
def test_opinions_unanswered_or_ignored_are_listed() -> None:
    place = made.town()
    chamber, hall = made.chamber(place), made.hall(place)
    unanswered = asked(place, chamber, hall, subject="Sans réponse")
    ignored = asked(place, chamber, hall, subject="Sans suite")
    used = asked(place, chamber, hall, subject="Suivi")
    asked(place, chamber, hall, subject="En cours", asked_on=LATER)
    assert unanswered.due_on == dt.date(2025, 3, 17)
    for row in (ignored, used):
        opinions.answer_opinion(opinion=row, answer="Oui.", answered_on=ASKED, by=None, on=LATER)
    opinions.use_opinion(opinion=used, use="followed", reason="", used_on=LATER, by=None, on=LATER)
    found = of_town(place, LATER)
    assert [(one.row.subject, one.fate) for one in found if one.to_settle] == [
        ("Sans réponse", Fate.UNANSWERED),
        ("Sans suite", Fate.IGNORED),
    ]
    assert found[0].late == 77
    assert len(of_body(chamber, LATER)) == 4
    client = Client()
    client.force_login(made.manager(place))
    page = client.get(f"/{place.slug}/avis/").content.decode()
    assert "Sans réponse, ou restés sans suite" in page
    assert page.index("Sans suite") < page.index("Les autres") < page.index("Suivi")


def test_an_opinion_not_followed_says_why() -> None:
    place = made.town()
    row = asked(place, made.chamber(place), made.hall(place))
    told = {"opinion": row, "use": "not_followed", "used_on": LATER, "by": None, "on": LATER}
    with pytest.raises(GovernanceRefusedError, match="pas encore rendu"):
        opinions.use_opinion(reason="Trop cher.", **told)
    opinions.answer_opinion(opinion=row, answer="Non.", answered_on=ASKED, by=None, on=LATER)
    with pytest.raises(GovernanceRefusedError, match="s’explique"):
        opinions.use_opinion(reason=" ", **told)
    assert opinions.use_opinion(reason="Trop cher.", **told).used_on == LATER
    with pytest.raises(GovernanceRefusedError, match="déjà rendu"):
        opinions.withdraw_opinion(opinion=row, by=None, on=LATER)


def test_the_body_asked_answers_and_nobody_for_it() -> None:
    place = made.town()
    chamber, hall = made.chamber(place), made.hall(place)
    row = asked(place, chamber, hall)
    page = f"/{place.slug}/avis/{row.key}/"
    sent = {"answer": "Oui.", "answered_on": ASKED.isoformat()}
    manager, advisor = Client(), Client()
    manager.force_login(made.manager(place))
    advisor.force_login(made.advisor(chamber))
    assert (
        "Seule une personne" in manager.post(f"{page}repondre/", sent, follow=True).content.decode()
    )
    assert "Rendre l’avis" in advisor.get(page).content.decode()
    assert advisor.post(f"{page}repondre/", sent).status_code == 302
    row.refresh_from_db()
    assert row.answered_on == ASKED
    used = {"use": "partly", "reason": "Pour moitié.", "used_on": timezone.localdate().isoformat()}
    assert manager.post(f"{page}suite/", used).status_code == 302
    assert "Pour moitié." in advisor.get(page).content.decode()
    assert "Halle fictive" in advisor.get(f"/organismes/{chamber.key}/avis/").content.decode()
    assert manager.get(f"/organismes/{chamber.key}/avis/").status_code == 403


def test_asked_from_the_page_with_its_clock() -> None:
    place = made.town()
    chamber, hall = made.chamber(place), made.hall(place)
    client = Client()
    client.force_login(made.manager(place))
    sent = {
        "asked_by": hall.key, "asked_of": chamber.key, "subject": "Halle", "question": "Alors ?",
        "asked_on": "2026-01-31", "delay": 1, "delay_unit": "months", "silence": "favourable",
    }  # fmt: skip
    wrong = client.post(f"/{place.slug}/avis/nouveau/", sent | {"asked_of": hall.key})
    assert "ne se demande pas" in wrong.content.decode()
    assert client.post(f"/{place.slug}/avis/nouveau/", sent).status_code == 302
    row = OpinionRequest.objects.of(place).get()
    assert row.due_on == dt.date(2026, 3, 2)  # 28 February is a Saturday
    shown = client.get(f"/{place.slug}/avis/{row.key}/").content.decode()
    assert "vaut avis favorable" in shown
