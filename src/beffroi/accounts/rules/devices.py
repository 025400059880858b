"""A browser in three words its owner recognises: « Firefox sur Windows »."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# The order matters: Edge and Opera also say Chrome, Chrome also says Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for mark, name in known if mark in agent), "")


def device(agent: str) -> str:
    """Browser and system of a User-Agent, without versions, as `Firefox|Windows`."""
    return f"{_first(BROWSERS, agent)}|{_first(SYSTEMS, agent)}"


def device_sentence(stored: str) -> str:
    """What `device` kept, in the reader's language."""
    browser, _bar, system = stored.partition("|")
    if browser and system:
        return str(_("%(browser)s sur %(system)s") % {"browser": browser, "system": system})
    return browser or system or str(_("Appareil inconnu"))
