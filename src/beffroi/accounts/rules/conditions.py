"""The named conditions of the table of rights: what must be true for a grant to hold.

Only names and sentences stand here. The function that answers is registered by the context that
owns the noun (`territory.policies.conditions.register`); a name nobody answers for refuses.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

OWN = "own_object"
AGGREGATE = "aggregate"
SUMMARY = "summary"
COUNT = "count"
COUNT_OF_FIVE = "count_of_five"
MEDIAN_OF_THREE = "median_of_three"
PUBLISHED = "published"
SHARED = "shared"
ON_REQUEST = "on_request_logged"
CONSENT = "after_consent"
AGREEMENT = "by_agreement"
PROCESSOR = "processor_of_the_town"
OF_LISTING = "of_listing"
ROWS_BY_CONSENT = "rows_by_consent"
LABEL_ONLY = "label_only"
OWN_CLIENT = "own_client"
NAMED_BY_CONSENT = "named_by_consent"
SURVEYOR = "surveyor_pseudonymised"
AS_NEEDED = "as_needed"
AWARDS = "awards"
OWN_APPRAISAL = "own_appraisal"
DECISION_FILE = "decision_file"
OWN_CALL = "own_call"
ASSIGNED = "assigned_without_conflict"
ON_THE_ROUND = "on_the_round"

CONDITIONS: dict[str, Any] = {
    OWN: _("ce qui est à soi"),
    AGGREGATE: _("en chiffres d’ensemble seulement"),
    SUMMARY: _("en résumé seulement"),
    COUNT: _("le nombre seulement"),
    COUNT_OF_FIVE: _("le nombre, à partir de cinq"),
    MEDIAN_OF_THREE: _("la médiane, à partir de trois valeurs"),
    PUBLISHED: _("ce qui est publié"),
    SHARED: _("si la ville l’a partagé"),
    ON_REQUEST: _("sur demande, notée au journal"),
    CONSENT: _("après accord de la personne"),
    AGREEMENT: _("si une convention le prévoit"),
    PROCESSOR: _("seulement comme sous-traitant de la ville"),
    OF_LISTING: _("celui de l’annonce"),
    ROWS_BY_CONSENT: _("ligne à ligne avec l’accord de la personne"),
    LABEL_ONLY: _("le label seulement"),
    OWN_CLIENT: _("pour les commerçants que l’on accompagne"),
    NAMED_BY_CONSENT: _("avec le nom si le commerçant est d’accord"),
    SURVEYOR: _("ligne à ligne si l’on mène l’enquête, sous pseudonyme"),
    AS_NEEDED: _("autant que le dossier le demande"),
    AWARDS: _("les lauréats"),
    OWN_APPRAISAL: _("les dossiers que l’on instruit"),
    DECISION_FILE: _("le dossier de décision"),
    OWN_CALL: _("ses propres appels à projets"),
    ASSIGNED: _("les dossiers reçus, sans conflit d’intérêts"),
    ON_THE_ROUND: _("les relevés dont on fait partie"),
}
