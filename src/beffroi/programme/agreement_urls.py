"""Paths of one agreement: the same under its town and above towns, with the same views."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.programme import urls_amendments, urls_governance
from beffroi.programme.views import (
    agreement_forms,
    agreements,
    axes,
    budget,
    documents,
    effects,
    ending,
    frame,
    parties,
    renewals,
    reviews,
    rollup,
    texts,
)

paths: list[Any] = [
    path(
        _("conventions/<str:agreement_key>/synthese/"),
        rollup.agreement_rollup,
        name="agreement_rollup",
    ),
    path(
        _("conventions/<str:agreement_key>/synthese.csv"),
        rollup.agreement_rollup_file,
        name="agreement_rollup_file",
    ),
    path(
        _("conventions/<str:agreement_key>/echeance/"),
        ending.agreement_ending,
        name="agreement_ending",
    ),
    path(
        _("conventions/<str:agreement_key>/echeance.csv"),
        ending.agreement_ending_file,
        name="agreement_ending_file",
    ),
    path(
        _("conventions/<str:agreement_key>/cadre/"), frame.agreement_frame, name="agreement_frame"
    ),
    path(_("conventions/<str:agreement_key>/"), agreements.agreement, name="agreement"),
    path(
        _("conventions/<str:agreement_key>/modifier/"),
        agreement_forms.agreement_change,
        name="agreement_change",
    ),
    path(
        _("conventions/<str:agreement_key>/etape/"),
        agreement_forms.agreement_step,
        name="agreement_step",
    ),
    path(
        _("conventions/<str:agreement_key>/publier/"),
        agreement_forms.agreement_publish,
        name="agreement_publish",
    ),
    path(
        _("conventions/<str:agreement_key>/parties/"),
        parties.agreement_parties,
        name="agreement_parties",
    ),
    path(
        _("conventions/<str:agreement_key>/parties/inscrire/"),
        parties.agreement_parties_join,
        name="agreement_parties_join",
    ),
    path(
        _("conventions/<str:agreement_key>/parties/<int:number>/"),
        parties.agreement_parties_one,
        name="agreement_parties_one",
    ),
    path(_("conventions/<str:agreement_key>/texte/"), texts.agreement_text, name="agreement_text"),
    path(
        _("conventions/<str:agreement_key>/texte/modele/"),
        texts.agreement_text_model,
        name="agreement_text_model",
    ),
    path(
        _("conventions/<str:agreement_key>/texte/ajouter/"),
        texts.agreement_text_add,
        name="agreement_text_add",
    ),
    path(
        _("conventions/<str:agreement_key>/texte/preambule/"),
        texts.agreement_text_preamble,
        name="agreement_text_preamble",
    ),
    path(
        _("conventions/<str:agreement_key>/texte/articles/<slug:slug>/"),
        texts.agreement_text_article,
        name="agreement_text_article",
    ),
    *urls_amendments.paths,
    path(_("conventions/<str:agreement_key>/axes/"), axes.agreement_axes, name="agreement_axes"),
    path(
        _("conventions/<str:agreement_key>/axes/reprendre/"),
        axes.agreement_axes_take,
        name="agreement_axes_take",
    ),
    path(
        _("conventions/<str:agreement_key>/axes/ajouter/"),
        axes.agreement_axes_add,
        name="agreement_axes_add",
    ),
    path(
        _("conventions/<str:agreement_key>/axes/<str:code>/modifier/"),
        axes.agreement_axes_change,
        name="agreement_axes_change",
    ),
    path(_("conventions/<str:agreement_key>/effets/"), effects.effects, name="agreement_effects"),
    path(_("conventions/<str:agreement_key>/budget/"), budget.budget, name="agreement_budget"),
    path(
        _("conventions/<str:agreement_key>/budget/enveloppe/"),
        budget.envelope_add,
        name="agreement_envelope",
    ),
    path(
        _("conventions/<str:agreement_key>/budget/<int:envelope>/tirer/"),
        budget.draw_add,
        name="agreement_draw",
    ),
    path(
        _("conventions/<str:agreement_key>/budget/tirages/<int:draw>/annuler/"),
        budget.draw_cancel,
        name="agreement_draw_cancel",
    ),
    path(
        _("conventions/<str:agreement_key>/document.pdf"),
        documents.agreement_pdf,
        name="agreement_pdf",
    ),
    path(
        _("conventions/<str:agreement_key>/document.docx"),
        documents.agreement_docx,
        name="agreement_docx",
    ),
    path(
        _("conventions/<str:agreement_key>/renouvellement/"),
        renewals.agreement_renewal,
        name="agreement_renewal",
    ),
    *urls_governance.OF_AGREEMENT,
    path(_("conventions/<str:agreement_key>/bilans/"), reviews.reviews, name="agreement_reviews"),
    path(
        _("conventions/<str:agreement_key>/bilans/<int:year>/"),
        reviews.review,
        name="agreement_reviews_year",
    ),
    path(
        _("conventions/<str:agreement_key>/bilans/<int:year>/commenter/"),
        reviews.review_comment,
        name="agreement_reviews_comment",
    ),
    path(
        _("conventions/<str:agreement_key>/bilans/<int:year>/arreter/"),
        reviews.review_close,
        name="agreement_reviews_close",
    ),
    path(
        _("conventions/<str:agreement_key>/bilans/<int:year>/publier/"),
        reviews.review_publish,
        name="agreement_reviews_publish",
    ),
    path(
        _("conventions/<str:agreement_key>/bilans/<int:year>/bilan.pdf"),
        reviews.review_pdf,
        name="agreement_reviews_pdf",
    ),
]
