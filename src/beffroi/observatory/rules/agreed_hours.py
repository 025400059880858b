"""Whether the shops of a street are open when they agreed to be, as somebody saw it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.answers import Answer, cannot_tell
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.sentences import count, say, shops
from beffroi.premises.rules.hours import LEAST, HoursTally


@indicator(
    code="agreed_hours_share",
    label=_("Commerces ouverts aux horaires convenus"),
    formula_id="agreed_hours_share.v1",
    formula=_("passages qui trouvent ouvert ÷ passages faits aux horaires convenus"),
    unit="ratio",
    takes="hours",
    needs=_("des horaires convenus, et des relevés publiés qui notent ouvert ou fermé"),
    source=_("Beffroi, système 002-16 : le centre-ville tenu comme un seul lieu"),
    slugs=("commerces-ouverts-aux-horaires-convenus", "open-at-agreed-hours"),
    inputs=(
        "open_checks", "checks", "shops_checked", "days_checked", "shops_not_checked",
        "checks_outside", "own_open", "own_checks",
    ),
)  # fmt: skip
def agreed_hours_share(seen: HoursTally) -> Answer:
    """Share of field checks that found the shop open, among those made at the hours agreed there.

    A shop and day count once (its last check). Shops nobody checked at those hours are told apart,
    neither open nor closed. Under five shops the share is withheld, and no setting changes that.

    Formula: checks that found open / checks made at agreed hours, over the year up to the day
    Unit: ratio
    Source: ours; row 002-16 of the systems the source texts name
    """
    inputs: dict[str, Any] = {
        "checks": seen.checks,
        "shops_checked": seen.shops,
        "days_checked": seen.days,
        "shops_not_checked": seen.not_seen,
        "checks_outside": seen.outside,
    }
    if not seen.agreements:
        return cannot_tell(say(_("On ne peut pas conclure : aucun horaire convenu ici.")), inputs)
    if not seen.checks:
        return cannot_tell(
            say(_("On ne peut pas conclure : personne n’est passé aux horaires convenus.")), inputs
        )
    if not seen.told:
        text = _("%(things)s vérifiés : sous %(least)s, la part dirait les habitudes de chacun.")
        if seen.shops == 1:
            text = _("Un seul commerce vérifié : sous %(least)s, la part dirait ses habitudes.")
        said = say(text, things=shops(seen.shops), least=count(LEAST))
        return Answer("withheld", None, inputs, said)
    inputs["open_checks"] = seen.open
    if seen.own_told:
        inputs |= {"own_open": seen.own_open, "own_checks": seen.own_checks}
    return Answer("value", seen.open / seen.checks, inputs)
