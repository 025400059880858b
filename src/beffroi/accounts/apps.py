"""Accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "beffroi.accounts"
    label = "accounts"

    def ready(self) -> None:
        from beffroi.accounts import checks, journal, openid
        from beffroi.accounts.entries import register_entries, register_subjects
        from beffroi.accounts.own_data import register_own_data

        checks.register_checks()
        openid.register_provider()
        journal.register()
        register_subjects()
        register_entries()
        register_own_data()
