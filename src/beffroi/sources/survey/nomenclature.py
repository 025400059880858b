"""A nomenclature as people keep it: a table of codes, labels and, where there are, categories."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from beffroi.sources.records import UnreadableSource
from beffroi.sources.spreadsheets import read_table
from beffroi.sources.survey.roles import plain

CODE_TITLES, LABEL_TITLES = ("code",), ("libelle", "intitule", "label", "activite", "signification")
FILED_TITLES = ("categorie", "famille", "secteur")


def nomenclature_in(path: Path) -> dict[str, tuple[str, str]]:
    """Code → (label, category) of a producer's nomenclature; raises `UnreadableSource`."""
    table = read_table(path)
    titles = [plain(title) for title in table.titles]
    code, label, filed = (
        _title(titles, names) for names in (CODE_TITLES, LABEL_TITLES, FILED_TITLES)
    )
    if code is None or label is None:
        said = _("Cette nomenclature n’a pas de colonnes « code » et « libellé ».")
        raise UnreadableSource(said, code="nomenclature")
    found: dict[str, tuple[str, str]] = {}
    for line in table.lines:
        cells = [*line.cells, *[""] * len(titles)]
        if cells[code]:
            kind = cells[filed] if filed is not None else ""
            found.setdefault(cells[code][:120], (cells[label][:300], kind[:120]))
    return found


def _title(titles: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((n for n, title in enumerate(titles) if title.startswith(wanted)), None)
