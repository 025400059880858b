"""Paths of a town's figures, alerts, diagnoses and posters."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.observatory.views import (
    alerts,
    comparison,
    dashboard,
    diagnoses,
    doors,
    embeds,
    findings,
    indicator,
    movements,
    opendata,
    posters,
    publications,
    restitutions,
    studies,
)
from beffroi.observatory.views.federation import compare, documents, naming, nomenclature, receiving

urlpatterns = [
    path(_("indicateurs/"), dashboard.dashboard, name="indicators"),
    path(_("indicateurs/<slug:slug>/"), indicator.indicator, name="indicator"),
    path(_("mouvements/"), movements.movements, name="movements"),
    path(_("comparaison/"), comparison.compare, name="comparison"),
    path(_("comparaison/observatoires/"), compare.observatories, name="observatories"),
    path(
        _("comparaison/observatoires/recevoir/"),
        receiving.observatory_receive,
        name="observatory_receive",
    ),
    path(
        _("comparaison/observatoires/<slug:key>/montrer/"),
        receiving.observatory_show,
        name="observatory_show",
    ),
    path(
        _("comparaison/observatoires/<slug:key>/retirer/"),
        receiving.observatory_withdraw,
        name="observatory_withdraw",
    ),
    path(_("nomenclature/"), nomenclature.nomenclature, name="nomenclature"),
    path(_("nomenclature/modifier/"), naming.nomenclature_edit, name="nomenclature_edit"),
    path(_("diagnostics/"), diagnoses.diagnosis_list, name="diagnoses"),
    path(_("diagnostics/publier/"), publications.publish_diagnosis, name="publish_diagnosis"),
    path(
        _("diagnostics/demandes/<int:number>/"), publications.publication_page, name="publication"
    ),
    path(
        _("diagnostics/demandes/<int:number>/arreter/"),
        publications.cancel_publication,
        name="publication_cancel",
    ),
    path(
        _("diagnostics/demandes/<int:number>/relancer/"),
        publications.retry_publication,
        name="publication_retry",
    ),
    path(_("diagnostics/preparation/"), studies.study_new, name="study_new"),
    path(_("diagnostics/preparation/<int:number>/"), studies.study, name="study"),
    path(
        _("diagnostics/preparation/<int:number>/question/"),
        studies.study_question,
        name="study_question",
    ),
    path(
        _("diagnostics/preparation/<int:number>/recompter/"),
        studies.study_count,
        name="study_count",
    ),
    path(
        _("diagnostics/preparation/<int:number>/publier/"),
        studies.study_publish,
        name="study_publish",
    ),
    path(
        _("diagnostics/preparation/<int:number>/abandonner/"), studies.study_drop, name="study_drop"
    ),
    path(
        _("diagnostics/preparation/<int:number>/constats/"),
        findings.finding_new,
        name="finding_new",
    ),
    path(
        _("diagnostics/preparation/<int:number>/constats/<slug:key>/"),
        findings.finding,
        name="finding",
    ),
    path(
        _("diagnostics/preparation/<int:number>/constats/<slug:key>/laisser/"),
        findings.finding_leave,
        name="finding_leave",
    ),
    path(_("diagnostics/<int:number>/restitution/"), restitutions.restitution, name="restitution"),
    path(
        _("diagnostics/<int:number>/restitution.pdf"),
        restitutions.restitution_pdf,
        name="restitution_pdf",
    ),
    path(
        _("diagnostics/<int:number>/restitution/tenir/"),
        restitutions.restitution_keep,
        name="restitution_keep",
    ),
    path(
        _("diagnostics/<int:number>/restitution/questions/"),
        restitutions.restitution_ask,
        name="restitution_ask",
    ),
    path(
        _("diagnostics/<int:number>/restitution/questions/<int:question>/"),
        restitutions.restitution_answer,
        name="restitution_answer",
    ),
    path(
        _("diagnostics/<int:number>/restitution/montrer/"),
        restitutions.restitution_show,
        name="restitution_show",
    ),
    path(_("diagnostics/<int:number>/suivant/"), studies.study_next, name="study_next"),
    path(_("diagnostics/<int:number>/"), diagnoses.diagnosis_page, name="diagnosis"),
    path(_("diagnostics/<int:number>.pdf"), diagnoses.diagnosis_pdf, name="diagnosis_pdf"),
    path(
        _("diagnostics/<int:number>/<slug:name>.svg"),
        diagnoses.diagnosis_drawing,
        name="diagnosis_drawing",
    ),
    path(_("alertes/"), alerts.alert_list, name="alerts"),
    path(_("alertes/portes/"), doors.five_doors, name="five_doors"),
    path(_("alertes/regle/"), alerts.alert_rule, name="alert_rule_new"),
    path(_("alertes/regle/<int:number>/"), alerts.alert_rule, name="alert_rule"),
    path(_("alertes/<int:number>/"), alerts.alert_page, name="alert"),
    path(
        _("alertes/<int:number>/prendre-en-charge/"),
        alerts.alert_acknowledge,
        name="alert_acknowledge",
    ),
    path(_("alertes/<int:number>/clore/"), alerts.alert_close, name="alert_close"),
    path(_("rues/<slug:slug>/affiche.pdf"), posters.street_poster, name="street_poster"),
    path(_("donnees-ouvertes/"), opendata.open_data, name="open_data"),
    path(_("donnees-ouvertes/catalogue.ttl"), opendata.open_data_turtle, name="open_data_turtle"),
    path(
        _("donnees-ouvertes/catalogue.jsonld"),
        opendata.open_data_catalogue,
        name="open_data_catalogue",
    ),
    path(
        _("donnees-ouvertes/observatoire.json"),
        documents.observatory_document,
        name="observatory_document",
    ),
    path(
        _("donnees-ouvertes/<slug:key>.schema.json"),
        opendata.open_data_schema,
        name="open_data_schema",
    ),
    path(
        _("donnees-ouvertes/<slug:key>.<slug:ending>"),
        opendata.open_data_file,
        name="open_data_file",
    ),
    path(_("integrer/carte/"), embeds.embed_map, name="embed_map"),
    path(_("integrer/chiffre/"), embeds.embed_figure, name="embed_figure"),
    path(_("integrer/oembed.json"), embeds.oembed, name="oembed"),
]
