"""What the document holds, in the order it is read; plain data, in French whoever asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from beffroi.programme.models import Agreement
from beffroi.programme.reads.content import in_force, signed_amendments
from beffroi.programme.reads.head import kind_name
from beffroi.programme.reads.visas import visas_of
from beffroi.programme.reads.written import BLOCKS, text_of
from beffroi.programme.rules.life import BINDING, OVER
from beffroi.programme.rules.written import Grid, Piece
from beffroi.ui import markdown
from beffroi.ui.paper.setting import as_set, compile_pdf
from beffroi.ui.typography import date

Data = dict[str, Any]


def pdf_of(agreement: Agreement, on: dt.date) -> bytes:
    """The document as PDF/UA, with the text in force on this day."""
    data = whole(agreement, on)
    return compile_pdf("agreement", as_set(data), printed_at=timezone.now())


def whole(agreement: Agreement, on: dt.date) -> Data:
    """Cover, parties, visas, preamble, articles, signatures, annexes."""
    with override("fr"):
        found = in_force(agreement, on)
        content, text = found.content, text_of(found.content)
        return {
            "language": "fr",
            "words": WORDS,
            "title": content["title"],
            "kind": str(kind_name(agreement)),
            "reference": agreement.reference,
            "place": agreement.town.name if agreement.town else "",
            "status": _status(agreement, found.applied, on),
            "dates": _dates(content["dates"]),
            "parties": [_party(one) for one in text.parties],
            "visas": visas_of(agreement, content),
            "preamble": nodes(text.preamble),
            "articles": [
                {"n": one.number, "title": one.title, "nodes": _nodes(one.pieces)}
                for one in text.articles
            ],
            "signatures": _signatures(agreement),
            "annexes": _annexes(agreement, content, found.applied),
            "fictional": agreement.is_fictional,
            "running": content["title"],
        }


WORDS = {
    "between": "Entre",
    "and": "et",
    "represented": "représentée par",
    "agreed": "Il est convenu ce qui suit",
    "visas": "Visas",
    "preamble": "Préambule",
    "article": "Article",
    "annex": "Annexe",
    "done": "Fait en autant d’exemplaires originaux que de signataires",
    "at": "à",
    "on": "le",
    "signed": "Signé le",
    "to_sign": "Date et signature",
    "page": "page",
    "fictional": "Convention fictive, établie pour la démonstration.",
    "together": "ci-après dénommées ensemble « les parties »,",
}


def _status(agreement: Agreement, applied: tuple[int, ...], on: dt.date) -> str:
    if applied:
        numbers = " et ".join(str(n) for n in applied)
        return f"Texte consolidé au {date(on, 'fr')}, avenant n° {numbers} compris"
    if agreement.state in BINDING or agreement.state in OVER:
        return f"Signée le {date(agreement.signed_on, 'fr')}" if agreement.signed_on else ""
    return "Projet"


def _dates(days: dict[str, str | None]) -> str:
    first, last = (date(dt.date.fromisoformat(day), "fr") if day else "" for day in (days["first"], days["last"]))  # fmt: skip
    return f"du {first} au {last}" if first and last else f"à partir du {first}" if first else ""


def _party(one: Data) -> Data:
    return {key: str(one[key]) for key in ("name", "signatory", "capacity", "role_name")}


def nodes(text: str) -> list[Data]:
    """Markdown as plain data: paragraphs and list items; rows of a table make a grid."""
    found: list[Data] = []
    for block in markdown.blocks(text):
        if block.kind == "row":
            cells = ["".join(run.text for run in cell) for cell in block.cells]
            if found and found[-1]["kind"] == "grid":
                found[-1]["rows"].append(cells)
            else:
                found.append(_grid_data(Grid(tuple(cells), [])))
            continue
        runs = [{"t": r.text, "b": r.bold, "i": r.italic, "url": r.url} for r in block.runs]
        found.append({"kind": block.kind, "depth": block.depth, "n": block.number, "runs": runs})
    return found


def _nodes(pieces: Iterable[Piece]) -> list[Data]:
    found: list[Data] = []
    for piece in pieces:
        if piece.grid:
            found.append(_grid_data(piece.grid))
        elif piece.lines:
            found += [
                {"kind": "line", "depth": depth, "name": name, "nodes": nodes(about)}
                for depth, name, about in piece.lines
            ]
        else:
            found += nodes(piece.text)
    return found


def _grid_data(grid: Grid) -> Data:
    return {
        "kind": "grid",
        "head": list(grid.head),
        "rows": [list(row) for row in grid.rows],
        "numeric": sorted(grid.numeric),
        "total": list(grid.total),
        "note": grid.note,
    }


def _signatures(agreement: Agreement) -> list[Data]:
    rows = agreement.parties.select_related("organisation").filter(role="signatory")
    return [
        {
            "name": one.organisation.name,
            "signatory": one.signatory,
            "capacity": one.capacity,
            "day": date(one.signed_on, "fr") if one.signed_on else "",
        }
        for one in rows.order_by("order", "pk")
    ]


def _annexes(agreement: Agreement, content: Data, applied: tuple[int, ...]) -> list[Data]:
    made = []
    actions = BLOCKS["actions"](content)
    if actions.grid:
        made.append({"title": "Programme d’actions", "nodes": _nodes([actions])})
    if applied:
        effects = {one.number: one.effective_on for one in signed_amendments(agreement)}
        rows = [
            (
                f"n° {one.number}",
                one.title,
                date(one.signed_on, "fr"),
                date(effects[one.number], "fr"),
            )
            for one in agreement.amendments.filter(number__in=applied).order_by("number")
        ]
        grid = Grid(("Avenant", "Objet", "Signé le", "En vigueur le"), rows)
        made.append({"title": "Avenants compris dans ce texte", "nodes": [_grid_data(grid)]})
    return made
