"""What stands in the way of an amendment: of its signature, of taking one passage out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from beffroi.kernel.money import ZERO
from beffroi.programme.models import Amendment, Commitment, Draw, Party
from beffroi.programme.reads.amended import Tree, base_changed, base_of
from beffroi.programme.reads.changes import name_of_part
from beffroi.programme.reads.content import as_signed, signed_amendments
from beffroi.programme.reads.pieces import Passage, kept_by
from beffroi.programme.rules.consolidation import ConsolidationError, apply, consolidate, steps
from beffroi.programme.rules.envelopes import PLACE
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.rules.text_links import loosened
from beffroi.ui.typography import euros


def check_signable(row: Amendment) -> None:
    """With it among the others every one finds the text it was drawn on, nothing hangs loose and no
    envelope falls below what was drawn. Raises `LifeError`.
    """
    base = base_of(row)  # it is not kept as signed yet
    try:
        target = apply(base, row.changes)
    except ConsolidationError as wrong:
        raise LifeError(base_changed(wrong)) from wrong
    _check_whole(base, target)
    _check_parties(row, base, target)
    _check_drawn(base, target)
    try:
        others = [*signed_amendments(row.agreement), as_signed(row)]
        consolidate(row.agreement.signed_content or {}, others, dt.date.max)
    except ConsolidationError as wrong:
        raise LifeError(_later(wrong)) from wrong


def _check_whole(base: Tree, target: Tree) -> None:
    loose = loosened(base, target)
    if loose:
        one = loose[0]
        raise LifeError(
            _("%(part)s repose sur %(on)s, que cet avenant ou un autre retire : changez l’un ou l’autre.")
            % {"part": name_of_part(target, one.branch, one.key),
               "on": name_of_part(base, one.on_branch, one.on_key)}
        )  # fmt: skip


def _check_parties(row: Amendment, base: Tree, target: Tree) -> None:
    """Two signatories at least, whoever keeps the file among the parties as before."""
    if base["parties"] == target["parties"]:
        return
    holder = row.agreement.holder
    if holder.key in base["parties"] and holder.key not in target["parties"]:
        raise LifeError(_("%s tient le dossier : elle ne peut en sortir.") % holder.name)
    signing = [one for one in target["parties"].values() if one["role"] == Party.Role.SIGNATORY]
    if len(signing) < 2:
        raise LifeError(_("Il faut au moins deux signataires."))


def _check_drawn(base: Tree, target: Tree) -> None:
    """An envelope that the amendment lowers still holds what was taken from it, and one that was
    drawn on stays of its year, axis and payer.
    """
    lowered = [key for key, amount in _amounts(target) if amount < _held_or_zero(base, key)]
    gone = [key for key in base["envelopes"] if key not in target["envelopes"]]
    moved = [key for key in base["envelopes"] if _moves(base, target, key)]
    drawn = drawn_on([*lowered, *gone, *moved])
    after = dict(_amounts(target))
    for key, taken in drawn.items():
        if key in moved:
            raise LifeError(
                _("%(what)s : %(taken)s en sont déjà tirés, ils restent de cette année, de cet axe et "
                  "de ce payeur. Reprenez le passage : le reste deviendra une enveloppe à part.")
                % {"what": name_of_part(base, "envelopes", key), "taken": euros(taken)}
            )  # fmt: skip
        if taken > after.get(key, ZERO):
            raise LifeError(
                _("%(what)s : %(taken)s en sont déjà tirés, elle ne peut descendre au-dessous.")
                % {"what": name_of_part(base, "envelopes", key), "taken": euros(taken)}
            )


def _moves(base: Tree, target: Tree, key: str) -> bool:
    before, after = base["envelopes"][key], target["envelopes"].get(key)
    return after is not None and any(before[name] != after[name] for name in PLACE)


def _amounts(content: Tree) -> Iterable[tuple[str, Decimal]]:
    return ((key, Decimal(one["amount"])) for key, one in content["envelopes"].items())


def _held_or_zero(content: Tree, key: str) -> Decimal:
    return Decimal(content["envelopes"][key]["amount"]) if key in content["envelopes"] else ZERO


def drawn_on(keys: Iterable[str]) -> dict[str, Decimal]:
    """What has been taken from envelopes, by their keys; one query."""
    rows = Draw.objects.filter(envelope__key__in=list(keys), is_waiting=False, cancelled_on=None)
    sums = rows.values_list("envelope__key").annotate(taken=Sum("amount")).order_by()
    return dict(sums)


def obstacle(row: Amendment, target: Tree, passage: Passage) -> str:
    """Why a passage may not be taken out of the text; "" when it may."""
    if names := kept_by(target, passage):
        return _("Y tiennent encore : %s. Changez-les ou retirez-les d’abord.") % ", ".join(names)
    if passage.kind == "party" and passage.key == row.agreement.holder.key:
        return _("%s tient le dossier : elle ne peut en sortir.") % row.agreement.holder.name
    if passage.kind == "envelope" and (taken := drawn_on([passage.key]).get(passage.key)):
        return _("%s en sont déjà tirés : vous pouvez la baisser, non la retirer.") % euros(taken)
    kept = Commitment.objects.filter(key=passage.key, done_on__isnull=False)
    if passage.kind == "commitment" and kept.exists():
        return _("Cet engagement est tenu : il reste dans le texte.")
    return ""


def _later(wrong: ConsolidationError) -> str:
    return _(
        "Un avenant déjà signé changera plus tard le même passage (« %s ») : faites prendre effet à "
        "celui-ci après lui."
    ) % " › ".join(steps(wrong.path))
