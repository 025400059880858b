"""The design system is tested alone: no entry of a higher context in its menus."""

import pytest

from beffroi.ui import menu


@pytest.fixture(autouse=True)
def _own_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "_entries", {})
