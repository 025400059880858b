"""What a rule answers, and the doubts that rules share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.figures import Coverage, Verdict
from beffroi.observatory.rules.sentences import Sentence, percent, premises, say

FIELD_ROUND = _("un relevé de terrain complet")
DATED_ROUNDS = _("au moins trois relevés de terrain complets")


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure before it is told which indicator it answers."""

    verdict: Verdict
    value: float | int | str | None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    sentence: str | Sentence = ""
    band: str = ""
    lower: float | None = None
    upper: float | None = None


def cannot_tell(sentence: Sentence, inputs: Mapping[str, Any]) -> Answer:
    """A refusal with its reason."""
    return Answer("cannot_tell", None, inputs, sentence)


def too_few(
    n: int, inputs: Mapping[str, Any], noun: Callable[[int], Sentence] = premises
) -> Answer:
    """A refusal for want of premises, or of what `noun` counts."""
    text = _("On ne peut pas conclure : %(things)s seulement.")
    if n <= 0:
        text = _("On ne peut pas conclure : rien n’est connu ici.")
    return cannot_tell(say(text, things=noun(n)), inputs)


def vacancy_unknown(inputs: Mapping[str, Any]) -> Answer:
    """A refusal because no one went door to door."""
    text = _(
        "On ne peut pas conclure : la source ne dit pas si elle a vu tous les locaux vides. "
        "Il faudrait %(needs)s."
    )
    return cannot_tell(say(text, needs=FIELD_ROUND), inputs)


def unchecked(coverage: Coverage, minimum: float, inputs: Mapping[str, Any]) -> Answer | None:
    """The refusal when too few doors were checked, or nobody knows how many; else None."""
    if coverage.vacancy is None:
        return vacancy_unknown(inputs)
    if coverage.vacancy >= minimum:
        return None
    text = _("On ne peut pas conclure : %(checked)s des locaux vérifiés. Il faudrait %(needs)s.")
    checked = percent(coverage.vacancy, 0)
    return cannot_tell(say(text, checked=checked, needs=FIELD_ROUND), inputs)


def incomplete_stock(coverage: Coverage, n: int) -> str | Sentence:
    """The caveat of a composition measured on what is known, or nothing."""
    if coverage.stock is not None and coverage.stock >= 1:
        return ""
    if coverage.stock is None:
        text = _("Calculé sur %(premises)s connus de la source, sans garantie que tous y soient.")
        if n == 1:
            text = _("Calculé sur un seul local connu de la source.")
        return say(text, premises=premises(n))
    text = _("Calculé sur %(premises)s, soit %(share)s du périmètre.")
    return say(text, premises=premises(n), share=percent(coverage.stock, 0))
