"""SIRENE files into a town: stock, then history; the same file twice; another town's."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from beffroi.merchants.models import Establishment
from beffroi.portal.imports import import_file
from beffroi.sources.sirene.columns import FORMS, Kind
from beffroi.territory import writes
from beffroi.territory.models import ImportRun, Town

from .osm_files import write_shops

pytestmark = pytest.mark.django_db
SIRETS = ("73282932000074", "35600000000048", "55208131766522")


@pytest.fixture
def town() -> Town:
    return writes.open_town(insee_code="35236", name="Redon", by=None)


def stock(path: Path, commune: str = "35236") -> Path:
    columns = FORMS[Kind.STOCK].required
    rows = [",".join(columns)]
    for siret in SIRETS:
        values = {
            "siret": siret, "statutDiffusionEtablissement": "O", "codeCommuneEtablissement": commune,
            "etatAdministratifEtablissement": "A", "activitePrincipaleEtablissement": "47.11F",
            "nomenclatureActivitePrincipaleEtablissement": "NAFRev2",
        }  # fmt: skip
        rows.append(",".join(values[column] for column in columns))
    path.write_text("\n".join(rows) + "\n")
    return path


def test_stock_gives_establishments_once(town: Town, tmp_path: Path) -> None:
    path = stock(tmp_path / "stock.csv")
    run = import_file(town=town, path=path, by=None)
    assert run.state == ImportRun.State.DONE, run.sentence
    assert run.report["counts"]["establishments"]["taken"] == 3
    again = import_file(town=town, path=path, by=None)
    assert again.report["counts"]["establishments"]["taken"] == 0
    assert "déjà connu" in again.sentence
    assert Establishment.objects.of(town).count() == 3


def test_register_of_another_town_is_refused_whole(town: Town, tmp_path: Path) -> None:
    run = import_file(town=town, path=stock(tmp_path / "s.csv", "75056"), by=None)
    assert run.state == ImportRun.State.REFUSED
    assert "aucun établissement de Redon" in run.sentence
    assert not Establishment.objects.of(town).exists()


def test_history_before_its_stock_says_what_to_bring(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text(",".join(FORMS[Kind.HISTORY].required) + "\n")
    run = import_file(town=town, path=path, by=None)
    assert run.state == ImportRun.State.REFUSED
    assert "StockEtablissement" in run.sentence


def test_command_opens_the_town_and_reads(tmp_path: Path, capsys) -> None:
    call_command("import_file", write_shops(tmp_path / "a.osm"), town="35236")
    assert "Fichier lu" in capsys.readouterr().out
    assert Town.objects.get(insee_code="35236").outline


def test_command_ends_with_the_sentence_of_a_refusal(tmp_path: Path) -> None:
    bad = tmp_path / "a.osm"
    bad.write_text("<html>")
    with pytest.raises(CommandError, match="page web"):
        call_command("import_file", bad, town="Redon")


def test_command_names_the_namesakes(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="93066"):
        call_command("import_file", write_shops(tmp_path / "a.osm"), town="Saint-Denis")
