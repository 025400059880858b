"""Online-sales cases: opened, told of signals, moved step by step.

Nothing is recorded in the town's journal: it has more readers than a case. The steps are kept with
the case, each with its author.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from beffroi.accounts.models import Person
from beffroi.premises.models import CaseSignal, CaseStep, OnlineSalesCase, Premises
from beffroi.premises.reads.cases import texts_known
from beffroi.premises.rules import case_law
from beffroi.premises.rules.cases import NEEDS, QUALIFIED, CaseRefused, State, check
from beffroi.territory import reads as territory


@transaction.atomic
def open_case(
    *, premises: Premises, kind: str, source: str, seen_on: dt.date, by: Person, words: str = ""
) -> OnlineSalesCase:
    """Open a case on a first signal, or add the signal to the one that is live at this door."""
    Premises.objects.of(premises.town).select_for_update().get(pk=premises.pk)
    rows = OnlineSalesCase.objects.of(premises.town).exclude(state=State.WITHDRAWN)
    held = rows.filter(premises=premises).first()
    if held is None:
        held = OnlineSalesCase.objects.create(
            premises=premises, opened_by=by.key, is_simulated=premises.town.is_fictional
        )
    add_signal(case=held, kind=kind, source=source, seen_on=seen_on, by=by, words=words)
    found: OnlineSalesCase = held
    return found


@transaction.atomic
def add_signal(
    *, case: OnlineSalesCase, kind: str, source: str, seen_on: dt.date, by: Person, words: str = ""
) -> CaseSignal:
    """One more thing that points to such a use; raises `CaseRefused` for a day to come."""
    _check_day(case, seen_on)
    made: CaseSignal = CaseSignal.objects.create(
        case=case, kind=kind, source=source, seen_on=seen_on, words=words, noted_by=by.key
    )
    return made


@transaction.atomic
def take_step(
    *, case: OnlineSalesCase, name: str, on: dt.date, by: Person, words: str = ""
) -> CaseStep:
    """Move a case by one step of the table; the texts in force on its day are kept with it.

    Raises `CaseRefused` from a state the step does not leave, without what it needs, for a day to
    come or one before the last step.
    """
    town = case.premises.town
    held = OnlineSalesCase.objects.of(town).select_for_update(of=("self",)).get(pk=case.pk)
    _check_day(held, on)
    last = held.steps.order_by("-happened_on").first()
    if last is not None and on < last.happened_on:
        raise CaseRefused(NEEDS["order"])
    law = case_law.law_of(name, on, texts_known(), _found(held, name))
    held.state = check(name, held.state, _facts(held, words, bool(law))).end
    held.save(update_fields=["state"])
    made: CaseStep = CaseStep.objects.create(
        case=held, name=name, happened_on=on, words=words.strip(), noted_by=by.key,
        law=[text.key for text in law],
    )  # fmt: skip
    return made


def _found(case: OnlineSalesCase, name: str) -> str:
    """The step that last qualified the premises; of a qualification itself, none."""
    if name in QUALIFIED:
        return ""
    last = case.steps.filter(name__in=QUALIFIED).order_by("-happened_on", "-pk").first()
    return last.name if last else ""


def _facts(case: OnlineSalesCase, words: str, law: bool) -> frozenset[str]:
    told = {"signals": case.signals.exists(), "words": bool(words.strip()), "law": law}
    return frozenset(name for name, true in told.items() if true)


def _check_day(case: OnlineSalesCase, on: dt.date) -> None:
    if on > territory.today_in(case.premises.town.insee_code):
        raise CaseRefused(NEEDS["past"])
