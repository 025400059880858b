"""Columns that several sets of open data share; what is said of them is French, as in the files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.ui.formats import Field

ID = Field("identifiant", "text", _("identifiant public et stable du local, jamais réemployé"))
DAY = Field("date_releve", "date", _("jour du dernier relevé"))
NAME = Field("enseigne", "text", _("enseigne lue depuis la rue ; vide si elle n’a pas été relevée"))
TRADE = (
    Field("activite", "text", _("code de l’activité dans la nomenclature de Beffroi")),
    Field("famille", "text", _("code de la famille d’activités")),
    Field("famille_libelle", "text", _("famille d’activités en toutes lettres")),
)
WHERE = (
    Field("numero", "text", _("numéro dans la rue")),
    Field("rue", "text", _("nom de la rue")),
)
POINT = (
    Field("longitude", "number", _("longitude, en degrés (WGS 84)")),
    Field("latitude", "number", _("latitude, en degrés (WGS 84)")),
)
HERE = (
    Field("code", "text", _("code employé ici")),
    Field("libelle", "text", _("nom employé ici")),
    Field("categorie", "text", _("catégorie employée ici")),
)
