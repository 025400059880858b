"""The restitution of a diagnosis: kept by the team, read by anybody once that was decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting, public
from beffroi.observatory import policies, reads
from beffroi.observatory.forms.restitution import AnswerForm, AskedForm, MeetingForm
from beffroi.observatory.models import Diagnosis, Restitution
from beffroi.observatory.reads import restitutions
from beffroi.observatory.views.diagnoses import crumbs_of
from beffroi.observatory.writes import restitutions as writes
from beffroi.territory import reads as territory
from beffroi.ui.paper import compile_pdf


def _diagnosis(town: str, number: int) -> Diagnosis:
    return reads.diagnosis_or_404(territory.town_or_404(town), number)


def _context(diagnosis: Diagnosis, held: Restitution | None) -> dict[str, Any]:
    town = diagnosis.town
    title = _("Diagnostic n° %(number)d") % {"number": diagnosis.number}
    page = reverse("diagnosis", args=[town.slug, diagnosis.number])
    steps = (
        (_("Diagnostics"), reverse("diagnoses", args=[town.slug])),
        (title, page),
        (_("Restitution"), ""),
    )
    questions = list(held.questions.all()) if held else []
    return {
        "town": town,
        "row": diagnosis,
        "held": held,
        "questions": questions,
        "invited": restitutions.invited_to(held) if held else [],
        "title": finding_of(questions) if held else _("La restitution de ce diagnostic"),
        "crumbs": crumbs_of(town, *steps),
    }


def finding_of(questions: list[Any]) -> str:
    """How many questions were asked, and how many still wait."""
    if not questions:
        return _("Une réunion de restitution, sans question notée")
    asked = ngettext("%(n)d question posée", "%(n)d questions posées", len(questions))
    waiting = sum(not one.answer for one in questions)
    left = ngettext("*%(n)d attend sa réponse*", "*%(n)d attendent leur réponse*", waiting)
    said = left % {"n": waiting} if waiting else _("toutes ont leur réponse")
    return f"{asked % {'n': len(questions)}}, {said}"


@public
@require_GET
def restitution(request: HttpRequest, town: str, number: int) -> HttpResponse:
    """The meeting, its questions and answers, once public."""
    diagnosis = _diagnosis(town, number)
    held = restitutions.public_or_404(diagnosis)
    return render(request, "observatory/restitution.html", _context(diagnosis, held))


@public
@require_GET
def restitution_pdf(request: HttpRequest, town: str, number: int) -> HttpResponse:
    """The same on paper; before it is public, for who may publish."""
    diagnosis = _diagnosis(town, number)
    held = restitutions.restitution_of(diagnosis)
    if held is None or not (held.is_public or _may_keep(request, diagnosis)):
        raise Http404
    language = get_language() or "fr"
    data = restitutions.for_paper(held, paper_words(diagnosis, held), language)
    pdf = compile_pdf("restitution", data, printed_at=held.noted_at)
    name = f"restitution-{diagnosis.town.slug}-{diagnosis.number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _may_keep(request: HttpRequest, diagnosis: Diagnosis) -> bool:
    return bool(policies.can_publish(request.user, diagnosis.town, timezone.localdate()))


def paper_words(diagnosis: Diagnosis, held: Restitution) -> dict[str, str]:
    """What the printed page says around the questions, in the reader's language."""
    return {
        "title": _("Restitution du diagnostic n° %(number)d") % {"number": diagnosis.number},
        "finding": finding_of(list(held.questions.all())).replace("*", ""),
        "held": _("Tenue le"), "place": _("Lieu"), "invited": _("Invités"),
        "present": _("Présents"), "answered": _("Réponse"), "waiting": _("Réponse promise pour le"),
        "simulated": _("Données simulées : ville, réunion et questions sont inventées"),
        "page": _("page"),
    }  # fmt: skip


@acting("publish", "diagnosis")
@require_http_methods(["GET", "POST"])
def restitution_keep(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Note the meeting; then its questions, one at a time."""
    diagnosis = _diagnosis(town, number)
    if request.method == "GET":
        return _keep_page(request, diagnosis)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return _keep_page(request, diagnosis, meeting=form, status=422)
    writes.hold_meeting(diagnosis=diagnosis, by=request.user, **form.cleaned_data)
    messages.success(request, _("La réunion est notée."))
    return redirect("restitution_keep", diagnosis.town.slug, diagnosis.number)


def _keep_page(
    request: SignedRequest, diagnosis: Diagnosis, *, meeting: Any = None, asked: Any = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    held = restitutions.restitution_of(diagnosis)
    initial = {name: getattr(held, name) for name in MeetingForm.base_fields} if held else {}
    context = _context(diagnosis, held) | {
        "meeting": meeting or MeetingForm(initial=initial),
        "asked": asked or AskedForm(),
    }
    return render(request, "observatory/restitution_keep.html", context, status=status)


@acting("publish", "diagnosis")
@require_POST
def restitution_ask(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Keep one more question."""
    diagnosis = _diagnosis(town, number)
    held = restitutions.restitution_of(diagnosis)
    if held is None:
        raise Http404
    form = AskedForm(request.POST)
    if not form.is_valid():
        return _keep_page(request, diagnosis, asked=form, status=422)
    writes.ask(restitution=held, by=request.user, **form.cleaned_data)
    return redirect("restitution_keep", diagnosis.town.slug, diagnosis.number)


@acting("publish", "diagnosis")
@require_http_methods(["GET", "POST"])
def restitution_answer(
    request: SignedRequest, town: str, number: int, question: int
) -> HttpResponse:
    """Answer one question, or say the answer better."""
    diagnosis = _diagnosis(town, number)
    row = restitutions.question_or_404(diagnosis, question)
    today = territory.today_in(diagnosis.town.insee_code)
    sent = request.POST if request.method == "POST" else None
    start = {"text": row.answer, "on": row.answered_on or today}
    form = AnswerForm(sent, today=today, initial=start)
    if sent is not None and form.is_valid():
        writes.answer(question=row, by=request.user, **form.cleaned_data)
        return redirect("restitution_keep", diagnosis.town.slug, diagnosis.number)
    context = _context(diagnosis, row.restitution) | {"one": row, "form": form}
    status = 422 if sent is not None else 200
    return render(request, "observatory/restitution_answer.html", context, status=status)


@acting("publish", "diagnosis")
@require_POST
def restitution_show(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Let anybody read the meeting, or keep it to the team again."""
    diagnosis = _diagnosis(town, number)
    held = restitutions.restitution_of(diagnosis)
    if held is None:
        raise Http404
    writes.show(restitution=held, public=not held.is_public, by=request.user)
    return redirect("restitution_keep", diagnosis.town.slug, diagnosis.number)
