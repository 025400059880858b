"""Indicators and thresholds as functions of values. Importing a module enters its indicators."""

from beffroi.observatory.rules import (  # noqa: I001  (the order is that of the pages)
    vacancy as vacancy,
    duration as duration,
    alert as alert,
    composition as composition,
)
