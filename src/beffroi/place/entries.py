"""What this context puts in the menu of a town."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.place.reads import marks_of
from beffroi.ui.maps import Layer, lay
from beffroi.ui.menu import OBSERVE, MenuEntry, in_town, on_routes, register


def register_entries() -> None:
    """Footfall, with the page of each counter and of each event; the counters over the map."""
    lay(Layer("compteurs", _("compteurs de passages"), marks_of))
    register(
        MenuEntry(
            "footfall",
            _("Fréquentation"),
            in_town("footfall"),
            order=55,
            matches=on_routes("footfall"),
            group=OBSERVE,
        )
    )
