"""The menu registry: higher contexts add their entries in `AppConfig.ready()`.

An entry answers for itself where it leads and whether this request may see it; the design system
knows no route and no right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Slot = Literal["main", "account", "footer"]
SLOTS: tuple[Slot, ...] = ("main", "account", "footer")


class MenuError(Exception):
    """An entry that cannot be registered; the sentence says why."""


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """Entries that open together under one word, where at least two of them are shown."""

    key: str
    label: str | Promise
    order: int = 100


# Several contexts put entries under it, none of which knows the others.
OBSERVE = MenuGroup("observe", _("Observer"), 55)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One link. `url(request)` gives the address, or None where the entry has no place.

    `matches(request)` says whether the page shown belongs to the entry; without it, the path does.
    `icon` stands before the label; `badge(request)` counts what waits there (0: nothing shown).
    `group` is what it stands under; alone there, it stands as a link of its own.
    """

    key: str
    label: str | Promise
    url: Callable[[HttpRequest], str | None]
    slot: Slot = "main"
    order: int = 100
    matches: Callable[[HttpRequest], bool] | None = None
    icon: str = ""
    badge: Callable[[HttpRequest], int] | None = None
    group: MenuGroup | None = None


@dataclass(frozen=True, slots=True)
class MenuLink:
    """One entry as one page shows it; a group has `links` and no address."""

    key: str
    label: str | Promise
    href: str
    current: bool
    icon: str = ""
    badge: int = 0
    links: tuple[MenuLink, ...] = ()


Shown = tuple[MenuEntry, MenuLink]

_entries: dict[str, MenuEntry] = {}


def register(entry: MenuEntry) -> None:
    """Add one entry; a key twice is an error, except for the very same entry."""
    if entry.slot not in SLOTS:
        raise MenuError(f"unknown slot {entry.slot!r} for menu entry {entry.key!r}")
    if _entries.get(entry.key, entry) != entry:
        raise MenuError(f"menu entry {entry.key!r} is registered twice")
    _entries[entry.key] = entry


def links(request: HttpRequest, slot: Slot = "main") -> list[MenuLink]:
    """The links of one slot for one request, in order; entries without address are left out."""
    shown: list[Shown] = []
    chosen = (entry for entry in _entries.values() if entry.slot == slot)
    for entry in sorted(chosen, key=lambda entry: (entry.order, entry.key)):
        href = entry.url(request)
        if href is not None:
            shown.append((entry, _link(entry, href, request)))
    return _grouped(shown)


def _grouped(shown: list[Shown]) -> list[MenuLink]:
    """Each group of two or more as one link, at the place of the group."""
    found: dict[MenuGroup, list[MenuLink]] = {}
    placed: list[tuple[int, str, MenuLink]] = []
    for entry, link in shown:
        if entry.group is None:
            placed.append((entry.order, entry.key, link))
        else:
            found.setdefault(entry.group, []).append(link)
    for group, under in found.items():
        one = under[0] if len(under) == 1 else _of_group(group, under)
        placed.append((group.order, group.key, one))
    return [link for _order, _key, link in sorted(placed, key=lambda one: one[:2])]


def _of_group(group: MenuGroup, under: list[MenuLink]) -> MenuLink:
    current = any(link.current for link in under)
    waiting = sum(link.badge for link in under)
    return MenuLink(group.key, group.label, "", current, badge=waiting, links=tuple(under))


def _link(entry: MenuEntry, href: str, request: HttpRequest) -> MenuLink:
    current = _is_current(entry, href, request)
    waiting = entry.badge(request) if entry.badge else 0
    return MenuLink(entry.key, entry.label, href, current, entry.icon, waiting)


def _is_current(entry: MenuEntry, href: str, request: HttpRequest) -> bool:
    if entry.matches is not None:
        return entry.matches(request)
    return request.path == href


def in_town(route: str) -> Callable[[HttpRequest], str | None]:
    """The address of a route in the town the page belongs to; None outside any town."""

    def address(request: HttpRequest) -> str | None:
        match = request.resolver_match
        slug = match.kwargs.get("town") if match else None
        return reverse(route, args=[slug]) if slug else None

    return address


def on_routes(*starts: str) -> Callable[[HttpRequest], bool]:
    """Whether the page shown is one of the routes whose names start so."""

    def shows(request: HttpRequest) -> bool:
        match = request.resolver_match
        return bool(match and (match.url_name or "").startswith(starts))

    return shows
