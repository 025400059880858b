"""Observatory."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "beffroi.observatory"
    label = "observatory"

    def ready(self) -> None:
        from beffroi.kernel.jobs import tell_failures_to
        from beffroi.observatory import journal, tasks
        from beffroi.observatory.beforehand import register_makers
        from beffroi.observatory.entries import register_entries
        from beffroi.observatory.reads.lacking import lacking_trades
        from beffroi.observatory.subjects import register_subjects
        from beffroi.premises.reads.trades import propose_with

        register_entries()
        journal.register()
        register_subjects()
        tell_failures_to(tasks.close_when_given_up)
        register_makers()
        propose_with(lacking_trades)
