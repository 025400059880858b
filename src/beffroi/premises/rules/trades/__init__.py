"""Trades wanted per street, and what came and went: values and rules, no database."""
