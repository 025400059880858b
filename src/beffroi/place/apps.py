"""Place."""

from django.apps import AppConfig


class PlaceConfig(AppConfig):
    name = "beffroi.place"
    label = "place"

    def ready(self) -> None:
        from beffroi.place import journal
        from beffroi.place.entries import register_entries

        register_entries()
        journal.register()
