"""Merchants."""

from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    name = "beffroi.merchants"
    label = "merchants"

    def ready(self) -> None:
        from beffroi.merchants import journal, personal

        journal.register()
        personal.register_personal()
