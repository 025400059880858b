"""Portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "beffroi.portal"
    label = "portal"

    def ready(self) -> None:
        from beffroi.portal import journal, tour
        from beffroi.portal.doors import register_doors
        from beffroi.portal.entries import register_entries
        from beffroi.ui import tour as guided

        register_entries()
        register_doors()
        guided.register(tour.guide)
        journal.register()
