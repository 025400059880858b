"""A shop and a list of shops in words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from beffroi.kernel.wording import stored
from beffroi.marketplace.reads import Window
from beffroi.marketplace.rules.linked import Facts, business
from beffroi.marketplace.views.lines import OPEN, Line
from beffroi.premises.reads import Look
from beffroi.territory.models import Town
from beffroi.ui.typography import date

WHEELCHAIR = {
    "yes": _l("on entre en fauteuil roulant"),
    "limited": _l("on entre en fauteuil roulant, avec de l’aide"),
    "no": _l("on n’entre pas en fauteuil roulant"),
}


def crumbs(town: Town, here: str = "") -> list[dict[str, str]]:
    """The way to a shop."""
    home = {"label": town.name, "href": reverse("town", args=[town.slug])}
    shops = {"label": _("Commerces"), "href": reverse("shops", args=[town.slug]) if here else ""}
    return [home, shops, {"label": here, "href": ""}] if here else [home, shops]


def list_finding(town: Town, lines: Sequence[Line]) -> str:
    """How many are open now, where hours are known; else how many there are."""
    now = sum(line.state == OPEN for line in lines)
    told = {"town": town.name, "n": now, "all": len(lines)}
    if any(line.stands for line in lines):
        return (
            ngettext(
                "%(town)s : *%(n)d commerce ouvert* en ce moment, sur %(all)d",
                "%(town)s : *%(n)d commerces ouverts* en ce moment, sur %(all)d",
                now,
            )
            % told
        )
    return (
        ngettext("%(town)s : *%(all)d commerce*", "%(town)s : *%(all)d commerces*", len(lines))
        % told
    )


def facts_of(window: Window) -> list[tuple[str, str, str]]:
    """What is known of a shop: label, words, address to open ("" when none)."""
    shop = window.shop
    told = [
        (_("Téléphone"), shop.phone, f"tel:{shop.phone.replace(' ', '')}"),
        (_("Site"), _bare(shop.website), shop.website if _is_web(shop.website) else ""),
        (_("Accès"), str(WHEELCHAIR.get(shop.wheelchair, "")), ""),
        (_("Enseigne"), window.network, ""),
    ]
    return [fact for fact in told if fact[1]]


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def _bare(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def seen_sentence(window: Window, view: Look) -> str:
    """Who saw it and when: the last survey where it was present, else the day it was first told."""
    present = window.premises is not None and view.told is not None
    source = view.told.source if present and view.told else window.shop.source
    day = view.on if present else window.shop.seen_on
    told = {"source": stored(source.label), "day": date(day) if day else ""}
    if day is None:
        return _("Source : %(source)s.") % told
    if present:
        return _("Présent le %(day)s. Source : %(source)s.") % told
    return _("Relevé le %(day)s. Source : %(source)s.") % told


# What would end the block of data, or open another, in a page (as Django's json_script does).
_IN_A_PAGE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def linked_of(window: Window, url: str, today: dt.date) -> SafeString:
    """The shop for engines; nothing of an invented one, nor of one whose door is not known."""
    if window.town.is_fictional or window.shop.is_simulated or window.premises is None:
        return SafeString("")
    facts = Facts(
        url=url, name=window.name, street=window.street, locality=window.town.name,
        country=settings.BEFFROI_COUNTRY.upper(), lon=window.premises.lon, lat=window.premises.lat,
        phone=window.shop.phone, website=window.shop.website,
        plan=window.hours.plan if window.hours else None,
    )  # fmt: skip
    told = business(facts, today)
    return SafeString(json.dumps(told, ensure_ascii=False).translate(_IN_A_PAGE))
