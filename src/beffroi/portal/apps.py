"""Portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "beffroi.portal"
    label = "portal"
