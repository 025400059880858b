"""Observatory."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "beffroi.observatory"
    label = "observatory"

    def ready(self) -> None:
        from beffroi.observatory import journal
        from beffroi.observatory.entries import register_entries
        from beffroi.observatory.subjects import register_subjects

        register_entries()
        journal.register()
        register_subjects()
