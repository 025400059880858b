"""Accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "beffroi.accounts"
    label = "accounts"

    def ready(self) -> None:
        from beffroi.accounts import journal
        from beffroi.accounts.entries import register_entries, register_subjects

        journal.register()
        register_subjects()
        register_entries()
