"""Portal."""

from django.apps import AppConfig
from django.urls import reverse


class PortalConfig(AppConfig):
    name = "beffroi.portal"
    label = "portal"

    def ready(self) -> None:
        from beffroi.kernel.jobs import tell_failures_to
        from beffroi.portal import journal, tour
        from beffroi.portal.doors import register_doors
        from beffroi.portal.entries import register_entries
        from beffroi.portal.handovers import register_handovers
        from beffroi.portal.skin import skin_of
        from beffroi.portal.subjects import register_subjects
        from beffroi.portal.telling import tell_failure
        from beffroi.ui import skins
        from beffroi.ui import tour as guided

        register_entries()
        register_subjects()
        tell_failures_to(tell_failure)
        register_doors()
        guided.register(tour.guide)
        skins.register(skin_of)
        journal.register()
        register_handovers()
        _serve_territory()


def _serve_territory() -> None:
    """Where its notices lead, and what its worker draws of our pages."""
    from beffroi.portal.beforehand import register_makers
    from beffroi.territory import subjects

    subjects.lead_to(
        role=lambda key: reverse("role", args=[key]),
        handover=lambda key, number: reverse("handover_summary", args=[key, number]),
    )
    register_makers()
