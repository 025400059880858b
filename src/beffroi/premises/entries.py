"""What this context puts in the menu of a town."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.ui.menu import MenuEntry, in_town, on_routes, register


def register_entries() -> None:
    """Map, streets, premises."""
    register(MenuEntry("map", _("Carte"), in_town("map"), order=20))
    register(
        MenuEntry("streets", _("Rues"), in_town("streets"), order=30, matches=on_routes("street"))
    )
    register(
        MenuEntry(
            "premises",
            _("Locaux"),
            in_town("premises_list"),
            order=40,
            matches=on_routes("premises", "doubtful"),
        )
    )
