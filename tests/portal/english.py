"""Walk the pages of a site in English and note each text that has no English."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import django
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation.trans_real import DjangoTranslation

from beffroi.kernel.wording import STORED

HREF = re.compile(r'(?:href|src|data-[\w-]+-url)="(/en/[^"#]*)')
PAGES_OF_A_KIND = 1  # two streets of a town read alike


@cache
def of_the_framework() -> frozenset[str]:
    """Texts whose source is English already: those the framework itself translates to French."""
    root = Path(django.__file__).parent
    found: set[str] = set()
    for folder in (root / "conf" / "locale", *root.glob("contrib/*/locale")):
        catalogue = gettext.translation("django", folder, ["fr"], fallback=True)
        keys = getattr(catalogue, "_catalog", {})
        found |= {key[0] if isinstance(key, tuple) else key for key in keys}
    return frozenset(found)


@contextmanager
def untranslated_texts() -> Iterator[set[str]]:
    """Collect the texts asked for in English that no catalogue holds."""
    missing: set[str] = set()
    plain, plural = DjangoTranslation.gettext, DjangoTranslation.ngettext

    def note(catalogue: Any, text: str, held: bool) -> None:
        english = catalogue.language() == "en"
        towns_own = text.startswith(f"{STORED}\x04")  # a town's own words stay as they are
        if english and text and not held and not towns_own and text not in of_the_framework():
            missing.add(text)

    def gettext_noting(self: Any, message: str) -> str:
        nothing = object()
        note(self, message, self._catalog.get(message, nothing) is not nothing)
        return plain(self, message)

    def ngettext_noting(self: Any, one: str, many: str, n: int) -> str:
        note(self, one, self._catalog.get((one, 1)) is not None)
        return plural(self, one, many, n)

    DjangoTranslation.gettext = gettext_noting
    DjangoTranslation.ngettext = ngettext_noting
    try:
        yield missing
    finally:
        DjangoTranslation.gettext, DjangoTranslation.ngettext = plain, plural


def walk(client: Client, *starts: str) -> dict[str, str]:
    """Follow the links of the English pages; address → route name of each page that answered (or sent elsewhere)."""
    waiting, seen, kinds = [*starts], {*starts}, dict[tuple[str, str], int]()
    found = {}
    while waiting:
        address = waiting.pop(0)
        kind = _kind(address)
        if kind is None or kinds.get(kind, 0) >= PAGES_OF_A_KIND:
            continue
        answer = client.get(address)
        # 503: the page of health, where no worker runs
        assert answer.status_code in {200, 302, 404, 503}, f"{address}: {answer.status_code}"
        if answer.status_code == 404:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        found[address] = kind[0]
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            links = {href.replace("&amp;", "&") for href in HREF.findall(answer.content.decode())}
            waiting += sorted(links - seen)
            seen |= links
    return found


def _kind(address: str) -> tuple[str, str] | None:
    with translation.override("en"):
        try:
            match = resolve(address.partition("?")[0])
        except Resolver404:
            return None
    return match.view_name, str(match.kwargs.get("town", "")) + ("?" if "?" in address else "")
