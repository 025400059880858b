"""Merchants."""

from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    name = "beffroi.merchants"
    label = "merchants"
