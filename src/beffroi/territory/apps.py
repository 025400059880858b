"""Territory."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "beffroi.territory"
    label = "territory"

    def ready(self) -> None:
        from beffroi.territory import journal

        journal.register()
