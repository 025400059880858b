"""Models of articles by kind of agreement (`programme/clauses/<kind>.md`), and their blanks filled."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.translation import override

from beffroi.programme.models import Agreement
from beffroi.programme.reads.head import last_day
from beffroi.programme.rules.clauses import Clause, fill, read_clauses
from beffroi.territory.models import Organisation
from beffroi.ui.typography import date

FOLDER = Path(__file__).parents[1] / "clauses"


@cache
def model_of(kind: str) -> tuple[str, tuple[Clause, ...]]:
    """Preamble and articles that a kind of agreement usually has; raises `ClauseError`."""
    preamble, clauses = read_clauses((FOLDER / f"{kind}.md").read_text(encoding="utf-8"))
    return preamble, tuple(clauses)


def filled(agreement: Agreement) -> tuple[str, list[Clause]]:
    """The model of its kind with the names, dates and programme of this agreement."""
    preamble, clauses = model_of(agreement.kind)
    words = words_of(agreement)
    made = [Clause(one.slug, one.title, fill(one.body, words)) for one in clauses]
    return fill(preamble, words), made


def words_of(agreement: Agreement) -> dict[str, str]:
    """What fills the blanks: a model is French, so are these."""
    bodies = [one.organisation for one in agreement.parties.select_related("organisation")]
    first, last = agreement.valid.lower, last_day(agreement)
    with override("fr"):
        return {
            "town": agreement.town.name if agreement.town else "",
            "hall": _named(bodies, Organisation.Kind.TOWN) or "la ville",
            "chamber": _named(bodies, Organisation.Kind.CHAMBER) or "la chambre",
            "parties": _listed([body.name for body in bodies]),
            "programme": agreement.programme.name if agreement.programme else "",
            "first": date(first) if first else "",
            "last": date(last) if last else "",
            "years": _years(first.year if first else 0, last.year if last else 0),
        }


def _named(bodies: list[Organisation], kind: str) -> str:
    return next((body.name for body in bodies if body.kind == kind), "")


def _listed(names: list[str]) -> str:
    *first, last = names or [""]
    return f"{', '.join(first)} et {last}" if first else last


def _years(first: int, last: int) -> str:
    if not first or not last:
        return "les années à venir"
    return f"l’année {first}" if first == last else f"les années {first} à {last}"
