"""« Publier »: what will be said, then said; and the version that corrects it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.premises.models import FieldPhoto
from beffroi.premises.reads import COMPLETE
from beffroi.premises.reads import rounds as reads
from beffroi.premises.reads.rounds import Checking
from beffroi.premises.rules.rounds.life import RoundRefused, State
from beffroi.premises.views.rounds.frame import address, inside, page, refused
from beffroi.premises.views.rounds.photos import jpeg
from beffroi.premises.views.rounds.words import STATES
from beffroi.premises.writes import rounds as writes
from beffroi.ui.tables import Column, Table


@acting("validate", "survey", obj="round_key")
@require_http_methods(["GET", "POST"])
def round_publish(request: SignedRequest, town: str, round_key: str) -> HttpResponse:
    """What changes when the round is published; then it is, for good."""
    held = inside(town, round_key)
    if request.method == "POST":
        return _publish(request, held)
    seen = reads.checking(held)
    planned, _seen = reads.field_of(seen)
    context = {
        "finding": _("Publier « %(name)s » ?") % {"name": held.name},
        "seen": seen,
        "table": _changes(seen),
        "ready": held.state == State.VALIDATED,
        "floor": planned >= COMPLETE and (seen.share_seen or 0) < COMPLETE,
        "count": len(seen.doors) - len(seen.unseen),
    }
    return page(request, held, "round_publish", "premises/rounds/publish.html", context)


def _publish(request: SignedRequest, held: Any) -> HttpResponse:
    try:
        writes.publish(round=held, by=request.user)
    except RoundRefused as said:
        return refused(request, held, said.sentence)
    messages.success(request, _("Le relevé est publié : la carte et les chiffres le disent déjà."))
    return redirect(address("round_page", held))


def _changes(seen: Checking) -> Table:
    """How many doors go from which state to which."""
    moves: dict[tuple[str, str], int] = {}
    for one in seen.found.values():
        if one.chosen is None:
            continue
        door = seen.by_premises.get(one.chosen.premises or 0)
        before = door.state if door and isinstance(one.subject, int) else ""
        after = _after(one.chosen, before)
        if before != after:
            moves[before, after] = moves.get((before, after), 0) + 1
    return Table(
        columns=[
            Column("before", _("Avant")),
            Column("after", _("Après")),
            Column("n", _("Locaux"), "number"),
        ],
        rows=[
            {"before": STATES.get(a, _("nouveau local")), "after": STATES.get(b, b), "n": n}
            for (a, b), n in sorted(moves.items(), key=lambda item: -item[1])
        ],
        empty=_("Aucun local ne change d’état."),
    )


def _after(note: Any, before: str) -> str:
    if note.kind == "gone":
        return "demolished_merged"
    return str(note.said.get("state") or before)


@acting("validate", "survey", obj="round_key")
@require_POST
def round_correct(request: SignedRequest, town: str, round_key: str) -> HttpResponse:
    """Open the version that corrects this one."""
    held = inside(town, round_key)
    try:
        made = writes.correct(round=held, by=request.user)
    except RoundRefused as said:
        return refused(request, held, said.sentence)
    messages.success(
        request,
        _("Version %(n)d ouverte : notez seulement ce qui était faux, puis publiez.")
        % {"n": made.version},
    )
    return redirect(address("round_page", made))


@acting("read", "survey", obj="round_key")
@require_GET
def round_photo(request: HttpRequest, town: str, round_key: str, photo: Any) -> HttpResponse:
    """One photo, for those who work on the round."""
    held = inside(town, round_key)
    row = FieldPhoto.objects.of(held.town).filter(round=held, uuid=photo).first()
    if row is None:
        raise Http404(_("Cette photo n’est pas encore arrivée de l’appareil."))
    answer = jpeg(row)
    answer["Cache-Control"] = "private, max-age=86400"
    return answer
