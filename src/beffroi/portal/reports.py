"""An import's report in words: what was read, taken, changed, refused and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.asked import whole_number
from beffroi.territory.models import ImportRun
from beffroi.ui.tables import Column, Table

SHOWN = 100  # faults on one page
NOUNS = {
    "premises": _("Locaux"),
    "streets": _("Rues"),
    "ground": _("Plan (bâti, eau, parcs)"),
    "establishments": _("Établissements"),
    "periods": _("Périodes"),
    "outline": _("Contour"),
    "hours": _("Heures comptées"),
    "counters": _("Compteurs"),
}
SEVERITIES = {
    "refused": _("Refusé"),
    "doubtful": _("À vérifier"),
    "note": _("Pour information"),
}
COLUMNS = (
    Column("noun", _("Quoi")),
    Column("read", _("Lu"), "number"),
    Column("taken", _("Nouveau"), "number"),
    Column("changed", _("Changé"), "number"),
    Column("unchanged", _("Déjà connu"), "number"),
    Column("not_seen", _("Non revu"), "number"),
)


@dataclass(frozen=True)
class Filter:
    """One choice of the list of faults."""

    key: str
    label: str | Promise
    count: int
    on: bool


@dataclass(frozen=True)
class Report:
    """`kept`: the faults the page shows; `described`: those kept; `total`: all that were met."""

    table: Table
    total: int
    described: int
    chosen: int
    kept: list[dict[str, Any]] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    page: int = 1
    pages: int = 1

    @property
    def previous(self) -> int:
        return self.page - 1

    @property
    def next(self) -> int:
        return self.page + 1


def report_of(run: ImportRun, query: Mapping[str, Any]) -> Report | None:
    """The report of a run that stored its file; None before."""
    counts = run.report.get("counts")
    if run.state != ImportRun.State.DONE or counts is None:
        return None
    faults = run.report.get("faults", [])
    asked = query.get("gravite", "")
    chosen = [fault for fault in faults if not asked or fault["severity"] == asked]
    pages = max(1, -(-len(chosen) // SHOWN))
    page = whole_number(query.get("page"), least=1, most=pages, otherwise=1)
    return Report(
        table=_table(counts),
        total=run.report.get("faults_total", len(faults)),
        described=len(faults),
        chosen=len(chosen),
        kept=chosen[(page - 1) * SHOWN : page * SHOWN],
        filters=_filters(faults, asked),
        page=page,
        pages=pages,
    )


def _table(counts: Mapping[str, Mapping[str, int]]) -> Table:
    rows = [
        {"noun": label, **{column.key: counts[noun].get(column.key) for column in COLUMNS[1:]}}
        for noun, label in NOUNS.items()
        if noun in counts
    ]
    used = [column for column in COLUMNS if any(row.get(column.key) is not None for row in rows)]
    return Table(used, rows, caption=_("Ce que le fichier a donné"))


def _filters(faults: list[dict[str, Any]], asked: str) -> list[Filter]:
    counts = Counter(fault["severity"] for fault in faults)
    every = [Filter("", _("Tout"), len(faults), not asked)]
    return every + [
        Filter(key, label, counts[key], asked == key)
        for key, label in SEVERITIES.items()
        if counts[key]
    ]
