"""Territory."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "beffroi.territory"
    label = "territory"

    def ready(self) -> None:
        from beffroi.accounts.rules.mornings import tell_time_with
        from beffroi.accounts.rules.subjects import colour_towns_with, name_towns_with
        from beffroi.kernel.permission import guard_with
        from beffroi.territory import journal
        from beffroi.territory.personal import register_personal
        from beffroi.territory.policies.door import guard
        from beffroi.territory.reads import town_names
        from beffroi.territory.reads.readers import clocks_of
        from beffroi.territory.reads.towns import town_accents
        from beffroi.territory.subjects import register_subjects

        journal.register()
        guard_with(guard)
        name_towns_with(town_names)
        colour_towns_with(town_accents)
        tell_time_with(clocks_of)
        register_subjects()
        register_personal()
