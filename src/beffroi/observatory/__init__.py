"""Indicators of perimeters, series, alerts and diagnoses."""
