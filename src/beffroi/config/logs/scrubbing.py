"""What no log may hold: addresses, passwords, tokens, cookies, what people typed in a URL."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

HIDDEN = "[masqué]"
_SECRET_NAMES = re.compile(
    r"pass(word|phrase|wd)?\d?$|mot_de_passe|secret|token|jeton|cookie|authori[sz]ation|csrf|"
    r"session(_?id|_?key)?$|api[_-]?key|e?-?mail|recipient|login$|otp|^code$",
    re.IGNORECASE,
)
_RULES = (
    # an address of electronic mail, also percent-encoded as in a URL
    (re.compile(r"[\w.+'-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE), "[adresse]"),
    # the user and password of a URL
    (re.compile(r"(\w+://)[^\s/@:]*:[^\s/@]+@"), rf"\1{HIDDEN}@"),
    # a query string
    (re.compile(r"(?<=[\w/])\?[^\s'\"<>]*=[^\s'\"<>]*"), "?[…]"),
    (re.compile(r"\b(Bearer|Basic|Token)\s+[\w.~+/=-]{6,}", re.IGNORECASE), rf"\1 {HIDDEN}"),
    # PostgreSQL repeats the row it refuses
    (re.compile(r"(DETAIL:|CONTEXT:|Failing row contains|Key \([^)]*\)=).*"), rf"\1 {HIDDEN}"),
    # name = value, in any of its spellings: password='x', "token": "x", Cookie: x
    (
        re.compile(
            r"""(['"]?\b(?:[\w-]*(?:pass(?:word|phrase|wd)\d?|secret|token|jeton|sessionid|"""
            r"""csrftoken|cookie|authorization|api[_-]?key|otp))['"]?\s*[:=]\s*)"""
            r"""(?:'[^']*'|"[^"]*"|[^\s,;)}\]]+)""",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
)


def scrub(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: the same line without what must not be kept."""
    return {key: _clean(key, value) for key, value in event.items()}


def _clean(key: str, value: Any) -> Any:
    if value is not None and not isinstance(value, bool) and _SECRET_NAMES.search(key):
        return HIDDEN
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {str(name): _clean(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean("", inner) for inner in value]
    return value if isinstance(value, int | float | bool | None) else clean_text(str(value))


def clean_text(text: str) -> str:
    """A sentence or a traceback with what is secret in it masked."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text
