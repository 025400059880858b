"""Programme."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "beffroi.programme"
    label = "programme"

    def ready(self) -> None:
        from beffroi.programme import entries, journal, personal, policies, subjects

        journal.register()
        policies.register()
        entries.register_entries()
        subjects.register_subjects()
        personal.register_personal()
