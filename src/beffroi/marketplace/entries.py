"""What this context puts in the menu of a town."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.ui.menu import MenuEntry, in_town, on_routes, register


def register_entries() -> None:
    """The shops, with the page of each."""
    register(
        MenuEntry("shops", _("Commerces"), in_town("shops"), order=15, matches=on_routes("shop"))
    )
