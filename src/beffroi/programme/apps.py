"""Programme."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "beffroi.programme"
    label = "programme"

    def ready(self) -> None:
        from beffroi.kernel.jobs import tell_failures_to
        from beffroi.observatory.reads.doors import tell_promises
        from beffroi.observatory.reads.offers import tell_offers
        from beffroi.programme import entries, journal, personal, policies, subjects, tasks
        from beffroi.programme.reads.finding_sheets import offers
        from beffroi.programme.reads.promised_doors import promises_at

        journal.register()
        policies.register()
        entries.register_entries()
        subjects.register_subjects()
        personal.register_personal()
        tell_promises(promises_at)
        tell_offers(offers)
        tell_failures_to(tasks.close_when_given_up)
