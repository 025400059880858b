"""Texts of ours that a table keeps: stored in the source language, said in the reader's.

A town's own words (a street, a round's name) are data and stay as they were written.
"""

from __future__ import annotations

from django.utils.translation import pgettext

STORED = "stored"  # the catalogues' context of these texts


def to_store(text: str) -> str:
    """Mark a text for the catalogues and keep it as it is."""
    return text


def stored(text: str) -> str:
    """A text from a table in the reader's language; one of the town's own is left alone."""
    return pgettext(STORED, text) if text else ""
