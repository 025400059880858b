"""Figures of perimeters, computed from what premises and merchants know."""

from beffroi.observatory.reads.stocks import coverage_of, stock_of, stocks_by_street

__all__ = ["coverage_of", "stock_of", "stocks_by_street"]
