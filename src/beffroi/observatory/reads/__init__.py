"""Figures of perimeters, computed from what premises and merchants know."""

from beffroi.observatory.reads.alerts import (
    alert_or_404,
    alert_to_redo,
    alerts_of,
    rule_or_404,
    rules_of,
    usual_rule,
)
from beffroi.observatory.reads.cache import forget, remembered, unkept
from beffroi.observatory.reads.changes import (
    churn_over,
    doors_changed,
    frontage_of,
    sights_of,
    vacancy_spells,
)
from beffroi.observatory.reads.diagnoses import (
    diagnoses,
    diagnosis_or_404,
    figure_nodes,
    materials,
    nodes_of,
)
from beffroi.observatory.reads.front import front
from beffroi.observatory.reads.kept import charts_kept
from beffroi.observatory.reads.panorama import Panorama, panorama
from beffroi.observatory.reads.peers import peers_of, towns_here
from beffroi.observatory.reads.printing import for_paper, redo
from beffroi.observatory.reads.publications import (
    publication_or_404,
    publication_standing,
    publications_under_way,
)
from beffroi.observatory.reads.register import Register, register_of
from beffroi.observatory.reads.stocks import (
    coverage_of,
    population_of,
    stock_of,
    stocks_by_street,
    stocks_over,
    street_stocks,
)
from beffroi.observatory.reads.watched import alert_of, watched

__all__ = [
    "Panorama",
    "Register",
    "alert_of",
    "alert_or_404",
    "alert_to_redo",
    "alerts_of",
    "charts_kept",
    "churn_over",
    "coverage_of",
    "diagnoses",
    "diagnosis_or_404",
    "doors_changed",
    "figure_nodes",
    "for_paper",
    "forget",
    "front",
    "frontage_of",
    "materials",
    "nodes_of",
    "panorama",
    "peers_of",
    "population_of",
    "publication_or_404",
    "publication_standing",
    "publications_under_way",
    "redo",
    "register_of",
    "remembered",
    "rule_or_404",
    "rules_of",
    "sights_of",
    "stock_of",
    "stocks_by_street",
    "stocks_over",
    "street_stocks",
    "towns_here",
    "unkept",
    "usual_rule",
    "vacancy_spells",
    "watched",
]
