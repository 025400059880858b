"""A group of the menu: one word over its links, none over a single one."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string

from beffroi.ui import menu

KEEP = menu.MenuGroup("keep", "Gérer", 5)


def entry(key: str, order: int, group: menu.MenuGroup | None = None) -> menu.MenuEntry:
    return menu.MenuEntry(
        key, key.title(), lambda request: f"/{key}/", "main", order, group=group, badge=lambda r: 2
    )


@pytest.fixture
def request_on_b(monkeypatch: pytest.MonkeyPatch) -> HttpRequest:
    monkeypatch.setattr(menu, "_entries", {})
    request = HttpRequest()
    request.path = "/b/"
    return request


def test_two_entries_of_a_group_stand_at_its_place(request_on_b: HttpRequest) -> None:
    for each in (entry("z", 9), entry("a", 90, KEEP), entry("b", 91, KEEP), entry("c", 1)):
        menu.register(each)
    first, group, last = menu.links(request_on_b)
    assert (first.key, group.key, last.key) == ("c", "keep", "z")
    assert [(one.key, one.current) for one in group.links] == [("a", False), ("b", True)]
    assert (group.href, group.current, group.badge) == ("", True, 4)
    shown = render_to_string("ui/components/menu_item.html", {"link": group})
    assert "<summary>" in shown
    assert shown.index("Gérer") < shown.index('href="/a/"') < shown.index('href="/b/"')
    flat = render_to_string("ui/components/menu_item.html", {"link": group, "flat": True})
    assert "<summary>" not in flat
    assert 'href="/b/" aria-current' in flat


def test_alone_in_its_group_an_entry_is_a_link(request_on_b: HttpRequest) -> None:
    menu.register(entry("b", 91, KEEP))
    (link,) = menu.links(request_on_b)
    assert (link.key, link.href, link.links) == ("b", "/b/", ())
