"""Figures of perimeters, computed from what premises and merchants know."""

from beffroi.observatory.reads.diagnoses import diagnoses, diagnosis_or_404, materials, nodes_of
from beffroi.observatory.reads.printing import for_paper, redo
from beffroi.observatory.reads.stocks import coverage_of, stock_of, stocks_by_street

__all__ = [
    "coverage_of",
    "diagnoses",
    "diagnosis_or_404",
    "for_paper",
    "materials",
    "nodes_of",
    "redo",
    "stock_of",
    "stocks_by_street",
]
