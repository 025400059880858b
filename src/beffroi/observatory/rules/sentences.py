"""Sentences that are translated when they are read, with the numbers set the way of the language.

The source language is French; the decimal comma and the thousands space are translated like words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Number = int | float | Fraction


@dataclass(frozen=True, slots=True)
class Sentence:
    """A lazy text and what fills it; `str()` gives it in the reader's language."""

    text: Any
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.text % dict(self.params))


def say(text: Any, **params: Any) -> Sentence:
    """A sentence from a lazy text (percent signs doubled); a plural text counts on `n`."""
    return Sentence(text, params)


def then(*parts: Sentence | str) -> Sentence | str:
    """Sentences one after the other; the empty ones fall out."""
    kept = [part for part in parts if part != ""]
    if not kept:
        return ""
    return Sentence(" ".join(f"%(s{i})s" for i in range(len(kept))), _numbered(kept))


def _numbered(parts: list[Any]) -> dict[str, Any]:
    return {f"s{i}": part for i, part in enumerate(parts)}


def count(n: int) -> Sentence:
    """A whole number with its thousands apart."""
    head, tail = divmod(abs(n), 1000)
    if not head:
        return Sentence("%(n)s", {"n": f"{n:d}".replace("-", "−")})
    # Translators: thousands separator (narrow no-break space in French)
    text = _("%(head)s %(tail)s")
    return Sentence(text, {"head": count(head if n >= 0 else -head), "tail": f"{tail:03d}"})


def decimal(x: Number, digits: int = 1) -> Sentence:
    """A number with `digits` decimals, rounded half up; whole numbers lose theirs."""
    exact = Decimal(x.numerator) / Decimal(x.denominator) if isinstance(x, Fraction) else x
    shown = Decimal(str(exact)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    whole, rest = f"{abs(shown):f}".split(".") if digits else (f"{abs(shown):f}", "")
    sign = "−" if shown < 0 else ""
    if not rest.strip("0"):
        return Sentence("%(sign)s%(whole)s", {"sign": sign, "whole": count(int(whole))})
    # Translators: decimal separator (comma in French)
    text = _("%(whole)s,%(tenths)s")
    unsigned = Sentence(text, {"whole": count(int(whole)), "tenths": rest})
    return Sentence("%(sign)s%(rest)s", {"sign": sign, "rest": unsigned})


def percent(ratio: Number, digits: int = 1) -> Sentence:
    """A ratio 0 to 1 as a percentage."""
    exact = ratio if isinstance(ratio, Fraction) else Fraction(str(ratio))
    return say(_("%(number)s %%"), number=decimal(exact * 100, digits))


def signed(n: int) -> Sentence:
    """A whole number with its sign: «+12», «−3», «0»."""
    return Sentence(
        "%(sign)s%(n)s", {"sign": "+" if n > 0 else "−" if n < 0 else "", "n": count(abs(n))}
    )


def shown(value: Number | str | None, unit: str) -> Sentence:
    """A figure in its unit, as a sentence prints it."""
    if value is None or isinstance(value, str):
        return Sentence("%(value)s", {"value": "–" if value is None else value})
    if unit == "ratio":
        return percent(value)
    if unit == "days":
        text = ngettext_lazy("%(count)s jour", "%(count)s jours", "n")
        return say(text, n=round(value), count=count(round(value)))
    return decimal(value, 2 if unit == "nat" else 1)


def premises(n: int) -> Sentence:
    """«1 local», «12 locaux»."""
    return say(ngettext_lazy("%(count)s local", "%(count)s locaux", "n"), n=n, count=count(n))


def shops(n: int) -> Sentence:
    """«1 commerce», «12 commerces»."""
    return say(ngettext_lazy("%(count)s commerce", "%(count)s commerces", "n"), n=n, count=count(n))
