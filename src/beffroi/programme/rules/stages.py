"""How far money is: stages of spending and states of financing. Two stages never add up."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Stage(StrEnum):
    """How far a spending is. A total is of one stage; no total of several exists."""

    PLANNED = "planned"
    COMMITTED = "committed"
    PAID = "paid"


class Spending(StrEnum):
    """Two sections of a public budget."""

    INVESTMENT = "investment"
    OPERATING = "operating"


class FinancingState(StrEnum):
    """How far a request for money is."""

    IDEA = "idea"
    ASKED = "asked"
    OBTAINED = "obtained"
    REFUSED = "refused"
    PAID = "paid"


STAGES = (
    (Stage.PLANNED.value, _("prévu")),
    (Stage.COMMITTED.value, _("engagé")),
    (Stage.PAID.value, _("payé")),
)
SPENDING = (
    (Spending.INVESTMENT.value, _("investissement")),
    (Spending.OPERATING.value, _("fonctionnement")),
)
FINANCING_STATES = (
    (FinancingState.IDEA.value, _("piste")),
    (FinancingState.ASKED.value, _("demandé")),
    (FinancingState.OBTAINED.value, _("obtenu")),
    (FinancingState.REFUSED.value, _("refusé")),
    (FinancingState.PAID.value, _("payé")),
)
