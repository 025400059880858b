"""The map of a town as pages show it: drawn once for the same data, day, perimeter and language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.premises.reads.cells import Cell
from beffroi.premises.reads.look import Look, look
from beffroi.premises.reads.naming import door_name
from beffroi.premises.reads.picture import cells_to_draw, picture_of
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

WIDTH = 840  # px
Link = Callable[[Cell], str]


def map_maker(core: float, language: str) -> str:
    """Names who draws this map beforehand."""
    return f"map-{core * 100:.0f}.{language}"


def town_map(
    view: Look, *, link: Link, core: float = 1.0, cells: Sequence[Cell] | None = None
) -> str:
    """The SVG, in the reader's language; the drawing escapes every name it takes.

    `link` gives the address of a premises. `core`: see `picture_of`. `cells` when the page read
    them already; three queries without, when nobody drew this map before.
    """
    return territory.drawn(
        view.town,
        _name(view, core),
        lambda: _svg(view, link, core, cells_to_draw(view) if cells is None else cells),
    )


def first_map(town: Town, *, link: Link, core: float = 1.0) -> dict[str, str]:
    """The map a reader sees who asks for nothing more than the town, under its name."""
    view = look(town.slug, MultiValueDict())
    if view.on is None:
        return {}
    return {_name(view, core): town_map(view, link=link, core=core)}


def _svg(view: Look, link: Link, core: float, cells: Sequence[Cell]) -> str:
    picture = picture_of(view.town, cells, say=door_name, link=link, core=core)
    title = _("Carte des locaux de %(town)s") % {"town": view.town.name}
    return picture.draw(width=WIDTH, title=title, language=_language())


def _name(view: Look, core: float) -> str:
    """What moves the map besides the data: all that is asked, and the town's name and address."""
    town, place = view.town, view.perimeter.pk if view.perimeter else "-"
    words = repr((town.name, town.slug, town.lon, town.lat, sorted(set(view.families))))
    rest = hashlib.sha256(words.encode()).hexdigest()[:32]
    return f"{map_maker(core, _language())}/{view.on}/{place}/{rest}"


def _language() -> str:
    return (get_language() or "fr")[:2]
