"""The gallery holds every component; tables, strips and menu say what they must."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

import beffroi.ui
from beffroi.ui import icons, menu, symbols, views, years
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.templatetags.beffroi_ui import highlight

TEMPLATES = Path(beffroi.ui.__file__).parent / "templates" / "ui"
INLINE = re.compile(r"\sstyle=|<style\b|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|javascript:")


@pytest.fixture(scope="module")
def page() -> str:
    return views.gallery(RequestFactory().get("/ui/")).content.decode()


def test_gallery_is_one_page_with_one_title(page: str) -> None:
    assert page.count("<h1") == page.count("<main") == 1
    assert '<html lang="fr">' in page


def test_nothing_inline_that_a_strict_csp_would_block(page: str) -> None:
    assert INLINE.findall(page) == []


def test_every_component_stands_in_the_gallery() -> None:
    used = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    tags = {
        "bars.html": "{% bars ",
        "table.html": "{% data_table ",
        "years.html": "{% years_strip ",
    }
    shown = {path.name for path in (TEMPLATES / "components").glob("*.html")}
    assert len(shown) > 25
    for name in shown:
        assert f'"ui/components/{name}"' in used or tags[name] in used, name


def test_every_component_heads_itself_with_what_it_takes() -> None:
    for path in (TEMPLATES / "components").glob("*.html"):
        if path.name != "logo.html":
            assert path.read_text().startswith("{% comment %}"), path.name


def test_ids_are_unique(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) > 40
    assert {i for i in ids if ids.count(i) > 1} == set()


def test_every_symbol_used_is_drawn(page: str) -> None:
    used = set(re.findall(r'<use href="#([^"]+)"', page))
    drawn = set(re.findall(r'<(?:symbol|g) id="([^"]+)"', page))
    assert len(used) > 15
    assert used <= drawn


def test_unknown_icon_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        symbols.icon("nothing")
    assert all(path.startswith("M") for path in icons.ICONS.values())


def test_table_sorts_numbers_from_the_greatest_and_turns_round() -> None:
    columns = [Column("name", "Rue", sort="name"), Column("n", "Vides", "number", sort="n")]
    table = Table(columns, [{"name": Cell("A", "#"), "n": 2}], sort="-n", query={"page": "2"})
    name, n = table.headers()
    assert (name.href, n.href) == ("?page=2&tri=name", "?page=2&tri=n")
    assert (name.aria_sort, n.aria_sort) == ("", "descending")
    assert Table(columns, [], sort="").headers()[1].href == "?tri=-n"
    assert [numeric for _, numeric, _ in table.lines()[0]] == [False, True]


def test_years_are_clipped_to_the_strip() -> None:
    since, until = dt.date(2016, 1, 1), dt.date(2026, 1, 1)
    periods = [
        years.Period("services", "A", None, dt.date(2018, 1, 1)),
        years.Period("vacant", "Vide", dt.date(2018, 1, 1), None),
        years.Period("alimentaire", "B", dt.date(2030, 1, 1)),
    ]
    first, second = years.bars(periods, since, until)
    assert first.x == 0
    assert first.open_start
    assert second.lasting
    assert first.width + second.width == pytest.approx(100, abs=0.01)
    assert len(years.ticks(since, until)) <= 6
    with pytest.raises(ValueError, match="end"):
        years.bars(periods, until, since)


def test_menu_keeps_order_hides_the_placeless_and_marks_the_page(monkeypatch) -> None:
    monkeypatch.setattr(menu, "_entries", {})

    def entry(key: str, href: str | None, order: int) -> menu.MenuEntry:
        return menu.MenuEntry(key, key.title(), lambda request: href, order=order)

    one = entry("b", "/b/", 2)
    for each in (one, one, entry("a", "/a/", 1), entry("none", None, 0)):
        menu.register(each)
    request = HttpRequest()
    request.path = "/b/"
    assert [(link.key, link.current) for link in menu.links(request)] == [("a", False), ("b", True)]
    with pytest.raises(menu.MenuError):
        menu.register(entry("b", "/other/", 3))
    with pytest.raises(menu.MenuError):
        menu.register(menu.MenuEntry("x", "X", lambda request: "/", slot="nowhere"))  # type: ignore[arg-type]


def test_figure_says_at_least_and_cannot_tell() -> None:
    shown = Template(
        '{% include "ui/components/figure.html" with label="Vides" verdict=v value="9" sentence=s only %}'
    )
    floor = shown.render(Context({"v": "at_least", "s": "Une seule rue."}))
    cannot = shown.render(Context({"v": "cannot_tell", "s": "Une seule date."}))
    assert "au moins" in floor
    assert "9" in floor
    assert "On ne peut pas dire" in cannot
    assert ">9<" not in cannot


@pytest.mark.parametrize(
    ("finding", "seen"),
    [
        ("Au moins 9 locaux vides, dont 8 dans la Grande Rue", "9 locaux vides"),
        ("20 locaux vacants sur 238", "20 locaux vacants"),
        ("At least 9 vacant units, 8 of them in Grande Rue", "9 vacant units"),
    ],
)
def test_empty_doors_are_what_a_finding_shows_first(finding, seen):
    assert f'<mark class="finding__mark">{seen}</mark>' in highlight(finding)


def test_stars_of_a_finding_win_over_its_empty_doors():
    assert highlight("9 locaux vides, *2 ouvertures*").count("<mark") == 1
