"""Rounds as values: their life, what a note says, which note counts, what is doubtful."""
