"""Paths above towns: programmes, national and framework agreements, roll-ups of a body."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
