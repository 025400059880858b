"""What an agreement lacks to go from one state to the next: a sentence for each need.

`check` raises the first sentence, `can` asks, `missing` tells them all. "Today" is in the facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.programme.rules.life import TRANSITIONS, Transition


class LifeError(Exception):
    """A step that cannot be taken now; `sentence` says why."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)


@dataclass(frozen=True, slots=True)
class Facts:
    """An agreement on a day. `last` is the last day it runs, None without an end.

    `undeliberated` and `unsigned` name the signatories who have not deliberated or signed.
    """

    state: str
    on: dt.date
    first: dt.date | None = None
    last: dt.date | None = None
    signatories: int = 0
    undeliberated: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    renewal_signed: bool = False
    principal_missing: bool = False
    reason: str = ""


def ways(state: str) -> list[Transition]:
    """The steps that lead out of a state."""
    return [one for one in TRANSITIONS if state in one.start]


def step(name: str) -> Transition:
    """The transition of this name; raises `LifeError` for one that does not exist."""
    for one in TRANSITIONS:
        if one.name == name:
            return one
    raise LifeError(_("Cette étape n’existe pas."))


def missing(way: Transition, facts: Facts) -> list[str]:
    """Why this step cannot be taken now; empty when it can."""
    if facts.state not in way.start:
        return [str(_("Cette étape ne part pas de l’état actuel de la convention."))]
    said = (str(NEEDS[need](facts)) for need in way.needs)
    return [sentence for sentence in said if sentence]


def check(way: Transition, facts: Facts) -> None:
    """Raise `LifeError`, with the first sentence, unless the step can be taken now."""
    for sentence in missing(way, facts):
        raise LifeError(sentence)


def can(way: Transition, facts: Facts) -> bool:
    """Whether the step can be taken now."""
    return not missing(way, facts)


def _two_signatories(facts: Facts) -> Any:
    if facts.signatories < 2:
        return _("Il faut au moins deux signataires.")
    if facts.principal_missing:
        return _(
            "Une convention d’ORT est signée par la ville principale de l’intercommunalité : inscrivez-la."
        )
    return ""


def _dates(facts: Facts) -> Any:
    if facts.first and facts.last:
        return ""
    return _("Fixez le premier et le dernier jour de la convention.")


def _deliberations(facts: Facts) -> Any:
    return _named(
        facts.undeliberated,
        lambda n: ngettext_lazy("n’a pas encore délibéré.", "n’ont pas encore délibéré.", n),
    )


def _signatures(facts: Facts) -> Any:
    return _named(
        facts.unsigned,
        lambda n: ngettext_lazy("n’a pas encore signé.", "n’ont pas encore signé.", n),
    )


def _named(names: tuple[str, ...], verb: Callable[[int], Any]) -> str:
    return f"{', '.join(names)} {verb(len(names))}" if names else ""


def _started(facts: Facts) -> Any:
    if facts.first and facts.first <= facts.on:
        return ""
    return _("La convention n’a pas encore commencé : son premier jour est à venir.")


def _not_past(facts: Facts) -> Any:
    if facts.last is None or facts.on <= facts.last:
        return ""
    return _("Le dernier jour est passé : la convention ne reprend pas, elle se renouvelle.")


def _past(facts: Facts) -> Any:
    if facts.last is not None and facts.on > facts.last:
        return ""
    return _("La convention court encore : pour l’arrêter avant son terme, résiliez-la.")


def _renewal_signed(facts: Facts) -> Any:
    if facts.renewal_signed:
        return ""
    return _("La convention qui la renouvelle n’est pas encore signée.")


def _reason(facts: Facts) -> Any:
    return "" if facts.reason.strip() else _("Dites pourquoi la convention est résiliée.")


NEEDS: Mapping[str, Callable[[Facts], Any]] = {
    "two_signatories": _two_signatories,
    "dates": _dates,
    "deliberations": _deliberations,
    "signatures": _signatures,
    "started": _started,
    "not_past": _not_past,
    "past": _past,
    "renewal_signed": _renewal_signed,
    "reason": _reason,
}
# How a drawing names a need; docs/algorithms/agreement-life.md is made of these.
NEED_NAMES: Mapping[str, Any] = {
    "two_signatories": "two signatories (for an ORT, its principal town among them)",
    "dates": "first and last day set",
    "deliberations": "every signatory has deliberated",
    "signatures": "every signatory has signed",
    "started": "the first day has come",
    "not_past": "the last day is not past",
    "past": "the last day is past",
    "renewal_signed": "the agreement that renews it is signed",
    "reason": "a reason is given",
}
