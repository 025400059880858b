"""Marketplace."""

from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    name = "beffroi.marketplace"
    label = "marketplace"

    def ready(self) -> None:
        from beffroi.marketplace.entries import register_entries

        register_entries()
