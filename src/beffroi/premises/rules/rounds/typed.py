"""Walk sheets typed back: one short code a door, as the sheet bears it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.premises.rules.rounds.notes import CHANGED, GONE, NEW, UNCHANGED

SAME, CROSS = frozenset({"=", "0", "i"}), "x"
# The order of the keys is that of the states everywhere: package, sheet, screen.
CODES = {
    "1": "occupied",
    "2": "vacant",
    "3": "works_with_taker",
    "4": "works_unknown",
    "5": "non_commercial_use",
    "6": "seasonal_closed",
    "7": "demolished_merged",
}


class TypedRefused(Exception):
    """A line that cannot be read; `sentence` says why."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet as typed."""

    code: str = ""
    name: str = ""
    activity: str = ""
    comment: str = ""
    number: str = ""

    @property
    def empty(self) -> bool:
        """Nothing was typed: the door was not seen."""
        return not any((self.code, self.name, self.activity, self.comment, self.number))


def kind_and_said(line: Line, *, fresh: bool = False) -> tuple[str, dict[str, Any]]:
    """The note a line makes; raises `TypedRefused`. `fresh`: a cell nobody knew."""
    code = line.code.strip().casefold()
    said = {
        word: value for word in ("name", "activity", "comment") if (value := getattr(line, word))
    }
    if fresh:
        return NEW, {"state": _state(code or "1"), **said}
    if code in SAME and not (line.name or line.activity):
        return UNCHANGED, said
    if code == CROSS or CODES.get(code) == "demolished_merged":
        return GONE, said
    if code in SAME or not code:
        if not code and not (line.name or line.activity):
            raise TypedRefused(_("Un chiffre manque : = inchangé, 1 occupé, 2 vide…"))
        code = "1"  # a name alone is an open shop
    return CHANGED, {"state": _state(code), **said}


def _state(code: str) -> str:
    if code not in CODES:
        raise TypedRefused(
            _("« %(code)s » n’est pas un code : = inchangé, 1 à 7, X disparu.") % {"code": code}
        )
    return CODES[code]
