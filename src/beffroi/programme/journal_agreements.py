"""How what happens to agreements, their parties and their text reads in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.kernel.journal import Verb
from beffroi.programme.rules.life import NAMES, State
from beffroi.ui.typography import date

AGREEMENT = "agreement"


def _state_words(data: Mapping[str, Any]) -> Mapping[str, Any]:
    state = data.get("state")
    return {"state": NAMES[State(state)]} if state in NAMES else {}


def _day_words(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"day": date(dt.date.fromisoformat(data["day"]))} if data.get("day") else {}


def _said(sentence: Any, label: Any, **more: Any) -> Verb:
    return Verb(sentence, label, AGREEMENT, **more)


LIFE = {
    "programme.agreement_created": _said(_("%(who)s a créé %(what)s"), _("convention créée")),
    "programme.agreement_changed": _said(
        _("%(who)s a corrigé l’en-tête de %(what)s"), _("convention corrigée")
    ),
    "programme.agreement_published": _said(_("%(who)s a publié %(what)s"), _("convention publiée")),
    "programme.agreement_withdrawn": _said(
        _("%(who)s ne publie plus %(what)s"), _("convention retirée du public")
    ),
    "programme.agreement_stepped": _said(
        _("%(who)s a fait passer %(what)s à l’état « %(state)s »"),
        _("étape de convention"),
        words=_state_words,
    ),
    "programme.agreement_renewed": _said(
        _("%(who)s a préparé le renouvellement de %(what)s"), _("renouvellement préparé")
    ),
    "programme.agreement_attached": _said(
        _("%(who)s a décidé que %(what)s découlera de « %(into)s » à partir du %(day)s"),
        _("rattachement décidé"),
        words=_day_words,
    ),
    "programme.agreement_detached": _said(
        _("%(who)s a décidé que %(what)s ne découlera plus d’aucun cadre à partir du %(day)s"),
        _("cadre quitté"),
        words=_day_words,
    ),
    "programme.agreement_hangs": _said(
        _("%(what)s a changé de cadre au jour dit : « %(into)s »"), _("cadre changé")
    ),
    "programme.takeover_chosen": _said(
        _("%(who)s a choisi les fiches que %(what)s reprendra : %(sheets)s"),
        _("fiches à reprendre"),
    ),
}
PARTIES = {
    "programme.party_joined": _said(
        _("%(who)s a inscrit %(party)s parmi les parties de %(what)s"), _("partie inscrite")
    ),
    "programme.party_changed": _said(
        _("%(who)s a corrigé ce que %(what)s dit de %(party)s"), _("partie corrigée")
    ),
    "programme.party_left": _said(
        _("%(who)s a retiré %(party)s des parties de %(what)s"), _("partie retirée")
    ),
    "programme.party_deliberated": _said(
        _("%(who)s a inscrit la délibération de %(party)s pour %(what)s"),
        _("délibération inscrite"),
    ),
    "programme.deliberation_planned": _said(
        _("%(who)s a inscrit la délibération prévue de %(party)s pour %(what)s"),
        _("délibération prévue"),
    ),
    "programme.deliberation_dropped": _said(
        _("%(who)s a retiré une délibération de %(party)s pour %(what)s"),
        _("délibération retirée"),
    ),
    "programme.party_signed": _said(
        _("%(who)s a inscrit la signature de %(party)s sur %(what)s"), _("signature inscrite")
    ),
}
TEXT = {
    "programme.text_begun": _said(
        _("%(who)s a repris le modèle d’articles dans %(what)s"), _("modèle d’articles repris")
    ),
    "programme.article_added": _said(
        _("%(who)s a ajouté l’article « %(article)s » à %(what)s"), _("article ajouté")
    ),
    "programme.article_changed": _said(
        _("%(who)s a changé l’article « %(article)s » de %(what)s"), _("article changé")
    ),
    "programme.article_dropped": _said(
        _("%(who)s a retiré l’article « %(article)s » de %(what)s"), _("article retiré")
    ),
}
AMENDMENTS = {
    "programme.amendment_drafted": _said(
        _("%(who)s a préparé l’avenant n° %(number)s à %(what)s"), _("avenant préparé")
    ),
    "programme.amendment_changed": _said(
        _("%(who)s a changé le projet d’avenant n° %(number)s à %(what)s"), _("avenant changé")
    ),
    "programme.amendment_signed": _said(
        _("%(who)s a inscrit la signature de l’avenant n° %(number)s à %(what)s"),
        _("avenant signé"),
    ),
    "programme.amendment_abandoned": _said(
        _("%(who)s a abandonné le projet d’avenant n° %(number)s à %(what)s"),
        _("avenant abandonné"),
    ),
    "programme.amendment_effective": _said(
        _("L’avenant n° %(number)s à %(what)s a pris effet"), _("avenant en vigueur")
    ),
}
AXES = {
    "programme.axis_added": _said(
        _("%(who)s a ajouté l’axe « %(axis)s » à %(what)s"), _("axe ajouté")
    ),
    "programme.axis_changed": _said(
        _("%(who)s a changé l’axe « %(axis)s » de %(what)s"), _("axe changé")
    ),
    "programme.axis_dropped": _said(
        _("%(who)s a retiré l’axe « %(axis)s » de %(what)s"), _("axe retiré")
    ),
    "programme.axes_taken": _said(
        _("%(who)s a repris dans %(what)s les axes de « %(source)s »"), _("axes repris")
    ),
}
SHEETS = {
    "programme.sheet_taken_over": Verb(
        _("%(what)s est reprise dans « %(into)s »"), _("fiche reprise"), "sheet"
    ),
    "programme.sheet_refiled": Verb(
        _("%(who)s a classé %(what)s dans l’axe « %(axis)s »"), _("fiche reclassée"), "sheet"
    ),
}
VERBS = SHEETS | LIFE | PARTIES | TEXT | AMENDMENTS | AXES
