"""A shop's own facts: corrected on the phone by who keeps it; checked by the town in one tap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.merchants import reads as merchants
from beffroi.merchants import writes as corrections
from beffroi.merchants.models import Shop, ShopStatement
from beffroi.merchants.reads import Told
from beffroi.merchants.rules.facts import FACTS, FactRefused, State, Voice
from beffroi.merchants.rules.questions import Question, Why
from beffroi.premises import policies
from beffroi.premises.forms.shops import FORMS, FactForm, fact_form
from beffroi.premises.reads.shop_doors import door_of
from beffroi.premises.shop_words import fact_lines, fact_value, said_by
from beffroi.premises.words import crumbs, where_of
from beffroi.premises.writes import shop_facts as writes
from beffroi.territory import reads as territory


@dataclass(frozen=True, slots=True)
class Line:
    """One fact on the page: what counts, who says so, what waits, and the form that corrects it."""

    told: Told
    lines: Sequence[str]
    by: str
    form: FactForm
    before: Sequence[tuple[str, str]]  # what was said earlier, and by whom
    waits: str = ""
    asked: str = ""
    opened: bool = False

    @property
    def value(self) -> str:
        """What counts, in one line."""
        return " · ".join(self.lines)

    @property
    def shown(self) -> bool:
        """What waits is shown meanwhile."""
        return self.told.waiting is not None and self.told.waiting == self.told.now


@acting("correct", "premises_state", obj="shop_id")
@require_GET
def facts(request: SignedRequest, town: str, shop_id: str) -> HttpResponse:
    """What is known of the shop, who says so, and what is missing."""
    return _page(request, merchants.shop_or_404(territory.town_or_404(town), shop_id))


@acting("correct", "premises_state", obj="shop_id")
@require_POST
def correct(request: SignedRequest, town: str, shop_id: str, word: str) -> HttpResponse:
    """One fact put right."""
    shop = merchants.shop_or_404(territory.town_or_404(town), shop_id)
    if word not in FORMS:
        raise Http404
    form = fact_form(word, shop, territory.today_in(shop.town.insee_code), request.POST)
    if not form.is_valid():
        return _page(request, shop, form)
    voice = policies.voice_of(request.user, shop)
    made = writes.correct(
        shop=shop, word=word, value=form.said(), since=form.from_day(), voice=voice, by=request.user
    )
    messages.success(request, _done(made))
    return redirect("shop_facts", shop.town.slug, shop.public_id)


def _done(made: list[ShopStatement]) -> str:
    if not made:
        return _("C’est déjà ce que dit la fiche.")
    if made[0].state != State.WAITING:
        return _("C’est affiché dès maintenant. Vous pouvez l’annuler.")
    if FACTS[made[0].word].at_once:
        return _("C’est affiché, à votre nom. La ville le vérifie avant d’en tenir compte.")
    return _("C’est noté. La ville le vérifie avant que la fiche change.")


@acting("correct", "premises_state", obj="shop_id")
@require_POST
def undo(request: SignedRequest, town: str, shop_id: str, key: str) -> HttpResponse:
    """What was said is taken back: what was known before counts again."""
    shop = merchants.shop_or_404(territory.town_or_404(town), shop_id)
    try:
        corrections.take_back(statement=merchants.statement_or_404(shop, key), by=request.user)
    except FactRefused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, _("Annulé : la fiche dit de nouveau ce qu’elle disait avant."))
    return redirect("shop_facts", shop.town.slug, shop.public_id)


@acting("write", "door_reports", obj="shop_id")
@require_POST
def answer(request: SignedRequest, town: str, shop_id: str, key: str) -> HttpResponse:
    """The town accepts in one tap, or asks back in a few words."""
    shop = merchants.shop_or_404(territory.town_or_404(town), shop_id)
    statement = merchants.statement_or_404(shop, key)
    words = request.POST.get("words", "")
    try:
        if request.POST.get("verdict") == "accept":
            writes.accept(statement=statement, by=request.user)
            messages.success(request, _("Accepté. Le commerçant en est prévenu."))
        else:
            writes.ask_back(statement=statement, by=request.user, words=words)
            messages.success(request, _("Votre question est partie au commerçant."))
    except FactRefused as no:
        messages.error(request, no.sentence)
    return redirect("door_reports", shop.town.slug)


def _page(request: HttpRequest, shop: Shop, failed: FactForm | None = None) -> HttpResponse:
    rows, door = merchants.statements_of(shop), door_of(shop)
    today = territory.today_in(shop.town.insee_code)
    asked = merchants.questions_of(rows)
    lines = [_line(told, shop, today, failed) for told in merchants.facts_of(rows)]
    by_word = {line.told.word: line for line in lines}
    context = {
        "town": shop.town,
        "shop": shop,
        "door": door,
        "where": where_of(door) if door else shop.town.name,
        "lines": lines,
        "first": _asking(asked[0], by_word, shop, today) if asked and not failed else None,
        "later": len(asked) - 1,
        "finding": _finding(shop, len(asked)),
        "keeper": policies.voice_of(request.user, shop) == Voice.MERCHANT,
        "crumbs": crumbs(shop.town, str(shop)),
    }
    return render(request, "premises/shops/facts.html", context, status=422 if failed else 200)


def _finding(shop: Shop, asked: int) -> str:
    if not asked:
        return _("%(shop)s : votre fiche est complète") % {"shop": shop}
    return ngettext(
        "%(shop)s : *%(n)d question* sur votre commerce",
        "%(shop)s : *%(n)d questions* sur votre commerce",
        asked,
    ) % {"shop": shop, "n": asked}


def _asking(
    question: Question, lines: dict[str, Line], shop: Shop, today: dt.date
) -> dict[str, Any]:
    """The question asked first, with a form of its own that answers it."""
    form = fact_form(question.word, shop, today, auto_id="question_%s")
    asks_itself = question.why == Why.MISSING and "value" in form.fields
    if asks_itself:
        form.fields["value"].label = question.sentence
    return {
        "question": question,
        "asks_itself": asks_itself,
        "line": lines[question.word],
        "form": form,
        "other": fact_value(question.word, question.other),
    }


def _line(told: Told, shop: Shop, today: dt.date, failed: FactForm | None) -> Line:
    bound = failed if failed is not None and failed.word == told.word else None
    now = told.now
    return Line(
        told,
        fact_lines(told.word, now.value) if now else [],
        said_by(now) if now else "",
        bound or fact_form(told.word, shop, today),
        [(fact_value(row.word, row.value) or _("rien"), said_by(row)) for row in told.before],
        fact_value(told.word, told.waiting.value) if told.waiting else "",
        fact_value(told.word, told.asked.value) if told.asked else "",
        bound is not None,
    )
