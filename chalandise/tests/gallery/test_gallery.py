"""Every page of the gallery runs as it stands; every picture is the one its script draws."""

from __future__ import annotations

import doctest
import gzip
import importlib
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

GALLERY = Path(__file__).resolve().parents[2] / "gallery"
PACK = GALLERY.parents[1] / "src" / "beffroi"
PAGES = sorted(page for page in GALLERY.glob("*.md") if page.stem != "README")
SCRIPTS = [page.stem for page in PAGES]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
HALF_A_PIXEL = 0.5

pytestmark = pytest.mark.skipif(not PACK.exists(), reason="needs the data shipped with Beffroi")


@pytest.fixture(autouse=True)
def in_the_gallery(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(GALLERY))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_of_a_page_run(page: Path) -> None:
    result = doctest.testfile(str(page), module_relative=False)
    assert (result.attempted > 2, result.failed) == (True, 0)


@pytest.mark.parametrize("script", SCRIPTS)
def test_pictures_are_those_the_script_draws(script: str) -> None:
    drawn = importlib.import_module(f"{script}_pictures").pictures()
    page = (GALLERY / f"{script}.md").read_text()
    assert drawn
    for name, picture in drawn.items():
        kept = (GALLERY / "pictures" / f"{name}.svg").read_text()
        assert f"pictures/{name}.svg" in page
        assert same(kept, picture.svg()), f"draw {name} again: python {script}_pictures.py"
        assert ET.fromstring(kept).findtext("{http://www.w3.org/2000/svg}title") == picture.title


def test_no_picture_is_left_over_or_too_large() -> None:
    shown = "".join(page.read_text() for page in PAGES)
    kept = list((GALLERY / "pictures").iterdir())
    assert kept
    assert [path.name for path in kept if f"pictures/{path.name}" not in shown] == []
    assert max(path.stat().st_size for path in kept) < 200_000


@pytest.mark.shared
@pytest.mark.skipif("BEFFROI_SHARED" not in os.environ, reason="BEFFROI_SHARED is not set")
def test_the_reduced_file_of_strasbourg_is_what_its_script_makes() -> None:
    folder = Path(os.environ["BEFFROI_SHARED"]) / "data" / "strasbourg"
    made = importlib.import_module("make_strasbourg")
    assert made.table(folder) == gzip.decompress(made.OUT.read_bytes()).decode()


def test_scripts_stay_short() -> None:
    scripts = list(GALLERY.glob("*.py"))
    assert len(scripts) > 3
    assert [path.name for path in scripts if len(path.read_text().splitlines()) > 200] == []


def same(one: str, other: str) -> bool:
    """The same words, and numbers that another processor may have rounded otherwise."""
    if NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return False
    pairs = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(abs(float(a) - float(b)) <= HALF_A_PIXEL for a, b in pairs)


def test_another_picture_is_not_the_same() -> None:
    assert same('<a x="1.0">b</a>', '<a x="1.1">b</a>')
    assert not same('<a x="1.0">b</a>', '<a x="9.0">b</a>')
    assert not same('<a x="1.0">b</a>', '<a x="1.0">c</a>')
