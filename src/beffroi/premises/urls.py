"""Paths of a town's map, streets and premises."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from beffroi.premises import views
from beffroi.premises.views import cases, hours, reports, shops, trades, visits
from beffroi.premises.views.rounds import door_photo
from beffroi.premises.views.street_years import street_years

urlpatterns = [
    path(_("carte/"), views.town_map, name="map"),
    path("carte/fond.geojson", views.ground_feed, name="ground_feed"),
    path("carte/locaux.geojson", views.premises_feed, name="premises_feed"),
    path("carte/chiffres.json", views.map_figures, name="map_figures"),
    path(_("rues/"), views.street_list, name="streets"),
    path(_("rues/<slug:slug>/"), views.street_page, name="street"),
    path(_("rues/<slug:slug>/dix-ans/"), street_years, name="street_years"),
    path(_("locaux/"), views.premises_list, name="premises_list"),
    path(_("locaux/a-verifier/"), views.doubtful_list, name="doubtful_streets"),
    path(_("locaux/<str:public_id>/"), views.sheet, name="premises"),
    path("locaux/<str:public_id>/photos/<uuid:photo>.jpg", door_photo, name="door_photo"),
    path(_("locaux/<str:public_id>/signaler/"), reports.report, name="door_report"),
    path(_("locaux/<str:public_id>/signaler/merci/"), reports.thanks, name="door_report_thanks"),
    path(_("locaux/<str:public_id>/visites/"), visits.door_visits, name="door_visits"),
    path(
        _("locaux/<str:public_id>/visites/noter/"), visits.door_visit_note, name="door_visit_note"
    ),
    path(_("visites/<int:number>/partager/"), visits.door_visit_share, name="door_visit_share"),
    path(_("signalements/"), reports.report_list, name="door_reports"),
    path(_("signalements/<str:public_id>/"), reports.answer, name="door_report_answer"),
    path(_("horaires/"), hours.shared_hours, name="shared_hours"),
    path(_("horaires/nouveaux/"), hours.hours_new, name="shared_hours_new"),
    path(_("horaires/<slug:key>/portes/"), hours.hours_doors, name="shared_hours_doors"),
    path(_("horaires/<slug:key>/fin/"), hours.hours_end, name="shared_hours_end"),
    path(_("ou-ouvrir/"), trades.where_to_open, name="where_to_open"),
    path(_("ou-ouvrir/equipe/"), trades.where_to_open_team, name="where_to_open_team"),
    path(_("activites/"), trades.trades, name="trades"),
    path(_("activites/plans/nouveau/"), trades.plan_new, name="trade_plan_new"),
    path(_("activites/plans/<slug:key>/"), trades.plan_page, name="trade_plan"),
    path(_("activites/plans/<slug:key>/ligne/"), trades.wish_add, name="trade_wish_add"),
    path(
        _("activites/plans/<slug:key>/ligne/<int:number>/retirer/"),
        trades.wish_withdraw,
        name="trade_wish_withdraw",
    ),
    path(_("activites/plans/<slug:key>/fin/"), trades.plan_end, name="trade_plan_end"),
    path(_("commerces/<str:shop_id>/informations/"), shops.facts, name="shop_facts"),
    path(_("commerces/<str:shop_id>/informations/<slug:word>/"), shops.correct, name="shop_fact"),
    path(
        _("commerces/<str:shop_id>/informations/<slug:key>/annuler/"),
        shops.undo,
        name="shop_fact_undo",
    ),
    path(
        _("commerces/<str:shop_id>/informations/<slug:key>/repondre/"),
        shops.answer,
        name="shop_fact_answer",
    ),
    path(_("vente-en-ligne/"), cases.case_list, name="online_cases"),
    path(_("vente-en-ligne/nouveau/"), cases.case_new, name="online_case_new"),
    path(_("vente-en-ligne/<slug:key>/"), cases.case_page, name="online_case"),
    path(_("vente-en-ligne/<slug:key>/signal/"), cases.case_signal, name="online_case_signal"),
    path(_("vente-en-ligne/<slug:key>/etape/"), cases.case_step, name="online_case_step"),
    path(_("locaux/<str:public_id>/rue/"), views.correct_street, name="correct_street"),
    path(_("releves/"), include("beffroi.premises.walk_urls")),
    path(_("releves/"), include("beffroi.premises.round_urls")),
]
