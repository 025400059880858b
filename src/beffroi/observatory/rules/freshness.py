"""How fresh what is said is: doors seen lately, whoever saw them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.answers import Answer, too_few
from beffroi.observatory.rules.figures import Sights
from beffroi.observatory.rules.registry import indicator


@indicator(
    code="seen_recently_share",
    label=_("Locaux revus depuis un an"),
    formula_id="seen_recently_share.v1",
    formula=_("locaux vus depuis moins de douze mois ÷ locaux du stock"),
    unit="ratio",
    takes="sights",
    needs=_("des sources datées"),
    source=_("Beffroi, système 001-08 : renforcer la connaissance du tissu commercial"),
    slugs=("locaux-revus-depuis-un-an", "seen-in-the-last-year"),
    inputs=("seen_recently", "total", "never_seen"),
)
def seen_recently_share(sights: Sights, *, within_days: int = 365) -> Answer:
    """Share of the cells of the stock that somebody saw in the last twelve months.

    A map, a file or a surveyor each count as a sight; an absence from a file does not.

    Formula: cells last seen within `within_days` of the day / cells of the stock
    Unit: ratio
    Source: ours; row 001-08 of the systems the source texts name
    """
    seen = [day for day in sights.last_seen if day is not None]
    inputs: dict[str, Any] = {
        "seen_recently": sum(0 <= (sights.on - day).days <= within_days for day in seen),
        "total": len(sights.last_seen),
        "never_seen": len(sights.last_seen) - len(seen),
    }
    if not inputs["total"]:
        return too_few(0, inputs)
    return Answer("value", inputs["seen_recently"] / inputs["total"], inputs)
