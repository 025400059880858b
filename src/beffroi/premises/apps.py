"""Premises: cells, dated states, occupancies, rounds, observations, source coverage."""

from django.apps import AppConfig


class PremisesConfig(AppConfig):
    name = "beffroi.premises"
    label = "premises"

    def ready(self) -> None:
        from beffroi.premises import journal, policies
        from beffroi.premises.beforehand import register_makers
        from beffroi.premises.entries import register_entries
        from beffroi.premises.personal import register_personal
        from beffroi.premises.reads.reports import open_reports
        from beffroi.premises.reads.sights import count_reports
        from beffroi.premises.subjects import register_subjects

        register_entries()
        journal.register()
        policies.register()
        register_personal()
        register_subjects()
        register_makers()
        count_reports(open_reports)
