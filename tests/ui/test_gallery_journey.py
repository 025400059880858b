"""The gallery in a real browser: no serious axe violation, no sideways scroll, no console error."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from django.urls import include, path

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
urlpatterns = [path("ui/", include("beffroi.ui.urls"))]


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    # The gallery reads no table: without the middleware that opens a transaction no database is needed.
    chain = [m for m in settings.MIDDLEWARE if not m.startswith("beffroi.kernel.readonly")]
    with override_settings(ROOT_URLCONF=__name__, DEBUG=True, MIDDLEWARE=chain):
        server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), handler_class=Quiet)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/ui/"
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.journey
@pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is not installed")
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1440, "light")])
def test_gallery_is_clean_at(address: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    errors: list[str] = []
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR"
        )  # type: ignore[arg-type]
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.goto(address)
        found = Axe().run(page).response["violations"]
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        browser.close()
    assert [v["id"] for v in found if v["impact"] in {"serious", "critical"}] == []
    assert sideways <= 0
    assert errors == []
