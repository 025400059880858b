"""The history of a sheet from the audit: a sentence an entry, the fields that moved under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.kernel import journal
from beffroi.kernel.journal import Line
from beffroi.programme.models import ActionSheet
from beffroi.ui.typography import date as written

MOST = 300  # entries of a page; the town's journal holds them all


@dataclass(frozen=True, slots=True)
class Moved:
    """One field that moved; `untold` when only that is kept."""

    label: str
    before: str
    after: str
    untold: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    line: Line
    fields: tuple[Moved, ...]
    detail: str = ""  # the step, the evidence, the part: not in the sentence, which a town reads


def history_of(sheet: ActionSheet) -> list[Entry]:
    """What happened to a sheet, newest first; three queries."""
    page = journal.page_of(journal.Asked(thing=f"sheet:{sheet.key}"), MOST)
    lines = journal.lines_of(page.entries)
    return [
        Entry(line, tuple(moved_in(entry.data)), _detail(entry.data))
        for entry, line in zip(page.entries, lines, strict=True)
    ]


def _detail(data: Mapping[str, Any]) -> str:
    return str(data.get("step") or data.get("text") or data.get("part") or data.get("reason") or "")


def moved_in(data: Mapping[str, Any]) -> Iterator[Moved]:
    """The fields that an entry says moved, in words."""
    changes = data.get("changes")
    if not isinstance(changes, dict):
        return
    for name, pair in changes.items():
        if not isinstance(pair, list) or len(pair) != 2:
            continue
        before, after = pair
        yield Moved(label_of(name), told(name, before), told(name, after), before is after is None)


def label_of(name: str) -> str:
    """The name of a field as a person knows it."""
    ours = {
        "expected": _("Attendue le"), "done": _("Faite le"), "axis": _("Axe"),
        "parent": _("Fait partie de"), "perimeter": _("Périmètre"),
    }  # fmt: skip
    if name in ours:
        return ours[name]
    try:
        label = str(ActionSheet._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name
    return label[:1].upper() + label[1:]


def told(name: str, value: Any) -> str:
    """A kept value in words: a choice by its label, a day written, yes and no."""
    if value is None or value == "":
        return _("rien")
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    choices = _choices(name)
    if value in choices:
        return str(choices[value])
    try:
        return written(dt.date.fromisoformat(value), get_language())
    except (TypeError, ValueError):
        return str(value)


def _choices(name: str) -> Mapping[str, Any]:
    try:
        return dict(ActionSheet._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return {}
