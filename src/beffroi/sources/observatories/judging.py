"""Reading values of a document somebody else made: each is judged, every fault is told at once."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

MOST_FAULTS = 12  # told; the rest is counted
MOST_PREMISES = 1_000_000
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 1, 1)


class Judge:
    """Takes values out of objects, notes what is wrong and goes on with something harmless."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.count = 0

    def fault(self, where: str, sentence: str) -> None:
        """Note one fault."""
        self.count += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(f"{where} : {sentence}")

    def text(self, held: Mapping[str, Any], name: str, where: str, most: int = 300) -> str:
        """A text of so many characters; "" when there is none."""
        value = held.get(name)
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > most or not _is_plain(value):
            said = _("il faut un texte d’au plus %(most)d caractères") % {"most": most}
            self.fault(f"{where}.{name}", said)
            return ""
        return value.strip()

    def needed(self, held: Mapping[str, Any], name: str, where: str, most: int = 300) -> str:
        """A text that must be there."""
        before = self.count
        value = self.text(held, name, where, most)
        if not value and self.count == before:
            self.fault(f"{where}.{name}", _("ce texte manque"))
        return value

    def day(self, held: Mapping[str, Any], name: str, where: str) -> dt.date | None:
        """A day in ISO form; None when there is none."""
        value = held.get(name)
        if value is None:
            return None
        try:
            day = dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            day = dt.date.min
        if not FIRST_DAY <= day <= LAST_DAY:
            self.fault(f"{where}.{name}", _("il faut un jour comme 2026-03-12"))
            return None
        return day

    def share(self, held: Mapping[str, Any], name: str, where: str) -> float | None:
        """A share from 0 to 1; None when nobody knows."""
        value = held.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            self.fault(f"{where}.{name}", _("il faut une part de 0 à 1"))
            return None
        return float(value)

    def counts(self, held: Mapping[str, Any], name: str, where: str, most: int) -> dict[str, int]:
        """So many premises by code."""
        value = held.get(name, {})
        if not isinstance(value, dict) or len(value) > most:
            self.fault(f"{where}.{name}", _("il faut des comptes par code"))
            return {}
        good = {key: n for key, n in value.items() if _is_count(n) and len(key) <= 80}
        if len(good) < len(value):
            self.fault(f"{where}.{name}", _("un compte n’est pas un nombre entier de locaux"))
        return good

    def number(self, held: Mapping[str, Any], name: str, where: str) -> float | int | str | None:
        """A value of a figure: a finite number, or a short word for a class."""
        value = held.get(name)
        fine = value is None or (isinstance(value, str) and len(value) <= 60 and _is_plain(value))
        if not fine and not isinstance(value, bool) and isinstance(value, int | float):
            fine = math.isfinite(value) and abs(value) < 1e12
        if not fine:
            self.fault(f"{where}.{name}", _("il faut un nombre"))
            return None
        return value

    def every(
        self,
        held: Mapping[str, Any],
        name: str,
        where: str,
        most: int,
        read: Callable[[Mapping[str, Any], str], Any],
    ) -> tuple[Any, ...]:
        """A list of objects, each read in turn."""
        value = held.get(name, [])
        if not isinstance(value, list) or len(value) > most:
            said = _("il faut une liste d’au plus %(most)d éléments") % {"most": most}
            self.fault(f"{where}.{name}", said)
            return ()
        found = []
        for n, one in enumerate(value):
            place = f"{where}.{name}[{n}]"
            if isinstance(one, dict):
                found.append(read(one, place))
            else:
                self.fault(place, _("il faut un objet"))
        return tuple(found)


def _is_plain(text: str) -> bool:
    """No control characters: they have no place in a name."""
    return not any(
        (ord(letter) < 32 and letter not in "\n\t") or ord(letter) == 127 for letter in text
    )


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_PREMISES
