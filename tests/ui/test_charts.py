from __future__ import annotations

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest

from beffroi.ui import charts
from beffroi.ui.charts.svg import _drawn
from beffroi.ui.charts.theme import theme_colours

SVG = "{http://www.w3.org/2000/svg}"
POINTS = [(dt.date(2020 + n, 3, 1), rate) for n, rate in enumerate((0.08, None, 0.12, 0.0955))]
CASES = {
    "line": lambda: charts.line_with_threshold(POINTS, compare={"villes semblables": POINTS[:1]}),
    "line, narrow": lambda: charts.line_with_threshold(POINTS, label="centre", width=300),
    "line, nothing known": lambda: charts.line_with_threshold([(dt.date(2020, 1, 1), None)]),
    "families": lambda: charts.bars_by_family({"alimentaire": 12, "vacant": 9, "services": 1234}),
    "survival": lambda: charts.survival_curve(
        [(0, 1, 1, 1), (1, 0.9, 0.8, 0.95), (5, 0.6, 0.5, 0.7), (6, 0.5, 0.4, 0.6)],
        compare=(5, 0.61, "France : 61 %"), provisional_from=5,
    ),
    "flows": lambda: charts.flows([(2020, 12, 5), (2021, 3, 9)], provisional={2021}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_chart_is_well_formed_csp_clean_and_named(name: str) -> None:
    svg = charts.to_svg(CASES[name](), title="Titre <é>", description="Ce que l’on voit")
    root = ET.fromstring(svg)
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", svg)
    assert root.findtext(f"{SVG}title") == "Titre <é>"
    assert root.findtext(f"{SVG}desc") == "Ce que l’on voit"
    named = set(root.get("aria-labelledby", "").split())
    assert named == {node.get("id") for node in root[:2]}
    assert root.findall(f".//{SVG}text"), "text stays text"


def words(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{SVG}text")]


def test_numbers_are_french_and_from_zero() -> None:
    shown = words(charts.to_svg(CASES["line"](), title="t"))
    assert any("9,6\u202f%" in word or "9,5\u202f%" in word for word in shown)
    assert "0\u202f%" in shown, "the axis begins at zero"
    assert any("1\u202f234" in w for w in words(charts.to_svg(CASES["families"](), title="t")))


def test_vacant_bar_is_hollow_and_last() -> None:
    shown = words(charts.to_svg(CASES["families"](), title="t"))
    labels = [w for w in shown if not re.fullmatch(r"[\d\u202f]+", w)]
    assert labels == ["Services", "Alimentaire", "Local vide"]
    svg = charts.to_svg(CASES["families"](), title="t")
    assert re.search(r'class="c-paper cs-brick"|class="cs-brick c-paper"', svg)


def test_colours_become_classes_the_page_repaints() -> None:
    svg = charts.to_svg(CASES["flows"](), title="t")
    assert {"c-moss", "c-brick"} <= set(re.findall(r"\bc-[\w-]+", svg))
    assert all(colour.startswith("#") for colour in theme_colours())


def test_the_same_chart_is_drawn_once() -> None:
    charts.to_svg(CASES["flows"](), title="once")
    before = _drawn.cache_info().hits
    charts.to_svg(CASES["flows"](), title="once")
    assert _drawn.cache_info().hits == before + 1


def test_ids_differ_between_charts() -> None:
    one, other = (charts.to_svg(CASES[name](), title=name) for name in ("line", "survival"))
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (one, other)]
    assert ids[0].isdisjoint(ids[1])
