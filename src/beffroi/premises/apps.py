"""Premises."""

from django.apps import AppConfig


class PremisesConfig(AppConfig):
    name = "beffroi.premises"
    label = "premises"
