"""« Texte »: the articles, the text in force on any day, and what changes it before it is signed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.forms.agreements import ArticleForm, PreambleForm
from beffroi.programme.models import Agreement, Article
from beffroi.programme.reads.content import in_force
from beffroi.programme.reads.written import text_of
from beffroi.programme.rules.life import BINDING, OVER
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.writes import agreements, texts

shell.hang(shell.Tab("agreement_text", _l("Texte"), 30))


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_text(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """The text as it stands on the day asked (today by default)."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    on = asked_day(request) or timezone.localdate()
    found = in_force(row, on)
    context = {
        "text": text_of(found.content),
        "applied": found.applied,
        "on": on,
        "is_today": on == timezone.localdate(),
        "signed": row.signed_content is not None,
        "open": row.state not in BINDING and row.state not in OVER,
    }
    return shell.page(request, row, "programme/agreement_text.html", context)


def asked_day(request: SignedRequest) -> dt.date | None:
    """The day of `?jour=2025-03-12`; None for none, or one that is no day."""
    try:
        return dt.date.fromisoformat(request.GET.get("jour", ""))
    except ValueError:
        return None


@acting("write", "agreement", obj="agreement_key")
@require_POST
def agreement_text_model(
    request: SignedRequest, agreement_key: str, town: str = ""
) -> HttpResponse:
    """Take up the articles usual for this kind."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    try:
        n = texts.begin_with_model(agreement=row, by=request.user)
    except LifeError as refused:
        messages.error(request, refused.sentence)
    else:
        said = ngettext("%(n)s article est repris.", "%(n)s articles sont repris.", n) % {"n": n}
        messages.success(request, said)
    return redirect(address("agreement_text", row))


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_text_add(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """A new article."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    form = ArticleForm(request.POST or None)
    if form.is_valid():
        return _kept(request, row, lambda: texts.add_article(
            agreement=row, by=request.user, **form.cleaned_data
        ))  # fmt: skip
    context = {"form": form, "back": address("agreement_text", row), "article": None}
    crumb = _("Ajouter un article")
    return shell.page(request, row, "programme/agreement_article.html", context, crumb=crumb)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_text_article(
    request: SignedRequest, agreement_key: str, slug: str, town: str = ""
) -> HttpResponse:
    """Change an article, or take it out, while nothing is signed."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    article = get_object_or_404(Article, agreement=row, slug=slug)
    if request.POST.get("do") == "drop":
        return _kept(request, row, lambda: texts.drop_article(article=article, by=request.user))
    initial = {"title": article.title, "body": article.body}
    form = ArticleForm(request.POST or None, initial=initial)
    if form.is_valid():
        return _kept(request, row, lambda: texts.change_article(
            article=article, by=request.user, **form.cleaned_data
        ))  # fmt: skip
    context = {"form": form, "back": address("agreement_text", row), "article": article}
    return shell.page(
        request, row, "programme/agreement_article.html", context, crumb=article.title
    )


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_text_preamble(
    request: SignedRequest, agreement_key: str, town: str = ""
) -> HttpResponse:
    """What comes before the articles."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    form = PreambleForm(request.POST or None, initial={"preamble": row.preamble})
    if form.is_valid():
        told = form.cleaned_data
        return _kept(
            request, row, lambda: agreements.change(agreement=row, by=request.user, **told)
        )
    context = {"form": form, "back": address("agreement_text", row), "article": None}
    return shell.page(
        request, row, "programme/agreement_article.html", context, crumb=_("Préambule")
    )


def _kept(request: SignedRequest, row: Agreement, act: Any) -> HttpResponse:
    try:
        act()
    except LifeError as refused:
        messages.error(request, refused.sentence)
    return redirect(address("agreement_text", row))
