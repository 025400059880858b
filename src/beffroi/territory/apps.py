"""Territory."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "beffroi.territory"
    label = "territory"
