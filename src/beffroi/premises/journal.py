"""How corrections of premises read in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.kernel import journal
from beffroi.kernel.journal import Verb
from beffroi.premises.models import SurveyRound
from beffroi.premises.rules.rounds.life import NAMES
from beffroi.territory.models import Street

STREET, ROUND = "street", "round"


def _streets(keys: frozenset[str]) -> Mapping[str, str]:
    rows = Street.objects.across_towns().filter(pk__in=[key for key in keys if key.isdigit()])
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def _rounds(keys: frozenset[str]) -> Mapping[str, str]:
    rows = SurveyRound.objects.across_towns().filter(key__in=keys)
    return {key: f"« {name} »" for key, name in rows.values_list("key", "name")}


def _state(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"state": NAMES.get(data.get("state", ""), data.get("state", ""))}


ROUNDS: dict[str, Verb] = {
    "premises.round_planned": Verb(_("%(who)s a préparé le relevé %(what)s"), _("relevé préparé"), ROUND),
    "premises.round_reordered": Verb(_("%(who)s a changé l’ordre de marche du relevé %(what)s"), _("ordre de marche changé"), ROUND),
    "premises.round_shared": Verb(_("%(who)s a partagé les rues du relevé %(what)s"), _("rues d’un relevé partagées"), ROUND),
    "premises.round_moved": Verb(_("%(who)s a passé le relevé %(what)s à l’état « %(state)s »"), _("relevé avancé"), ROUND, (), _state),
    "premises.round_dropped": Verb(_("%(who)s a effacé un relevé que personne n’avait commencé"), _("relevé effacé"), ROUND),
    "premises.round_judged": Verb(_("%(who)s a choisi la note qui compte pour un local du relevé %(what)s"), _("note choisie"), ROUND),
    "premises.round_published": Verb(_("%(who)s a publié le relevé %(what)s"), _("relevé publié"), ROUND),
    "premises.round_corrected": Verb(_("%(who)s a ouvert une version corrigée du relevé %(what)s"), _("relevé repris"), ROUND),
    "premises.photo_shown": Verb(_("%(who)s montre à tous une photo du local %(what)s"), _("photo montrée")),
    "premises.photo_hidden": Verb(_("%(who)s a retiré une photo du local %(what)s"), _("photo retirée")),
    "premises.round_typed": Verb(_("%(who)s a saisi des feuilles de marche du relevé %(what)s"), _("feuilles de marche saisies"), ROUND),
}  # fmt: skip
REPORTS: dict[str, Verb] = {
    "premises.report_confirmed": Verb(_("%(who)s a confirmé ce que des passants disaient du local %(what)s"), _("signalement confirmé")),
    "premises.report_denied": Verb(_("%(who)s a vérifié le local %(what)s : rien n’y a changé"), _("signalement non confirmé")),
    "premises.report_left_to_round": Verb(_("%(who)s laisse le local %(what)s au prochain relevé"), _("signalement laissé au relevé")),
}  # fmt: skip
PLANS: dict[str, Verb] = {
    "premises.trade_plan_decided": Verb(_("%(who)s a noté le plan d’activités « %(plan)s » de %(town)s"), _("plan d’activités noté")),
    "premises.trade_plan_ended": Verb(_("%(who)s a mis fin au plan d’activités « %(plan)s » de %(town)s"), _("plan d’activités terminé")),
    "premises.trade_wish_added": Verb(_("%(who)s a ajouté une activité au plan « %(plan)s » de %(town)s"), _("activité ajoutée à un plan")),
    "premises.trade_wish_withdrawn": Verb(_("%(who)s a retiré une activité du plan « %(plan)s » de %(town)s"), _("activité retirée d’un plan")),
}  # fmt: skip

VISITS: dict[str, Verb] = {
    "premises.visit_noted": Verb(_("%(who)s a noté une visite au local %(what)s"), _("visite notée")),
    "premises.visit_shared": Verb(_("%(who)s a partagé avec la chambre ce qui s’est dit au local %(what)s"), _("visite partagée")),
    "premises.hours_agreed": Verb(_("%(who)s a noté des horaires convenus à %(town)s : %(hours)s"), _("horaires convenus notés")),
    "premises.hours_ended": Verb(_("%(who)s a mis fin à des horaires convenus à %(town)s : %(hours)s"), _("fin d’horaires convenus")),
}  # fmt: skip


def register() -> None:
    """Tell the verbs of this context."""
    journal.name(STREET, _streets, gone=_("(supprimée)"))
    journal.name(ROUND, _rounds, gone=_("(effacé)"))
    journal.tell(ROUNDS)
    journal.tell(REPORTS)
    journal.tell(PLANS)
    journal.tell(VISITS)
    journal.tell(
        {
            "premises.street_corrected": Verb(
                _("%(who)s a rattaché le local %(what)s à cette rue : %(after)s"),
                _("rue d’un local corrigée"),
                more=(("after", STREET),),
            ),
            "premises.survey_format_kept": Verb(
                _("%(who)s a dit comment se lisent les relevés de %(name)s"), _("relevé décrit")
            ),
            "premises.survey_codes_decided": Verb(
                _("%(who)s a décidé du sens de codes de %(name)s : %(n)s"), _("codes décidés")
            ),
        }
    )
