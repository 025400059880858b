"""How what happens to action sheets reads in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.kernel import journal
from beffroi.kernel.journal import Verb
from beffroi.programme.models import ActionSheet, Agreement
from beffroi.programme.models.sheets import SheetParty

SHEET, BODY = "sheet", "body"


def _sheets(keys: frozenset[str]) -> Mapping[str, str]:
    """Titles; a restricted sheet is named by its code alone, for the journal is read by the team."""
    bare = {key.removeprefix("sheet:"): key for key in keys}
    rows = ActionSheet.objects.across_towns().filter(key__in=bare)
    held = {key.removeprefix("agreement:"): key for key in keys if key.startswith("agreement:")}
    of_axes = Agreement.objects.across_towns().filter(key__in=held) if held else ()
    return {held[one.key]: f"« {one.title} »" for one in of_axes} | {
        bare[key]: code if hidden else f"{code} « {title} »"
        for key, code, title, hidden in rows.values_list("key", "code", "title", "is_restricted")
    }


def _role(data: Mapping[str, Any]) -> Mapping[str, Any]:
    roles = dict(SheetParty.Role.choices)
    return {"role": roles.get(data.get("role", ""), data.get("role", ""))}


PARTY = (("party", BODY),)
NEEDS = (("needs", SHEET),)
VERBS: dict[str, Verb] = {
    "programme.sheet_created": Verb(_("%(who)s a ouvert la fiche %(what)s"), _("fiche ouverte"), SHEET),
    "programme.sheet_changed": Verb(_("%(who)s a changé la fiche %(what)s"), _("fiche changée"), SHEET),
    "programme.sheet_joined": Verb(_("%(who)s a inscrit %(party)s sur la fiche %(what)s : %(role)s"), _("organisme inscrit sur une fiche"), SHEET, PARTY, _role),
    "programme.sheet_left": Verb(_("%(who)s a retiré %(party)s de la fiche %(what)s (%(role)s)"), _("organisme retiré d’une fiche"), SHEET, PARTY, _role),
    "programme.note_written": Verb(_("%(who)s a écrit une note privée"), _("note privée écrite"), SHEET),
    "programme.note_erased": Verb(_("%(who)s a effacé une note privée"), _("note privée effacée"), SHEET),
    "programme.step_added": Verb(_("%(who)s a ajouté une étape à la fiche %(what)s"), _("étape ajoutée"), SHEET),
    "programme.step_moved": Verb(_("%(who)s a mis à jour une étape de la fiche %(what)s"), _("étape mise à jour"), SHEET),
    "programme.step_dropped": Verb(_("%(who)s a retiré une étape de la fiche %(what)s"), _("étape retirée"), SHEET),
    "programme.sheets_tied": Verb(_("%(who)s a noté que la fiche %(what)s attend %(needs)s"), _("lien entre fiches"), SHEET, NEEDS),
    "programme.sheets_untied": Verb(_("%(who)s a noté que la fiche %(what)s n’attend plus %(needs)s"), _("lien entre fiches retiré"), SHEET, NEEDS),
    "programme.evidence_added": Verb(_("%(who)s a joint une preuve à la fiche %(what)s"), _("preuve jointe"), SHEET),
    "programme.evidence_dropped": Verb(_("%(who)s a retiré une preuve de la fiche %(what)s"), _("preuve retirée"), SHEET),
    "programme.indicator_tracked": Verb(_("%(who)s suit un indicateur de %(what)s"), _("indicateur suivi"), SHEET),
    "programme.indicator_untracked": Verb(_("%(who)s ne suit plus un indicateur de %(what)s"), _("indicateur retiré"), SHEET),
    "programme.commune_served": Verb(_("%(who)s a noté une commune servie par %(what)s"), _("commune servie"), SHEET),
    "programme.commune_unserved": Verb(_("%(who)s a retiré une commune servie par %(what)s"), _("commune servie retirée"), SHEET),
    "programme.measured": Verb(_("%(who)s a noté une mesure d’un indicateur de %(what)s"), _("mesure notée"), SHEET),
}  # fmt: skip


def register() -> None:
    """Tell the verbs and names of sheets."""
    journal.name(SHEET, _sheets, gone=_("(supprimée)"))
    journal.tell(VERBS)
