"""Counts of passers-by as values: days by class, gaps, the index, the effect of an event."""
