"""What an agreement came to, in counts: promises kept, actions done, money drawn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from beffroi.kernel.money import ZERO
from beffroi.programme.models import ActionSheet, Agreement, Draw
from beffroi.programme.reads.takeovers import ever_in
from beffroi.ui.typography import euros


@dataclass(frozen=True, slots=True)
class Results:
    """Counts over the whole term; `drawn` in euros, within the agreement."""

    promised: int
    kept: int
    actions: int
    done: int
    drawn: Decimal

    @property
    def drawn_shown(self) -> str:
        """The money in words."""
        return euros(self.drawn)


def results_of(agreement: Agreement) -> Results:
    """What the records say today (3 queries)."""
    promises = agreement.commitments.filter(released_on=None).aggregate(
        all=Count("pk"), kept=Count("pk", filter=Q(done_on__isnull=False))
    )
    sheets = ActionSheet.objects.across_towns().filter(ever_in(agreement))
    done = Q(status="done", agreement=agreement)  # what passed on was not done here
    actions = sheets.aggregate(all=Count("pk"), done=Count("pk", filter=done))
    draws = Draw.objects.filter(
        envelope__agreement=agreement, envelope__is_inside=True, is_waiting=False, cancelled_on=None
    )
    drawn = draws.aggregate(all=Sum("amount", default=ZERO))["all"]
    return Results(promises["all"], promises["kept"], actions["all"], actions["done"], drawn)


def sentence_of(agreement: Agreement) -> str:
    """The results in a paragraph that a preamble can hold; "" where there is nothing to tell."""
    found = results_of(agreement)
    parts = []
    if found.promised:
        parts.append(
            _("engagements tenus, %(kept)s sur %(all)s")
            % {"kept": found.kept, "all": found.promised}
        )
    if found.actions:
        parts.append(
            _("actions achevées, %(done)s sur %(all)s") % {"done": found.done, "all": found.actions}
        )
    if found.drawn:
        parts.append(_("%s employés sur les enveloppes") % euros(found.drawn))
    if not parts:
        return ""
    said = {"title": agreement.title, "results": " ; ".join(parts)}
    return _("Bilan de « %(title)s » : %(results)s.") % said
