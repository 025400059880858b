"""From a kept element and its reading to a premises record, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from beffroi.sources.osm.passes import Tags
from beffroi.sources.osm.reading import Reading
from beffroi.sources.records import Fault, PremisesSeen

KEPT = (
    "level",
    "cuisine",
    "clothes",
    "operator",
    "description",
    "takeaway",
    "outdoor_seating",
    "organic",
    "second_hand",
    "start_date",
    "check_date",
    "survey:date",
    "capacity",
    "rooms",
    "wheelchair:description",
    "ref:FR:SIRET",
    "ref:FR:FINESS",
    "addr:postcode",
    "addr:city",
)


def premises(
    ref: str,
    tags: Tags,
    point: tuple[float, float],
    reading: Reading,
    *,
    footprint: Mapping[str, Any] | None = None,
    street: str = "",
) -> PremisesSeen:
    """The record of one occupied or vacant premises; `street` answers where no tag does."""
    row = reading.trade.row if reading.trade and reading.kind == "occupied" else None
    return PremisesSeen(
        ref=ref,
        lon=round(point[0], 7),
        lat=round(point[1], 7),
        state="occupied" if reading.kind == "occupied" else "vacant",
        activity=row.subfamily if row else "",
        family=row.family if row else "",
        trade_tag=reading.tag,
        street_name=_first(tags, "addr:street", "contact:street") or street,
        footprint=footprint,
        low_flow=row.low_flow if row else False,
        personal_service=row.personal_service if row else False,
        extra=_extra(tags, reading, street),
        **_written(tags),
    )


def _written(tags: Tags) -> dict[str, Any]:
    """What the tags say in words, as the record's fields."""
    return {
        "name": tags.get("name", "") or tags.get("brand", ""),
        "sign": tags.get("brand", ""),
        "network_ref": tags.get("brand:wikidata", ""),
        "house_number": _first(tags, "addr:housenumber", "contact:housenumber"),
        "opening_hours": tags.get("opening_hours", ""),
        "phone": _first(tags, "phone", "contact:phone", "contact:mobile"),
        "website": web_address(_first(tags, "website", "contact:website", "url")),
        "wheelchair": tags.get("wheelchair", ""),
    }


def web_address(text: str) -> str:
    """An http(s) address, or nothing: what a stranger typed must never become a script."""
    text = text.split(";")[0].strip()
    if re.match(r"https?://[^\s<>\"']+$", text, re.IGNORECASE):
        return text
    if re.match(r"[\w-]+(\.[\w-]+)+(/[^\s<>\"']*)?$", text):
        return f"https://{text}"
    return ""


def doubts(seen: PremisesSeen, reading: Reading) -> list[Fault]:
    """What a person should look at on a premises that was nevertheless taken."""
    found = []
    if reading.also:
        found.append(_several(seen, reading))
    if reading.kind == "occupied" and seen.opening_hours in ("closed", "off"):
        found.append(
            Fault(
                "closed_hours",
                _("Les horaires disent « fermé » : le local est peut-être vide."),
                ref=seen.ref,
                value=seen.name or seen.trade_tag,
                severity="doubtful",
            )
        )
    return found


def upstairs(ref: str, tags: Tags, reading: Reading) -> Fault:
    """A place on another floor than the ground floor."""
    return Fault(
        "upstairs",
        _("Le local n’est pas au rez-de-chaussée : il est hors du champ d’observation."),
        ref=ref,
        column="level",
        value=f"{tags.get('name', '')} ({reading.tag})".strip(),
        expected=_("level=0 ou aucun niveau"),
        severity="doubtful",
    )


def unclear(ref: str, reading: Reading) -> Fault:
    """A thing said disused or vacant, with nothing that says it was a shop."""
    return Fault(
        "vacancy_unclear",
        _("L’élément est dit vide, mais rien ne dit qu’il s’agit d’un local commercial."),
        ref=ref,
        value=reading.tag,
        expected=_("disused:shop=* ou shop=vacant"),
        severity="doubtful",
    )


def _several(seen: PremisesSeen, reading: Reading) -> Fault:
    others = ", ".join(trade.tag for trade in reading.also)
    return Fault(
        "several_trades",
        _("Plusieurs activités sur un même local : « %(kept)s » a été retenue, %(others)s notée.")
        % {"kept": seen.trade_tag, "others": others},
        ref=seen.ref,
        value=others,
        severity="note",
    )


def _extra(tags: Tags, reading: Reading, street: str) -> dict[str, str]:
    extra = {key: tags[key] for key in KEPT if tags.get(key)}
    if reading.also:
        extra["also"] = ";".join(trade.row.subfamily for trade in reading.also)
    if reading.former:
        extra["former"] = reading.former
    if reading.trade is not None and reading.trade.row.field == "check":
        extra["to_check"] = reading.trade.row.note or "vitrine à vérifier"
    if street and not _first(tags, "addr:street", "contact:street"):
        extra["street_from"] = "associatedStreet"
    return extra


def _first(tags: Tags, *keys: str) -> str:
    return next((tags[key].strip() for key in keys if tags.get(key, "").strip()), "")
