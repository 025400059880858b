"""What a code means, in words: a state, or a trade of our nomenclature; said, read back, proposed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from beffroi.kernel.country import country_pack
from beffroi.premises.models import PremisesState
from beffroi.sources.survey.doors import TO_SPECIFY
from beffroi.sources.survey.roles import is_odd, plain
from beffroi.sources.survey.trades import TradeIndex
from beffroi.sources.survey.vocabulary import OCCUPIED, UNDECIDED, state_meant

OUT_OF_FIELD = "hors_perimetre"
NON_COMMERCIAL = PremisesState.Kind.NON_COMMERCIAL_USE


def offered() -> dict[str, str]:
    """Meaning → words in the reader's language: the states, then the trades."""
    states = {
        code: str(label).capitalize()
        for code, label in PremisesState.Kind.choices
        if code not in (OCCUPIED, UNDECIDED)
    }
    word = "label_en" if (get_language() or "fr").startswith("en") else "label_fr"
    rows = country_pack(settings.BEFFROI_COUNTRY).table("nomenclature.csv")
    trades = {f"{OCCUPIED}:{row['subfamily']}": row[word] for row in rows}
    return states | trades


def words_of(meaning: str, known: Mapping[str, str]) -> str:
    """A meaning as people say it; "" for none."""
    full = f"{OCCUPIED}:{TO_SPECIFY}" if meaning in (OCCUPIED, f"{OCCUPIED}:") else meaning
    return known.get(full, "")


def read_back(text: str, known: Mapping[str, str]) -> str | None:
    """The meaning of what was typed; "" when nothing was, None when it means nothing."""
    wanted = plain(text)
    if not wanted:
        return ""
    return next((meaning for meaning, words in known.items() if plain(words) == wanted), None)


def proposed(code: str, label: str) -> str:
    """The likeliest meaning of a code by its label; "" when nobody could tell without asking."""
    state = state_meant(code, label)
    if state == UNDECIDED or (not state and (not label or is_odd(label))):
        return ""
    if state:
        return f"{OCCUPIED}:{TO_SPECIFY}" if state == OCCUPIED else state
    trade = _trades().find(label)
    if trade is None:
        return f"{OCCUPIED}:{TO_SPECIFY}"
    return NON_COMMERCIAL.value if trade.family == OUT_OF_FIELD else f"{OCCUPIED}:{trade.code}"


@cache
def _trades() -> TradeIndex:
    pack = country_pack(settings.BEFFROI_COUNTRY)
    tables: list[Any] = [
        pack.table(name) for name in ("nomenclature.csv", "naf_families.csv", "trade_words.csv")
    ]
    return TradeIndex(*tables)
