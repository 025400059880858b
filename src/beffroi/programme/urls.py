"""Paths of a town's agreements, actions and promises, under its own path."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
