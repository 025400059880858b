"""Accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "beffroi.accounts"
    label = "accounts"

    def ready(self) -> None:
        from beffroi.accounts import journal

        journal.register()
