"""The pages of a survey: dropped, its columns, its codes, what it would change, stored; who may."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from shapely.geometry import box, mapping

from beffroi.accounts.rules import roles
from beffroi.observatory.reads import stock_of
from beffroi.portal.imports import run_import
from beffroi.premises import reads as premises
from beffroi.premises.models import Premises, SurveyCode
from beffroi.territory import writes as territory
from beffroi.territory.models import ImportRun, Town
from tests.sources import survey_files as made

from .people import holds, person, said, signed

pytestmark = pytest.mark.django_db
State = ImportRun.State


@pytest.fixture
def town() -> Town:
    return territory.open_town(
        insee_code="00042", name="Saint-Vire", by=None,
        outline=mapping(box(1.98, 46.48, 2.05, 46.52)),
    )  # fmt: skip


@pytest.fixture
def ada(town: Town) -> Client:
    ada = person("Ada")
    holds(ada, roles.ADVISOR, town)
    return signed(ada)


def dropped(client: Client, town: Town, path: Path) -> ImportRun:
    """Drop a file as the data page does, then read it as a worker does."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post("/saint-vire/donnees/deposer/", {"files": file})
    assert answer.status_code == 302, answer.content[-500:]
    return run_import(ImportRun.objects.of(town).latest("pk"))


def at(run: ImportRun, page: str) -> str:
    return f"/saint-vire/donnees/imports/{run.pk}/{page}/"


def form_of(page: str) -> dict[str, str]:
    """What the first form of a page would send as it stands."""
    form = re.search(r"<form.*?</form>", page, re.DOTALL)
    assert form is not None
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or "checked" in tag) and "csrf" not in tag:
            sent[name[1]] = value[1] if value else ""
    for name, inside in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form[0], re.DOTALL
    ):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', inside)
        sent[name] = "" if chosen is None else chosen[2] if chosen[1] is None else chosen[1]
    return sent


def through_columns(client: Client, run: ImportRun, **more: str) -> Any:
    page = said(client.get(at(run, "colonnes")))
    told = form_of(page) | {"producer": "Chambre fictive", "coverage": "1"} | more
    return client.post(at(run, "colonnes"), told)


def test_from_the_drop_to_the_figure(town: Town, ada: Client, tmp_path: Path) -> None:
    run = dropped(ada, town, made.write_geojson(tmp_path / "releve.geojson"))
    assert run.state == State.TO_DECIDE, run.sentence
    page = said(ada.get(f"/saint-vire/donnees/imports/{run.pk}/", follow=True))
    assert "120 lignes lues, 7 vagues" in page and "FIC050" in page
    assert "La vague 2019 est vide" in page and page.count("<tr>") >= 10
    assert through_columns(ada, run)["Location"] == at(run, "codes")
    page = said(ada.get(at(run, "codes")))
    assert "11 codes" in page and "1 à décider" in page
    sent = form_of(page)
    assert sent["code_0"] == "Vide"
    assert ada.post(at(run, "codes"), sent).status_code == 302
    run.refresh_from_db()
    run_import(run)
    assert not Premises.objects.of(town).exists()
    page = said(ada.get(at(run, "apercu")))
    assert "Ce relevé ajouterait 120 locaux en 6 vagues" in page
    assert "30 / 120" in page and "<code>X9</code>" in page
    assert ada.post(at(run, "apercu"), {"act": "store"}).status_code == 302
    run.refresh_from_db()
    run_import(run)
    assert ImportRun.objects.of(town).get(pk=run.pk).state == State.DONE
    stock = stock_of(Town.objects.get(pk=town.pk), dt.date(2024, 6, 3))
    assert (stock.by_state["vacant"], stock.by_state["works_unknown"]) == (30, 3)
    page = said(ada.get(f"/saint-vire/donnees/imports/{run.pk}/"))
    assert "Voir les vagues et leurs chiffres" in page
    assert "Ce relevé est enregistré" in said(ada.get(at(run, "apercu")))


def test_what_is_missing_is_a_sentence(town: Town, ada: Client, tmp_path: Path) -> None:
    run = dropped(ada, town, made.write_geojson(tmp_path / "a.geojson"))
    answer = through_columns(ada, run, producer=" ", on_2024="2099-01-01")
    page = said(answer, 422)
    assert "Dites qui a produit ce relevé." in page
    assert "jour à venir" in page
    answer = through_columns(ada, run, on_2014="2015-12-31")
    assert "Deux vagues ne peuvent pas être du même jour." in said(answer, 422)


def test_other_columns_have_the_file_read_again(town: Town, ada: Client, tmp_path: Path) -> None:
    run = dropped(ada, town, made.write_geojson(tmp_path / "a.geojson"))
    answer = through_columns(ada, run, column_id="fid")
    assert answer["Location"] == f"/saint-vire/donnees/imports/{run.pk}/"
    run.refresh_from_db()
    assert run_import(run).state == State.TO_DECIDE
    survey = premises.survey_of(run)
    assert survey is not None and survey.mapping["columns"]["id"] == "fid"
    assert "same_id" not in {one["code"] for one in survey.looked["faults"]}
    assert through_columns(ada, run, column_id="fid")["Location"] == at(run, "codes")


