"""Choose the note that counts for a door."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.kernel import audit
from beffroi.premises.models import FieldNote, RoundVerdict, SurveyRound
from beffroi.premises.rules.rounds import life
from beffroi.premises.writes.rounds.planning import lock

JUDGED_IN = frozenset({life.State.IN_PROGRESS, life.State.TO_CHECK})


@transaction.atomic
def judge(
    *, round: SurveyRound, note: FieldNote, keep_as_it_was: bool, reason: str, by: Any
) -> RoundVerdict:
    """Let this note count for its door, or leave the door as it was known.

    Raises `RoundRefused` once the round is validated.
    """
    held = lock(round)
    if held.state not in JUDGED_IN or note.round_id != held.pk:
        said = _("Ce relevé est « %(state)s » : on n’y choisit plus.")
        raise life.RoundRefused(said % {"state": life.NAMES[life.State(held.state)]})
    door: dict[str, Any] = {"new_ref": note.new_ref}
    if note.new_ref is None:
        door["premises_id"] = note.premises_id
    row, _made = RoundVerdict.objects.across_towns().update_or_create(
        round=held,
        **door,
        defaults={
            "premises_id": note.premises_id,
            "chosen": None if keep_as_it_was else note,
            "reason": reason[:300],
            "decided_at": timezone.now(),
            "decided_by": by.key,
        },
    )
    audit.record("premises.round_judged", by=by, town=held.town.insee_code, on=held.key)
    return row
