"""The life of an online-sales case (« dark store »): its states and the only ways between them.

Signals are no proof: an agent visits, qualifies, and only what is a warehouse or an online kitchen
leads to a procedure. Drawn in docs/algorithms/online-sales-case.md from this very table. Source:
domain.md §3.4. A quick or pop-up store is a lease and a listing, never a case.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.kernel.transitions import Refused, Transition, leaving


class State(StrEnum):
    """Where a case stands."""

    SIGNALLED = "signalled"
    TO_VERIFY = "to_verify"
    VISITED = "visited"
    SHOP = "shop"
    WAREHOUSE = "warehouse"
    KITCHEN = "kitchen"
    NOTICE = "notice"
    LITIGATION = "litigation"
    REGULARISED = "regularised"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


NAMES: dict[str, Any] = {
    State.SIGNALLED: _("signalé"),
    State.TO_VERIFY: _("à vérifier"),
    State.VISITED: _("visité, à qualifier"),
    State.SHOP: _("commerce"),
    State.WAREHOUSE: _("entrepôt"),
    State.KITCHEN: _("cuisine dédiée à la vente en ligne"),
    State.NOTICE: _("mis en demeure"),
    State.LITIGATION: _("en contentieux"),
    State.REGULARISED: _("régularisé"),
    State.CLOSED: _("activité cessée"),
    State.WITHDRAWN: _("retiré"),
}
STATES = tuple((state.value, NAMES[state]) for state in State)

# What may point to such a use; none is proof (domain.md §3.4).
SIGNALS: dict[str, Any] = {
    "operator_list": _("liste d’un opérateur"),
    "activity_code": _("code d’activité du registre"),
    "opaque_window": _("vitrine aveugle ou opaque"),
    "no_public_hours": _("ni horaires ni caisse pour le public"),
    "couriers": _("coursiers qui attendent"),
    "late_hours": _("activité tardive"),
    "conversion": _("ancienne supérette transformée"),
    "plan_use": _("sous-destination du plan local"),
    "residents": _("signalements d’habitants"),
}


_SAID = frozenset({State.WAREHOUSE, State.KITCHEN})
_SETTLED = frozenset({State.SHOP, State.REGULARISED, State.CLOSED})
_UNDER_WAY = frozenset({State.NOTICE, State.LITIGATION})
_LIVE = frozenset(State) - {State.WITHDRAWN}

TRANSITIONS: tuple[Transition[State], ...] = (
    Transition("take_up", _("Mettre à vérifier"), frozenset({State.SIGNALLED}), State.TO_VERIFY, ("signals",)),
    Transition("visit", _("Noter la visite"), frozenset({State.TO_VERIFY}), State.VISITED, ("words",)),
    Transition("find_shop", _("Qualifier : commerce"), frozenset({State.VISITED}), State.SHOP, ("words",)),
    Transition("find_warehouse", _("Qualifier : entrepôt"), frozenset({State.VISITED}), State.WAREHOUSE, ("words", "law")),
    Transition("find_kitchen", _("Qualifier : cuisine dédiée à la vente en ligne"), frozenset({State.VISITED}), State.KITCHEN, ("words", "law")),
    Transition("notify", _("Mettre en demeure"), _SAID, State.NOTICE, ("words", "law")),
    Transition("litigate", _("Passer au contentieux"), frozenset({State.NOTICE}), State.LITIGATION, ("words", "law")),
    Transition("regularise", _("Constater la régularisation"), _SAID | _UNDER_WAY, State.REGULARISED, ("words",)),
    Transition("cease", _("Constater la fin de l’activité"), _SAID | _UNDER_WAY, State.CLOSED, ("words",)),
    Transition("reopen", _("Rouvrir après un nouveau signal"), _SETTLED, State.TO_VERIFY, ("words",)),
    Transition("withdraw", _("Retirer ce dossier"), _LIVE, State.WITHDRAWN, ("words",)),
)  # fmt: skip
QUALIFIED = frozenset({"find_shop", "find_warehouse", "find_kitchen"})
BY_NAME = {way.name: way for way in TRANSITIONS}

NEEDS: dict[str, Any] = {
    "signals": _("Notez d’abord un signal, sa source et son jour."),
    "words": _("Dites en quelques mots ce qui le fonde."),
    "law": _("Aucun texte de cette étape n’était en vigueur ce jour-là."),
    "order": _("Cette étape ne peut pas précéder la dernière."),
    "past": _("Ce jour n’est pas encore venu."),
}


class CaseRefused(Refused):
    """What was asked of a case cannot be done."""


def check(name: str, state: str, facts: frozenset[str]) -> Transition[State]:
    """The transition when it can be made from this state with these facts; else `CaseRefused`."""
    way = BY_NAME.get(name)
    if way is None or state not in way.start:
        said = _("Ce dossier est « %(state)s » : cette étape n’est pas possible.")
        raise CaseRefused(said % {"state": NAMES[state]})
    if need := way.lacks(facts):
        raise CaseRefused(NEEDS[need])
    return way


def ways_from(state: str) -> list[Transition[State]]:
    """What may come next, in the order of the table."""
    return leaving(TRANSITIONS, state)
