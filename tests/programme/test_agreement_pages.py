"""The pages of agreements: who sees which, above towns and in one."""

from __future__ import annotations

import pytest
from django.test import Client

from . import made

pytestmark = pytest.mark.django_db


def signed(person: object) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_town_s_agreements_are_listed_for_its_manager_not_for_a_stranger() -> None:
    place = made.town()
    row = made.agreement(place, made.hall(place), made.chamber(place))
    page = signed(made.manager(place)).get(f"/{place.slug}/conventions/")
    assert page.status_code == 200
    assert row.title in page.content.decode()
    assert signed(made.stranger()).get(f"/{place.slug}/conventions/").status_code == 403


def test_the_same_page_serves_a_town_and_above_towns() -> None:
    place = made.town()
    chamber = made.chamber(place)
    local = made.agreement(place, chamber, made.hall(place))
    national = made.agreement(None, chamber, title="Accord-cadre fictif")
    client = signed(made.advisor(chamber))
    assert "Valfictif" in client.get(f"/{place.slug}/conventions/{local.key}/").content.decode()
    above = client.get(f"/conventions/{national.key}/")
    assert "Accord-cadre fictif" in above.content.decode()
    assert client.get(f"/{place.slug}/conventions/{national.key}/").status_code == 404
    assert client.get(f"/conventions/{local.key}/").status_code == 404


def test_above_towns_each_lists_what_is_published_and_what_is_theirs() -> None:
    place = made.town()
    chamber, other = made.chamber(place), made.chamber(name="Chambre fictive des Monts")
    made.agreement(None, chamber, title="Cadre réservé")
    made.agreement(None, other, title="Cadre publié", is_published=True)
    mine = signed(made.advisor(chamber)).get("/conventions/").content.decode()
    theirs = signed(made.stranger()).get("/conventions/").content.decode()
    assert "Cadre réservé" in mine
    assert "Cadre publié" in mine
    assert "Cadre réservé" not in theirs
    assert "Cadre publié" in theirs


def test_a_list_costs_the_same_however_long(django_assert_max_num_queries: object) -> None:
    place = made.town()
    hall, chamber = made.hall(place), made.chamber(place)
    client = signed(made.manager(place))
    for n in range(5):
        made.agreement(place, hall, chamber, title=f"Convention {n}")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(f"/{place.slug}/conventions/")


def test_the_first_page_of_an_agreement_costs_few_queries(
    django_assert_max_num_queries: object,
) -> None:
    place = made.town()
    row = made.signed(made.agreement(place, made.chamber(place), made.hall(place)))
    for n in range(4):
        made.agreement(place, row.holder, title=f"Suite {n}", parent=row)
    client = signed(made.manager(place))
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        page = client.get(f"/{place.slug}/conventions/{row.key}/")
    assert "Suite 3" in page.content.decode()


def test_a_published_framework_is_read_by_all_who_are_signed_in_and_changed_by_its_bodies() -> None:
    place = made.town()
    chamber = made.chamber(place)
    row = made.agreement(None, chamber, title="Cadre publié", is_published=True)
    passer, advisor = signed(made.stranger()), signed(made.advisor(chamber))
    page = passer.get(f"/conventions/{row.key}/")
    assert page.status_code == 200
    assert "Publier" not in page.content.decode()
    for path in ("etape/", "publier/", "texte/ajouter/", "parties/inscrire/", "renouvellement/"):
        assert passer.post(f"/conventions/{row.key}/{path}").status_code == 403, path
        assert advisor.post(f"/conventions/{row.key}/{path}").status_code in (200, 302), path
    assert passer.get(f"/organismes/{chamber.key}/conventions/nouvelle/").status_code == 403
    told = {"kind": "framework", "title": "Cadre nouveau", "first": "2026-01-01", "last": "2028-12-31", "holder": chamber.key, "with_model": "on"}  # fmt: skip
    answer = advisor.post(f"/organismes/{chamber.key}/conventions/nouvelle/", told)
    assert answer.status_code == 302
    assert "Article 1" in advisor.get(answer["Location"] + "texte/").content.decode()
