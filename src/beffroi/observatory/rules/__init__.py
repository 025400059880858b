"""Indicators and thresholds as functions of values. Importing a module enters its indicators."""

from beffroi.observatory.rules import (  # noqa: I001  (the order is that of the pages)
    vacancy as vacancy,
    duration as duration,
    alert as alert,
    trend as trend,
    pattern as pattern,
    frontage as frontage,
    freshness as freshness,
    agreed_hours as agreed_hours,
    density as density,
    composition as composition,
    networks as networks,
    churn as churn,
    churn_rates as churn_rates,
    survival as survival,
)
