"""A review as an A4 document: the same words as its page, no figure more."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.programme.models import Agreement, YearlyReview
from beffroi.programme.review_words import written
from beffroi.ui.paper import as_set, compile_pdf
from beffroi.ui.tables import Table
from beffroi.ui.typography import date, euros


def paper(agreement: Agreement, review: YearlyReview, told: dict[str, Any]) -> bytes:
    """PDF/UA bytes of the review as this reader sees it."""
    language = (get_language() or "fr")[:2]
    data = {
        "title": _("Bilan %(year)s") % {"year": review.year},
        "agreement": agreement.title,
        "town": agreement.town.name if agreement.town else "",
        "bodies": [party.organisation.name for party in agreement.parties.all()],
        "finding": told["finding"].replace("*", ""),
        "status": _status(review),
        "as_of": _("Ce que disent les fiches au %(day)s") % {"day": written(told["on"])},
        "fictional": agreement.is_fictional,
    } | _told(told, review)
    made = as_set(data | {"words": _words()}, language) | {"language": language}
    return compile_pdf("review", made, printed_at=review.closed_at or timezone.now())


def _told(told: dict[str, Any], review: YearlyReview) -> dict[str, Any]:
    return {
        "parts": [part for part in map(_part, told["parts"]) if part["lines"] or part["empty"]],
        "money": _table(told["money"]),
        "money_words": told["money_words"],
        "pockets": _table(told["pockets"]),
        "measured": _table(told["measured"]),
        "decided": [
            {"text": one["text"], "said": f"{one['committee']}, {one['day']}"}
            for one in told["decided"]
        ],
        "unkept": told["unkept"],
        "promised": _("Tenues à temps : %(kept)s sur %(all)s.")
        % {"kept": told["kept"], "all": told["promised"]},
        "has_promises": bool(told["promised"]),
        "effect": str(told["effect"]),
        "comment": _paragraphs(review.comment),
        "proposals": _paragraphs(review.proposals),
    }


def _words() -> dict[str, str]:
    return {
        "page": _("page"),
        "fictional": _("Convention fictive, données simulées"),
        "money": _("Ce qui est dépensé"),
        "measured": _("Ce qui est mesuré"),
        "decided": _("Ce qui est décidé"),
        "promises": _("Les promesses"),
        "effect": _("Ce que l’on peut dire de l’effet"),
        "comment": _("Ce que les chiffres ne disent pas"),
        "proposals": _("Ce que nous proposons ensuite"),
        "none_decided": _("Aucune décision n’est inscrite."),
        "all_kept": _("Aucune promesse de l’année n’est restée en chemin."),
    }


def _status(review: YearlyReview) -> str:
    if review.closed_at is None:
        return _("Brouillon : les fiches peuvent encore changer")
    return _("Arrêté le %(day)s") % {
        "day": date(timezone.localdate(review.closed_at), get_language())
    }


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in text.split("\n") if one.strip()]


def _part(part: dict[str, Any]) -> dict[str, Any]:
    lines = [
        {key: one[key] for key in ("title", "axis", "said")}
        | {"name": one["code"], "why": list(one["why"])}
        for one in part["lines"]
    ]
    return {"title": str(part["title"]), "lines": lines, "empty": str(part["empty"])}


def _table(table: Table | None) -> dict[str, Any]:
    if table is None:
        return {"head": [], "rows": [], "numeric": [], "note": ""}
    return {
        "head": [str(column.label) for column in table.columns],
        "numeric": [n for n, column in enumerate(table.columns) if column.kind == "money"],
        "rows": [
            [_cell(column, cell) for column, _numeric, cell in line] for line in table.lines()
        ],
        "note": str(table.note),
    }


def _cell(column: Any, cell: Any) -> dict[str, str]:
    text = euros(cell.value) if column.kind == "money" else str(cell.value or "–")
    return {"text": text, "note": str(cell.note)}
