"""What decorates the views of accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def before_second_factor(view: View) -> View:
    """Open to someone whose role demands a second factor and who has none yet."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view
