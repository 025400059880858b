"""Indicators and thresholds as functions of values."""
