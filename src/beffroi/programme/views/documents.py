"""The agreement as a document: PDF to sign and to keep, .docx to correct."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.reads.document import docx_of, pdf_of
from beffroi.programme.views.addresses import place_of
from beffroi.programme.views.texts import asked_day

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_pdf(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """The text in force on the day asked, as PDF."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    made = pdf_of(row, asked_day(request) or timezone.localdate())
    return _sent(made, "application/pdf", f"{slugify(row.title)}.pdf")


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_docx(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """The same as .docx."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    made = docx_of(row, asked_day(request) or timezone.localdate())
    return _sent(made, WORD, f"{slugify(row.title)}.docx")


def _sent(made: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
