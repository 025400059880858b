"""The first pages of a web process, asked by itself before anybody comes.

What a process does once (reading translations, templates, addresses and libraries, opening its
connection, counting the towns) takes 1.5 s of processor: its first visitors would wait for it.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import translation

from beffroi.config.logs.requests import WARMING

PATIENCE = (
    5.0  # seconds the door stays shut for it; a database that is down must not hold it longer
)
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
log = structlog.get_logger("beffroi.warming")


def warm(application: Application, *, patience: float = PATIENCE) -> None:
    """Return when the pages were answered, or after `patience` seconds: the rest goes on behind."""
    asking = threading.Thread(target=_behind, args=[application], name="warming", daemon=True)
    asking.start()
    asking.join(patience)


def _behind(application: Application) -> None:
    try:
        ask_all(application)
    finally:
        connection.close()  # back to the pool: this thread ends


def ask_all(application: Application) -> None:
    """Each page once; the first that fails ends it, for visitors will be told why."""
    try:
        for path in pages():
            if ask(application, path) >= 500:
                return
    except DatabaseError as fault:
        log.warning("not_warmed", why=type(fault).__name__)


def pages() -> Iterator[str]:
    """Sign-in in each language, the home page, then what people come for in the first town."""
    from beffroi.territory import reads as territory  # models: after Django is set up

    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield reverse("sign_in")
    with translation.override(settings.LANGUAGE_CODE):
        yield reverse("home")
        town = territory.towns().values_list("slug", flat=True).first()
        if town:
            yield from (reverse(name, args=[town]) for name in ("town", "indicators"))


def ask(application: Application, path: str) -> int:
    """The status of a page asked as a proxy would; neither logged nor measured."""
    told: list[int] = []
    answer = application(_environ(path), lambda status, *_: told.append(int(status[:3])))
    for _part in answer:
        pass
    close = getattr(answer, "close", None)
    if close is not None:
        close()
    return told[0]


def _environ(path: str) -> dict[str, Any]:
    host = settings.OWN_HOSTS[0] if settings.OWN_HOSTS else "localhost"
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": host,
        "SERVER_PORT": "443", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": host,
        "REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "gzip", "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.version": (1, 0),
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
        WARMING: True,
    }  # fmt: skip