def test_meaning_nobody_knows_is_refused_beside_its_code(
    town: Town, ada: Client, tmp_path: Path
) -> None:
    run = dropped(ada, town, made.write_geojson(tmp_path / "a.geojson"))
    through_columns(ada, run)
    sent = form_of(said(ada.get(at(run, "codes")))) | {"code_0": "Licorne"}
    page = said(ada.post(at(run, "codes"), sent), 422)
    assert "1 sens n’est pas connu" in page and 'aria-invalid="true"' in page
    assert not SurveyCode.objects.across_towns().exists()


def test_nomenclature_of_the_producer_gives_labels(town: Town, ada: Client, tmp_path: Path) -> None:
    run = dropped(ada, town, made.write_geojson(tmp_path / "a.geojson"))
    through_columns(ada, run)
    table = SimpleUploadedFile("codes.csv", b"code;libelle\nX9;Boulangerie\nZZ;Autre\n")
    page = said(ada.post(at(run, "codes"), {"nomenclature": table}, follow=True))
    assert "2 codes lus, dont 1 de ce relevé." in page
    assert "à décider</span>" not in page
    wrong = SimpleUploadedFile("codes.csv", b"a;b\n1;2\n")
    page = said(ada.post(at(run, "codes"), {"nomenclature": wrong}, follow=True))
    assert "n’a pas de colonnes « code » et « libellé »" in page


def test_left_aside_nothing_is_stored(town: Town, ada: Client, tmp_path: Path) -> None:
    run = dropped(ada, town, made.write_geojson(tmp_path / "a.geojson"))
    page = said(ada.post(at(run, "laisser"), follow=True))
    assert "Relevé laissé de côté" in page
    assert ImportRun.objects.of(town).get(pk=run.pk).state == State.CANCELLED
    assert not Premises.objects.of(town).exists()


def test_codes_decided_in_another_town_of_mine_are_taken_over(
    town: Town, ada: Client, tmp_path: Path
) -> None:
    other = territory.open_town(
        insee_code="00043", name="Vieux-Moulin", by=None, outline=town.outline
    )
    run = dropped(ada, town, made.write_geojson(tmp_path / "a.geojson"))
    through_columns(ada, run)
    sent = form_of(said(ada.get(at(run, "codes"))))
    ada.post(at(run, "codes"), {name: "Vide" if name == "code_0" else "" for name in sent})
    both, stranger = person("Bea"), person("Cleo")
    holds(both, roles.ADVISOR, town)
    for one in (both, stranger):
        holds(one, roles.ADVISOR, other)
    second = run_import(_copy(run, other))
    for someone, words in ((both, True), (stranger, False)):
        client = signed(someone)
        where = f"/vieux-moulin/donnees/imports/{second.pk}/"
        told = form_of(said(client.get(f"{where}colonnes/"))) | {"producer": "Chambre fictive"}
        client.post(f"{where}colonnes/", told)
        page = said(client.get(f"{where}codes/"))
        assert ("décidé dans une autre ville" in page) is words


def _copy(run: ImportRun, town: Town) -> ImportRun:
    return ImportRun.objects.create(
        town=town, file_name=run.file_name, stored_as=run.stored_as, size=run.size
    )


def test_pages_ask_a_fixed_number_of_queries(
    town: Town, ada: Client, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    run = dropped(ada, town, made.write_geojson(tmp_path / "a.geojson"))
    through_columns(ada, run)
    sent = form_of(said(ada.get(at(run, "codes"))))
    ada.post(at(run, "codes"), sent)
    run.refresh_from_db()
    run_import(run)
    for page, most in (("colonnes", 16), ("codes", 20), ("apercu", 16)):
        with django_assert_max_num_queries(most):
            assert ada.get(at(run, page)).status_code == 200


@pytest.mark.parametrize("page", ["colonnes", "codes", "apercu", "laisser"])
def test_who_does_not_bring_files_sees_none_of_it(
    page: str, town: Town, ada: Client, tmp_path: Path
) -> None:
    run = dropped(ada, town, made.write_geojson(tmp_path / "a.geojson"))
    assert Client().post(at(run, page)).status_code == 302
    assert signed(person("Zoe")).post(at(run, page)).status_code == 403
    elsewhere = person("Eve")
    holds(elsewhere, roles.ADVISOR, territory.open_town(insee_code="00044", name="Val", by=None))
    assert signed(elsewhere).post(at(run, page)).status_code == 403
    assert ImportRun.objects.of(town).get(pk=run.pk).state == State.TO_DECIDE
