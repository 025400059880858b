"""French typography, by one door: spaces, quotation marks, numbers, dates.

Functions of text and language: "fr…" sets French, any other keeps its own forms, none named means
the reader's.
Rules: Imprimerie nationale, *Lexique des règles typographiques*; a narrow no-break space before
; ! ? and %, inside « », and before the colon too (the design asks for one width everywhere).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils.translation import get_language

NNBSP = "\u202f"
NBSP = "\u00a0"
MINUS = "\u2212"
APOSTROPHE = "\u2019"
MONTHS_FR = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

# Left alone: addresses of the web and of mail, times 12:30, ratios 1:500, HTML entities.
_KEPT = re.compile(
    r"(?:https?://|mailto:|www\.)[^\s<>«»]*"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b"
    r"|\b\w+:\w[\w:=/.-]*"
)
SHORT = 120  # characters: up to there a text is likely to come again, and worth keeping
_SPACES = " \u00a0\u202f\u2009"
_UNITS = "km²|km|m²|ha|mm|cm|kg|kWh|m|g|€|k€|M€|h|min|s|ans|an|mois|jours|jour|locaux|local"
_PLACEHOLDER = "\ue000{}\ue001"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"«[{_SPACES}]*"), "«" + NNBSP),
    (re.compile(rf"[{_SPACES}]*»"), NNBSP + "»"),
    (re.compile(rf"(?<=[^\s{_SPACES}(«¿])[{_SPACES}]*([;!?]+)(?=[\s:»)\].,…”’\ue000]|$)"), NNBSP + r"\1"),
    (re.compile(rf"(?<=[^\s{_SPACES}(«:])[{_SPACES}]*:(?=\s|\ue000|$)"), NNBSP + ":"),
    (re.compile(rf"(?<=\d)[{_SPACES}]*([%‰])"), NNBSP + r"\1"),
    (re.compile(rf"(?<=\d)[ \u00a0](?=(?:{_UNITS})\b)"), NBSP),
    (re.compile(r"(?<=\d)[ \u00a0]€"), NBSP + "€"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NNBSP),
    (re.compile(r"\b(n°|no|p\.|art\.|M\.|Mme|Dr) (?=[\dA-ZÀ-Ý])"), r"\1" + NBSP),
    (re.compile(r"(?<=\w)'(?=\w)"), APOSTROPHE),
    (re.compile(r"\.\.\."), "…"),
)  # fmt: skip
_DAY_MONTH = re.compile(rf"\b(1er|\d{{1,2}}) (?=(?:{'|'.join(MONTHS_FR)})\b)")
_TAG = re.compile(
    r"<(script|style|pre|code|textarea|svg|kbd|samp)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>",
    re.IGNORECASE | re.DOTALL,
)


def is_french(language: str | None) -> bool:
    """Whether this language, or the reader's when it is not named, is French."""
    return (language or get_language() or "fr").lower().startswith("fr")


def typo(text: str, language: str | None = None) -> str:
    """`text` (no markup; entities allowed) with the spaces and marks of its language."""
    if not is_french(language) or not text:
        return text
    return _known(text) if len(text) <= SHORT else _set(text)


@lru_cache(maxsize=4096)
def _known(text: str) -> str:
    """Labels, menus, headings: the same on every page."""
    return _set(text)


def _set(text: str) -> str:
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group())
        return _PLACEHOLDER.format(len(kept) - 1)

    out = _KEPT.sub(keep, text)
    for pattern, replacement in _RULES:
        out = pattern.sub(replacement, out)
    out = _DAY_MONTH.sub(r"\1" + NBSP, out)
    for index, original in enumerate(kept):
        out = out.replace(_PLACEHOLDER.format(index), original)
    return out


def typo_html(html: str, language: str | None = None) -> str:
    """The same on the text between tags; script, style, code, textarea and svg stay as they are."""
    if not is_french(language):
        return html
    out, last = [], 0
    for match in _TAG.finditer(html):
        out.append(_text_node(html[last : match.start()], language))
        out.append(match.group())
        last = match.end()
    out.append(_text_node(html[last:], language))
    return "".join(out)


def _text_node(text: str, language: str | None) -> str:
    return typo(text, language) if text.strip() else text


def number(value: object, places: int | None = None, language: str | None = None) -> str:
    """1234.5 → "1 234,5" in French, "1,234.5" in English; `places` None keeps what is needed."""
    if value is None or value == "":
        return ""
    amount = Decimal(str(value))
    if not amount.is_finite():
        raise ValueError(f"not a finite number: {value!r}")
    if places is None:
        places = min(max(0, -int(amount.normalize().as_tuple().exponent)), 2)
    rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    whole, _, decimals = f"{abs(rounded):,f}".partition(".")
    if is_french(language):
        return sign + whole.replace(",", NNBSP) + (f",{decimals}" if decimals else "")
    return sign + whole + (f".{decimals}" if decimals else "")


def percent(ratio: object, places: int = 1, language: str | None = None) -> str:
    """A ratio (0 to 1) as a percentage: 0.1234 → "12,3 %" in French, "12.3%" in English."""
    if ratio is None or ratio == "":
        return ""
    text = number(Decimal(str(ratio)) * 100, places, language)
    return text + (NNBSP + "%" if is_french(language) else "%")


def euros(value: object, language: str | None = None) -> str:
    """12500 → "12 500 €", 0.5 → "0,50 €"; in English "€12,500". Cents only where there are some."""
    if value is None or value == "":
        return ""
    cents = Decimal(str(value)) % 1
    text = number(value, 2 if cents else 0, language)
    if is_french(language):
        return f"{text}{NBSP}€"
    return f"{MINUS}€{text[1:]}" if text.startswith(MINUS) else f"€{text}"


def date(value: dt.date | None, language: str | None = None) -> str:
    """12 mars 2026, 1er mars 2026; in English 12 March 2026."""
    if value is None:
        return ""
    if not is_french(language):
        return f"{value.day}{NBSP}{MONTHS_EN[value.month - 1]} {value.year}"
    day = "1er" if value.day == 1 else str(value.day)
    return f"{day}{NBSP}{MONTHS_FR[value.month - 1]} {value.year}"


def month(value: dt.date | None, language: str | None = None) -> str:
    """mars 2026; in English March 2026."""
    if value is None:
        return ""
    names = MONTHS_FR if is_french(language) else MONTHS_EN
    return f"{names[value.month - 1]} {value.year}"
