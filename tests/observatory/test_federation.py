"""The words of an observatory and the comparison of two, through the database and the pages."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.observatory.beforehand import make_files
from beffroi.observatory.models import (
    LocalTerm,
    Nomenclature,
    ReceivedObservatory,
    TermMatch,
)
from beffroi.observatory.reads import federation as reads
from beffroi.observatory.reads import opendata
from beffroi.observatory.writes import federation as writes
from beffroi.observatory.writes.federation import Word
from beffroi.premises.models import Occupancy
from beffroi.premises.writes import decide_codes, keep_format
from beffroi.sources.observatories import ToldMatch, read_told
from beffroi.territory import keeping
from beffroi.territory import writes as territory
from beffroi.territory.models import Organisation, Town
from beffroi.territory.writes.beforehand import keep

from . import towns
from .observatories import DAY, told

pytestmark = [pytest.mark.django_db, pytest.mark.system("000-10")]
BREAD = "boulangerie-patisserie"
CHANGED = dt.date(2025, 1, 1)


@pytest.fixture
def town() -> Town:
    place = towns.town()
    towns.surveyed(place)
    return place


@pytest.fixture
def other() -> Town:
    place = towns.town("Corbigneux", "00043")
    towns.surveyed(place, vacant=9, total=40)
    return place


@pytest.fixture
def words(town: Town) -> Nomenclature:
    """Two words for bread, one for what nobody else has, one undecided."""
    held = writes.keep_nomenclature(town=town, name="Codes de Saint-Vire", by=None)
    told_words = [
        Word("B1", "Fournil", common=BREAD),
        Word("B2", "Dépôt de pain", common=BREAD),
        Word("Z9", "Barbotine", common=""),
        Word("Q", "Autre"),
        Word("LV", "Libre", kind="state", common="vacant"),
    ]
    writes.keep_terms(nomenclature=held, words=told_words, by=None)
    return held


def coded(town: Town) -> None:
    """The doors bear the codes of their producer."""
    rows = list(Occupancy.objects.of(town).order_by("premises__public_id"))
    for n, row in enumerate(rows):
        row.trade_tag = ("B1", "B2", "Z9")[n % 3]
        if row.trade_tag == "Z9":
            row.activity = ""
    Occupancy.objects.across_towns().bulk_update(rows, ["trade_tag", "activity"])
    territory.touch(town)


def page(client: Client, town: Town, *others: str, **more: str) -> str:
    answer = client.get(f"/{town.slug}/comparaison/observatoires/", {"avec": list(others), **more})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split()).replace("\u202f", " ").replace("\u00a0", " ")


def test_two_observatories_stand_side_by_side_under_their_own_names(
    client: Client, town: Town, other: Town, words: Nomenclature
) -> None:
    coded(town)
    theirs = writes.keep_nomenclature(town=other, name="Mots de Corbigneux", by=None)
    writes.keep_terms(nomenclature=theirs, words=[Word("100", "Boulange", common=BREAD)], by=None)
    text = page(client, town, other.slug)
    assert "Locaux vides : 11,1 % à Saint-Vire, 22,5 % à Corbigneux" in text
    assert "« Fournil » (B1), « Dépôt de pain » (B2)" in text
    assert "« Boulange » (100)" in text
    assert "« Libre » (LV)" in text
    assert "« Barbotine » (Z9) : sans équivalent, 13 locaux" in text
    assert "« Autre » (Q) : à décider" in text
    assert "Codes de Saint-Vire" in text and "Mots de Corbigneux" in text
    assert "Les taux se comparent, les activités non" in text  # a third of the shops have no name


def test_a_real_town_is_not_held_against_an_invented_one(
    client: Client, town: Town, other: Town
) -> None:
    Town.objects.filter(pk=other.pk).update(is_fictional=False)
    text = page(client, town, other.slug)
    assert "Saint-Vire et Corbigneux ne se comparent pas" in text
    assert "Saint-Vire est inventé et Corbigneux existe" in text


def test_a_town_that_counted_nothing_says_so(client: Client, town: Town) -> None:
    bare = towns.town("Nulle-Part", "00044")
    assert "n’a encore rien compté" in page(client, town, bare.slug)


def test_strangers_names_in_the_address_are_not_asked(client: Client, town: Town) -> None:
    assert "À quel observatoire comparer Saint-Vire ?" in page(
        client, town, "nulle-part", "recu-abc"
    )


def test_an_equivalent_that_changes_leaves_the_rounds_before_theirs(
    town: Town, words: Nomenclature
) -> None:
    term = LocalTerm.objects.of(town).get(code="B2")
    n = writes.decide_terms(
        nomenclature=words, decisions={term.pk: "epicerie"}, since=CHANGED, by=None
    )
    assert n == 1
    told_term = reads.terms_of(words)[term.pk]
    assert told_term.matches == (ToldMatch(BREAD, None, CHANGED), ToldMatch("epicerie", CHANGED))
    again = {"nomenclature": words, "decisions": {term.pk: "epicerie"}, "since": CHANGED}
    assert writes.decide_terms(**again, by=None) == 0, "said twice it changes nothing"


def test_what_was_known_before_a_correction_can_be_asked_again(
    town: Town, words: Nomenclature
) -> None:
    term = LocalTerm.objects.of(town).get(code="B2")
    before = TermMatch.objects.of(town).get(term=term).recorded.lower
    writes.decide_terms(nomenclature=words, decisions={term.pk: ""}, by=None)
    assert reads.terms_of(words)[term.pk].on(DAY) == ""
    assert reads.terms_of(words, known_on=before)[term.pk].on(DAY) == BREAD
    writes.decide_terms(nomenclature=words, decisions={term.pk: None}, by=None)
    assert reads.terms_of(words)[term.pk].on(DAY) is None
    assert TermMatch.objects.of(town).filter(term=term).count() == 2, "nothing is ever erased"


def test_a_term_of_another_nomenclature_is_not_decided(town: Town, words: Nomenclature) -> None:
    chamber = Organisation.objects.create(kind="chamber", name="Chambre", valid=_always())
    theirs = writes.keep_nomenclature(town=town, name="Chambre", body=chamber, by=None)
    term = LocalTerm.objects.of(town).get(code="Q")
    assert writes.decide_terms(nomenclature=theirs, decisions={term.pk: BREAD}, by=None) == 0


def _always() -> Any:
    from beffroi.kernel.period import since

    return since(dt.date(2015, 1, 1))


def test_the_codes_of_a_producer_become_terms_with_what_was_decided(town: Town) -> None:
    person = towns.advisor(town)
    form = keep_format(
        town=town, producer="Arpenteurs", licence="", fingerprint="x", mapping={}, by=person
    )
    decide_codes(
        format=form,
        meanings={"V": "vacant", "B": f"occupied:{BREAD}", "?": ""},
        labels={"V": ("Local vide", ""), "B": ("Pain", "Bouche"), "?": ("Divers", "")},
        by=person,
    )
    held = writes.keep_nomenclature(town=town, name="Codes", by=person)
    assert writes.take_from_producer(nomenclature=held, format=form, by=person) == 3
    said = {one.code: (one.kind, one.on(DAY)) for one in reads.terms_of(held).values()}
    assert said == {"V": ("state", "vacant"), "B": ("trade", BREAD), "?": ("trade", None)}
    assert reads.meanings_told(town, DAY) == {"V": "vacant", "B": f"occupied:{BREAD}"}
    verbs = AuditEntry.objects.values_list("verb", flat=True)
    assert {"observatory.nomenclature_kept", "observatory.terms_kept"} <= set(verbs)


def kept(town: Town) -> None:
    """Let the worker write the open data, as it does when data moved."""
    town.refresh_from_db()
    keep(town.pk, keeping.Maker(opendata.MAKER, make_files, rank=3))


def document(client: Client, town: Town) -> dict[str, Any]:
    answer = client.get(f"/{town.slug}/donnees-ouvertes/observatoire.json")
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    return dict(json.loads(answer.content))


def test_the_file_of_one_installation_compares_on_another_as_if_it_were_here(
    client: Client, town: Town, other: Town, words: Nomenclature, tmp_path: Any
) -> None:
    theirs = writes.keep_nomenclature(town=other, name="Mots de Corbigneux", by=None)
    writes.keep_terms(nomenclature=theirs, words=[Word("100", "Boulange", common=BREAD)], by=None)
    kept(other)
    sent = document(client, other)
    by_api = client.get("/api/v1/towns/00043/observatory").json()
    assert by_api == sent, "the API and the page give one document"
    here = page(client, town, other.slug)
    path = tmp_path / "observatoire.json"
    path.write_text(json.dumps(sent))
    row = writes.receive(town=town, told=read_told(path), by=None)
    assert writes.receive(town=town, told=read_told(path), by=None) == row, "twice is once"
    writes.show_received(row=row, public=True, by=towns.advisor(town))
    there = page(client, town, f"recu-{row.key}")
    for part in ("Les chiffres", "Sous quels noms"):
        assert _section(here, part) == _section(there, part)
    assert "« Boulange » (100)" in there


def _section(text: str, title: str) -> str:
    return text.split(f"<h2>{title}</h2>")[1].split("</section>")[0]


def test_the_document_is_not_found_before_it_was_written(client: Client, town: Town) -> None:
    assert client.get(f"/{town.slug}/donnees-ouvertes/observatoire.json").status_code == 404
    assert client.get("/api/v1/towns/00042/observatory").status_code == 404


def upload(data: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("observatoire.json", json.dumps(data).encode())


def test_a_file_is_received_by_the_team_and_seen_by_it_alone_until_it_is_shown(
    client: Client, town: Town
) -> None:
    address = f"/{town.slug}/comparaison/observatoires/"
    anonymous = Client()
    client.force_login(towns.advisor(town))
    answer = client.post(f"{address}recevoir/", {"file": upload(told().as_data())})
    row = ReceivedObservatory.objects.of(town).get()
    assert answer.status_code == 302 and row.key in answer["Location"]
    assert "Valbrume" in page(client, town, f"recu-{row.key}")
    assert "Valbrume" not in page(anonymous, town, f"recu-{row.key}")
    client.post(f"{address}{row.key}/montrer/", {"public": "1"})
    assert "Valbrume" in page(anonymous, town, f"recu-{row.key}")
    client.post(f"{address}{row.key}/retirer/")
    assert not ReceivedObservatory.objects.of(town).exists()
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"observatory.observatory_shown", "observatory.observatory_withdrawn"} <= verbs


def test_a_bad_file_is_refused_in_words_and_nothing_is_kept(client: Client, town: Town) -> None:
    client.force_login(towns.advisor(town))
    address = f"/{town.slug}/comparaison/observatoires/"
    for sent in (
        {"file": upload({"a": 1})},
        {"file": upload(told().as_data() | {"code": "?"})},
        {},
    ):
        answer = client.post(f"{address}recevoir/", sent, follow=True)
        assert (
            "callout--error" in answer.content.decode()
            or "message--error" in answer.content.decode()
        )
    assert not ReceivedObservatory.objects.of(town).exists()


def test_names_from_a_file_are_only_text(client: Client, town: Town) -> None:
    hostile = told("<script>alert(1)</script>").as_data()
    client.force_login(towns.advisor(town))
    client.post(f"/{town.slug}/comparaison/observatoires/recevoir/", {"file": upload(hostile)})
    row = ReceivedObservatory.objects.of(town).get()
    text = page(client, town, f"recu-{row.key}")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 403), ("elected", 403), ("manager", 302), ("nobody", 302)]
)
def test_who_may_bring_an_observatory(client: Client, town: Town, who: str, status: int) -> None:
    """A stranger and an elected member may not; nobody is sent to sign in; the manager may."""
    if who != "nobody":
        person = towns.person(f"{who}@saint-vire.example")
        role = {"elected": roles.ELECTED, "manager": roles.MANAGER}.get(who)
        if role:
            territory.give_role(
                person=person, town=town, role=role, start=dt.date(2020, 1, 1), by=None
            )
        client.force_login(person)
    sent = {"file": upload(told().as_data())}
    answer = client.post(f"/{town.slug}/comparaison/observatoires/recevoir/", sent)
    assert answer.status_code == status
    assert ReceivedObservatory.objects.of(town).exists() == (who == "manager")
    assert client.get(f"/{town.slug}/nomenclature/modifier/").status_code == (
        200 if who == "manager" else status
    )


def test_an_observatory_of_another_town_is_not_found(
    client: Client, town: Town, other: Town
) -> None:
    row = writes.receive(town=other, told=told(), by=None)
    client.force_login(towns.advisor(town))
    answer = client.post(f"/{town.slug}/comparaison/observatoires/{row.key}/retirer/")
    assert answer.status_code == 404
    assert ReceivedObservatory.objects.of(other).exists()


def test_the_page_of_words_decides_line_by_line_and_keeps_what_was_typed(
    client: Client, town: Town, words: Nomenclature
) -> None:
    client.force_login(towns.advisor(town))
    address = f"/{town.slug}/nomenclature/modifier/"
    term = LocalTerm.objects.of(town).get(code="Q")
    refused = client.post(address, {"act": "decide", f"term_{term.pk}": "Nimporte"})
    assert refused.status_code == 422
    assert 'value="Nimporte"' in refused.content.decode()
    assert reads.terms_of(words)[term.pk].on(DAY) is None
    client.post(
        address,
        {"act": "decide", f"term_{term.pk}": "Boucherie, charcuterie", "since": "2026-01-01"},
    )
    told_term = reads.terms_of(words)[term.pk]
    assert told_term.on(dt.date(2026, 1, 1)) == "boucherie-charcuterie"
    assert told_term.on(dt.date(2025, 12, 31)) is None


def test_a_line_left_alone_keeps_its_dated_history(
    client: Client, town: Town, words: Nomenclature
) -> None:
    term = LocalTerm.objects.of(town).get(code="B2")
    writes.decide_terms(nomenclature=words, decisions={term.pk: "epicerie"}, since=CHANGED, by=None)
    before = reads.terms_of(words)[term.pk].matches
    client.force_login(towns.advisor(town))
    lines = client.get(f"/{town.slug}/nomenclature/modifier/").context["lines"]
    sent = {f"term_{line.pk}": line.written for line in lines}
    client.post(f"/{town.slug}/nomenclature/modifier/", {"act": "decide", **sent})
    assert reads.terms_of(words)[term.pk].matches == before


def test_words_come_from_a_table_and_by_hand(client: Client, town: Town) -> None:
    client.force_login(towns.advisor(town))
    address = f"/{town.slug}/nomenclature/modifier/"
    table = SimpleUploadedFile(
        "codes.csv", b"code;libelle;categorie\nB1;Fournil;Bouche\nV;Local vacant;\n"
    )
    assert client.post(address, {"act": "file", "file": table}).status_code == 302
    client.post(address, {"act": "add", "code": "Z", "label": "Bazar", "kind": "trade"})
    client.post(address, {"act": "name", "name": "Nos codes"})
    found = {row.code: row.kind for row in LocalTerm.objects.of(town)}
    assert found == {"B1": "trade", "V": "state", "Z": "trade"}
    assert Nomenclature.objects.of(town).get().name == "Nos codes"
    bad = SimpleUploadedFile("codes.csv", b"a;b\n1;2\n")
    assert client.post(address, {"act": "file", "file": bad}).status_code == 422


def test_the_words_are_open_data(town: Town, words: Nomenclature) -> None:
    rows = opendata.rows_of("nomenclature", town, [towns.SECOND])
    by_code = {row.values[3]: row.values for row in rows}
    assert by_code["B1"][6:9] == ("équivalent", BREAD, "Boulangerie, pâtisserie")
    assert by_code["Z9"][6] == "sans équivalent"
    assert by_code["Q"][6] == "à décider"
    assert by_code["LV"][2] == "état du local"


def test_queries_do_not_grow_with_words_or_doors(
    client: Client, town: Town, other: Town, words: Nomenclature
) -> None:
    def asked() -> int:
        territory.touch(town)
        territory.touch(other)
        with CaptureQueriesContext(connection) as caught:
            page(client, town, other.slug)
        return len(caught)

    asked()
    before = asked()
    more = [Word(f"N{n}", f"Mot {n}", common=BREAD) for n in range(40)]
    writes.keep_terms(nomenclature=words, words=more, by=None)
    assert asked() == before
    assert before <= 34
