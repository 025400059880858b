"""What a simulated person does in an installation of many towns: signs in, looks at a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import _closed_loop as client  # put there by the bench, which is no package
import _many_towns as many


def view(visitor: Any, town: int, path: str) -> Callable[[], float]:
    def ask() -> float:
        status, text, seconds = visitor.ask(f"/ville-simulee-{town:03d}/{path}")
        if status != 200 or "<svg" not in text or f"Ville simulée {town:03d}" not in text:
            raise RuntimeError(f"{path} of {town}: {status}")
        return float(seconds)

    return ask


def home(visitor: Any) -> Callable[[], float]:
    def ask() -> float:
        status, text, seconds = visitor.ask("/")
        if status != 200 or "map__svg" not in text:
            raise RuntimeError(f"home: {status}")
        return float(seconds)

    return ask


def signed_in(visitor: Any, town: int, person: int) -> float:
    """Sign in by the form; the seconds of its posting."""
    _status, page, _seconds = visitor.ask("/connexion/")
    form = credentials(town, person) | {"csrfmiddlewaretoken": client.HIDDEN.findall(page)[0]}
    status, text, seconds = visitor.ask("/connexion/", form)
    if status != 302 or not any("session" in name for name in visitor.cookies):
        raise RuntimeError(f"sign-in of {town}/{person}: {status} {text[:200]}")
    return float(seconds)


def credentials(town: int, person: int) -> dict[str, str]:
    address = many.email(town, person)
    return {"email": address, "login": address, "password": many.PASSWORD, "next": "/"}
