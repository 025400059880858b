from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """The design system; it owns no table and knows no other context."""

    name = "beffroi.ui"
    label = "ui"
    verbose_name = _("Système de dessin")
