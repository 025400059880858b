"""Errors as problem+json (RFC 9457), in French, each with its field and what to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja.errors import ValidationError

TYPE = "application/problem+json"


class Problem(Exception):
    """One refusal: a status, a sentence, what to do, and the field when one is at fault."""

    def __init__(self, status: int, title: str, remedy: str, field: str = "") -> None:
        super().__init__(title)
        self.status, self.title, self.remedy, self.field = status, title, remedy, field


def answer(
    status: int, title: str, remedy: str, errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """One refusal as an answer."""
    body: dict[str, Any] = {
        "status": status,
        "title": title,
        "remedy": remedy,
        "errors": errors or [],
    }
    return JsonResponse(
        body, status=status, content_type=TYPE, json_dumps_params={"ensure_ascii": False}
    )


def told(_request: HttpRequest, problem: Problem) -> HttpResponse:
    """A refusal of ours."""
    errors = [{"field": problem.field, "message": problem.title, "remedy": problem.remedy}]
    return answer(problem.status, problem.title, problem.remedy, errors if problem.field else [])


def not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Parameters that cannot be read: each with its field, what is wrong and what is expected."""
    errors = [_fault(one) for one in error.errors]
    title = _("Un paramètre de la demande ne se lit pas.")
    return answer(422, title, _("Corrigez les champs nommés, puis recommencez."), errors)


def _fault(one: Any) -> dict[str, str]:
    kind, context = one.get("type", ""), one.get("ctx") or {}
    field = ".".join(str(part) for part in one.get("loc", ())[1:])
    message, remedy = _words(kind, context)
    return {"field": field, "message": message, "remedy": remedy}


def _words(kind: str, context: dict[str, Any]) -> tuple[str, str]:
    if kind.startswith("date"):
        return _("Ce n’est pas une date."), _("Écrivez-la ainsi : 2026-03-12.")
    if kind.startswith(("int", "float")):
        return _("Ce n’est pas un nombre."), _("Écrivez un nombre en chiffres.")
    if kind.startswith("bool"):
        return _("Ce n’est ni vrai ni faux."), _("Écrivez « true » ou « false ».")
    if kind.startswith(("greater", "less")):
        edge = next(iter(context.values()), "")
        return _("Ce nombre est hors des bornes."), _("La borne est %(edge)s.") % {"edge": edge}
    if kind == "string_pattern_mismatch":
        said = _("La forme attendue est %(pattern)s.") % {"pattern": context.get("pattern", "")}
        return _("Cette valeur n’a pas la forme attendue."), said
    if kind == "missing":
        return _("Ce champ manque."), _("Donnez-lui une valeur.")
    return _("Cette valeur n’est pas permise."), _("Voyez la documentation de l’API.")
