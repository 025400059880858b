"""The registry of skins: a higher context may give a page a style sheet and arms of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.context import Context


@dataclass(frozen=True, slots=True)
class Skin:
    """Addresses; "" where there is none. `canonical` is the one address of the page."""

    stylesheet: str = ""
    arms: str = ""
    name: str = ""
    home: str = ""
    canonical: str = ""


PLAIN = Skin()
_giver: list[Callable[[Mapping[Any, Any]], Skin]] = []


def register(giver: Callable[[Mapping[Any, Any]], Skin]) -> None:
    """Who gives the skin of a page from what its template is handed; one giver, the last."""
    _giver[:] = [giver]


def page_skin(context: Context) -> Skin:
    """The town's own style sheet, arms and address, where the page is a town's (a template tag)."""
    return _giver[0](context.flatten()) if _giver else PLAIN
