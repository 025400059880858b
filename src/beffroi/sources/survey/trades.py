"""Which trade of our nomenclature a producer's label means: a proposal, by the words they share.

Each subfamily is the words of its own label, of the official labels (NAF) filed under it and of
everyday speech (`trade_words.csv`). A word
weighs by its rarity among subfamilies, and less the further it stands in the producer's label, whose
first words name the trade. What shares too little is proposed nothing.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from beffroi.sources.survey.roles import plain

USUAL, OWN, OFFICIAL = 5.0, 3.0, 1.0  # weight of a usual word, of our label, of an official one
STEM = 7  # letters, without a plural: « boulangeries » and « boulanger » are one word
LEAST = 4.0  # score under which nothing is proposed
FADE = 0.75  # weight of each word beside the one before it
EMPTY = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "l",
        "d",
        "a",
        "au",
        "aux",
        "en",
        "et",
        "ou",
        "avec",
        "sans",
        "par",
        "pour",
        "sur",
        "autre",
        "autres",
        "divers",
        "activite",
        "activites",
        "commerce",
        "detail",
        "magasin",
        "specialise",
        "articles",
        "article",
        "services",
        "service",
        "non",
        "general",
        "generaliste",
        "etablissement",
        "etablissements",
        "caractere",
        "profession",
        "professions",
        "liberales",
        "produit",
        "produits",
        "locaux",
        "local",
        "usage",
        "agence",
        "agences",
        "centre",
        "artisanale",
        "artisanales",
        "autres",
        "entreprise",
        "entreprises",
    ]
)


@dataclass(frozen=True, slots=True)
class Trade:
    """One subfamily, its family and its label."""

    code: str
    family: str
    label: str


class TradeIndex:
    """The nomenclature, to find the trade a label means."""

    def __init__(
        self,
        nomenclature: Iterable[Mapping[str, str]],
        official: Iterable[Mapping[str, str]] = (),
        usual: Iterable[Mapping[str, str]] = (),
    ) -> None:
        self.trades = {
            row["subfamily"]: Trade(row["subfamily"], row["family"], row["label_fr"])
            for row in nomenclature
        }
        self._named = {plain(trade.label): trade for trade in self.trades.values()}
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        for row in official:
            if row["subfamily"] in self.trades and row["scope"] != "excluded":
                self._learn(row["subfamily"], row["label_fr"], OFFICIAL)
        for trade in self.trades.values():
            self._learn(trade.code, trade.label, OWN)
        for row in usual:  # a word of everyday speech means one trade alone
            self._weights[" ".join(words_in(row["word"]))] = {row["subfamily"]: USUAL}

    def _learn(self, code: str, label: str, weight: float) -> None:
        for word in words_in(label):
            self._weights[word][code] = max(weight, self._weights[word].get(code, 0.0))

    def find(self, label: str) -> Trade | None:
        """The trade that shares most with a label, or bears it; None when none shares enough."""
        if plain(label) in self._named:
            return self._named[plain(label)]
        scores: dict[str, float] = defaultdict(float)
        words = words_in(label)
        pairs = [f"{one} {two}" for one, two in pairwise(words)]
        for rank, word in (*enumerate(words), *enumerate(pairs)):
            holders = self._weights.get(word, {})
            rarity = math.log(1 + len(self.trades) / len(holders)) if holders else 0.0
            for code, weight in holders.items():
                scores[code] += weight * rarity * FADE**rank
        best = max(scores, key=lambda code: (scores[code], code), default="")
        return self.trades[best] if best and scores[best] >= LEAST else None


def words_in(label: str) -> list[str]:
    """The stems of a label in their order, each once, without words that say nothing."""
    found = re.findall(r"[a-z]{2,}", plain(re.sub(r"\([^)]*\)", " ", label)))
    return list(dict.fromkeys(word.rstrip("sx")[:STEM] for word in found if word not in EMPTY))
