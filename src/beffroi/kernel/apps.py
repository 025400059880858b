"""Kernel: audit and evidence are its only tables."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "beffroi.kernel"
    label = "kernel"
