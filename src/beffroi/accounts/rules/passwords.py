"""What a password may be."""

from __future__ import annotations

import unicodedata

# What everybody here would try first. The person's own name and address are the framework's check.
WORDS = (
    "beffroi", "chambre", "commerce", "commercant", "conseiller", "manager", "mairie", "ville",
    "centre", "territoire", "motdepasse", "password", "azerty", "qwerty",
)  # fmt: skip
OWN_LETTERS = 6  # that must be left once those words are taken away, figures and signs not counted

LONGEST = 128  # hashing reads all of it: a megabyte would be a way to keep the server busy


def own_letters(password: str) -> int:
    """How many letters are left once the words everybody would try are taken away."""
    left = fold(password)
    for word in sorted(WORDS, key=len, reverse=True):
        left = left.replace(word, "")
    return sum(letter.isalpha() for letter in left)


def fold(text: str) -> str:
    """Small letters without accents nor spaces: "Mot de passe" is "motdepasse"."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(
        letter for letter in plain if not unicodedata.combining(letter) and letter != " "
    )
