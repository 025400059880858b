"""« Bilans » of an agreement: each year drafted from the records, commented, closed, published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.forms.reviews import ReviewForm
from beffroi.programme.models import Agreement, YearlyReview
from beffroi.programme.reads.reviews import review_or_404, reviews_of
from beffroi.programme.review_draft import draft, outline
from beffroi.programme.review_words import finding, seen
from beffroi.programme.rules.reviews import last_day
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.views.review_paper import paper
from beffroi.programme.views.review_shown import sheets_of, shown
from beffroi.programme.writes import reviews as writes

shell.hang(shell.Tab("agreement_reviews", _l("Bilans"), 75))


@acting("read", "agreement", obj="agreement_key")
@require_GET
def reviews(request: HttpRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """The years, and how far the review of each is."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    visible = frozenset(sheets_of(row, request.user))
    listed = [
        {
            "year": year, "review": told, "href": address("agreement_reviews_year", row, year=year),
            "finding": finding(seen(_outline(row, year, told), visible)),
        }
        for year, told in reviews_of(row, timezone.localdate())
    ]  # fmt: skip
    return shell.page(request, row, "programme/agreement_reviews.html", {"listed": listed})


def _outline(row: Agreement, year: int, told: YearlyReview | None) -> dict[str, Any]:
    """What was closed, else what the records count today."""
    if told is not None and told.content is not None:
        return dict(told.content)
    return outline(row, year, last_day(year, timezone.localdate()))


@acting("read", "agreement", obj="agreement_key")
@require_GET
def review(request: HttpRequest, agreement_key: str, year: int, town: str = "") -> HttpResponse:
    """One year: what was closed, or what the records say today."""
    row, told = _found(town, agreement_key, year)
    context = shown(request.user, row, _content(row, told)) | {"review": told, "year": year}
    return shell.page(
        request, row, "programme/agreement_reviews_year.html", context, crumb=str(year)
    )


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def review_comment(
    request: SignedRequest, agreement_key: str, year: int, town: str = ""
) -> HttpResponse:
    """Add what the figures do not say, and what is proposed next."""
    row, told = _found(town, agreement_key, year)
    start = {"comment": told.comment, "proposals": told.proposals}
    form = ReviewForm(request.POST or None, initial=start)
    back = address("agreement_reviews_year", row, year=year)
    if form.is_valid():
        try:
            writes.comment(agreement=row, year=year, by=request.user, **form.cleaned_data)
        except writes.ReviewRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(back)
    title = _("Commenter le bilan %(year)s") % {"year": year}
    context = {"form": form, "title": title, "back": back}
    return shell.page(request, row, "programme/agreement_review_form.html", context, crumb=title)


@acting("write", "agreement", obj="agreement_key")
@require_POST
def review_close(
    request: SignedRequest, agreement_key: str, year: int, town: str = ""
) -> HttpResponse:
    """Keep what it says today, whatever the records become."""
    row, told = _found(town, agreement_key, year)
    try:
        content = draft(row, year, last_day(year, timezone.localdate()))
        writes.close(agreement=row, year=year, content=content, at=timezone.now(), by=request.user)
    except writes.ReviewRefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Le bilan est arrêté : ce qu’il dit ne changera plus."))
    return redirect(address("agreement_reviews_year", row, year=told.year))


@acting("write", "agreement", obj="agreement_key")
@require_POST
def review_publish(
    request: SignedRequest, agreement_key: str, year: int, town: str = ""
) -> HttpResponse:
    """Show a closed review to everybody, or no more."""
    row, told = _found(town, agreement_key, year)
    try:
        writes.publish(review=told, published=request.POST.get("published") == "1", by=request.user)
    except writes.ReviewRefusedError as refused:
        messages.error(request, str(refused))
    return redirect(address("agreement_reviews_year", row, year=year))


@acting("read", "agreement", obj="agreement_key")
@require_GET
def review_pdf(request: HttpRequest, agreement_key: str, year: int, town: str = "") -> HttpResponse:
    """The same on paper."""
    row, told = _found(town, agreement_key, year)
    made = paper(row, told, shown(request.user, row, _content(row, told)))
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"{slugify(row.title)}-{slugify(_('bilan'))}-{year}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _found(town: str, agreement_key: str, year: int) -> tuple[Agreement, YearlyReview]:
    row = reads.agreement_or_404(place_of(town), agreement_key)
    return row, review_or_404(row, year, timezone.localdate())


def _content(agreement: Agreement, told: YearlyReview) -> dict[str, Any]:
    if told.content is not None:
        return dict(told.content)
    return draft(agreement, told.year, last_day(told.year, timezone.localdate()))
