"""The gallery in a real browser: no serious axe violation, no sideways scroll, no console error."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from django.urls import include, path

OpenPage = Callable[..., tuple[Any, list[str]]]
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


@pytest.fixture
def open_page(browser: Any, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Opens a page in a window of its own; answers with it and the errors it will have told."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")

    def open_one(**window: Any) -> tuple[Any, list[str]]:
        context = browser.new_context(locale="fr-FR", **window)
        page, errors = context.new_page(), list[str]()
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        return page, errors

    return open_one


@pytest.mark.journey
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1440, "light")])
def test_gallery_is_clean_at(open_page: OpenPage, address: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, errors = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address)
    found = Axe().run(page).response["violations"]
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert [v["id"] for v in found if v["impact"] in {"serious", "critical"}] == []
    assert sideways <= 0
    assert errors == []


@pytest.mark.journey
def test_live_map_opens_under_the_policy_and_follows_the_legend(
    open_page: OpenPage, address: str
) -> None:
    page, errors = open_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.click("[data-beffroi-zoom=in]")
    zoomed = page.evaluate("document.querySelector('.map__svg').getAttribute('viewBox')")
    page.click("[data-beffroi-explore]")
    opened = _until(page, "!!document.querySelector('.map.is-explored canvas')")
    page.uncheck("input[name=familles][value=services]")
    address_after = page.url
    hidden = page.evaluate(
        "document.querySelectorAll('.map__twin .is-off[data-beffroi-family=services]').length"
    )
    assert not zoomed.startswith("0 0 840")
    assert opened, errors
    assert hidden >= 3
    assert "familles=alimentaire" in address_after
    assert "services" not in address_after
    assert errors == []


def _until(page: Any, condition: str, seconds: float = 30) -> bool:
    """Poll: `wait_for_function` hangs under a strict policy."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if page.evaluate(condition):
            return True
        time.sleep(0.2)
    return False
