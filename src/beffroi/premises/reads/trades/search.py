"""Which trade does a person mean? Forgiving accents, plurals, a letter wrong; in both languages."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from django.conf import settings

from beffroi.kernel.country import country_pack
from beffroi.sources.survey.roles import plain
from beffroi.sources.survey.trades import TradeIndex

NOT_TRADES = frozenset({"non_classe", "hors_perimetre"})
MOST = 8
CLOSE = 0.75  # share of letters two words must have in common to be one misspelt [J]


def family_of(activity: str) -> str:
    """The family of a trade; "" for a code nobody knows."""
    return _families().get(activity, "")


def trades_meant(asked: str) -> list[str]:
    """Codes of the trades a text may mean, the likeliest first; one alone when it leaves no doubt."""
    wanted = plain(asked)
    if not wanted:
        return []
    named = _named()
    for found in (
        [code for code, words in named.items() if wanted in words],
        [code for code, words in named.items() if any(w.startswith(wanted) for w in words)],
        [code for code, words in named.items() if any(wanted in w for w in words)],
    ):
        if found:
            return found[:MOST]
    meant = _index().find(asked)
    if meant is not None and meant.family not in NOT_TRADES:
        return [meant.code]
    return _misspelt(wanted)


def _misspelt(wanted: str) -> list[str]:
    words = {word: code for code, told in _named().items() for word in told}
    near = get_close_matches(wanted, list(words), n=MOST, cutoff=CLOSE)
    return list(dict.fromkeys(words[word] for word in near))


@cache
def _families() -> dict[str, str]:
    rows = country_pack(settings.BEFFROI_COUNTRY).table("nomenclature.csv")
    return {row["subfamily"]: row["family"] for row in rows if row["family"] not in NOT_TRADES}


@cache
def _named() -> dict[str, tuple[str, ...]]:
    """Code → its names, whole and part by part (« Boulangerie, pâtisserie »), and usual words."""
    pack = country_pack(settings.BEFFROI_COUNTRY)
    found: dict[str, list[str]] = {}
    for row in pack.table("nomenclature.csv"):
        if row["subfamily"] in _families():
            labels = (row["label_fr"], row["label_en"])
            parts = [part for label in labels for part in (label, *label.split(","))]
            found[row["subfamily"]] = [plain(part) for part in parts]
    for row in pack.table("trade_words.csv"):
        if row["subfamily"] in found:
            found[row["subfamily"]].append(plain(row["word"]))
    return {code: tuple(dict.fromkeys(words)) for code, words in found.items()}


@cache
def _index() -> TradeIndex:
    pack = country_pack(settings.BEFFROI_COUNTRY)
    tables = (pack.table(n) for n in ("nomenclature.csv", "naf_families.csv", "trade_words.csv"))
    return TradeIndex(*tables)
