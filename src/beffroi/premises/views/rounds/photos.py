"""The photos of a round: which everybody may see, decided one by one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from beffroi.accounts.reads import people_of_keys
from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting, public
from beffroi.premises import reads
from beffroi.premises.forms.photos import ShowForm
from beffroi.premises.models import FieldPhoto, SurveyRound
from beffroi.premises.reads import photos
from beffroi.premises.reads.photos import Taken
from beffroi.premises.rules.rounds.life import PUBLIC, RoundRefused
from beffroi.premises.views.rounds.frame import address, inside, page, refused
from beffroi.premises.words import where_of
from beffroi.premises.writes import rounds as writes
from beffroi.territory import reads as territory


@dataclass(frozen=True, slots=True)
class Frame:
    """A photo on the page: of which door, what was noted, who decided, and the form."""

    taken: Taken
    where: str
    who: str  # who shows it
    form: ShowForm


@acting("validate", "survey", obj="round_key")
@require_GET
def round_photos(request: HttpRequest, town: str, round_key: str) -> HttpResponse:
    """Every photo of the round: nobody outside the team sees one before somebody says so."""
    return _page(request, inside(town, round_key))


def _page(
    request: HttpRequest, held: SurveyRound, failed: tuple[UUID, ShowForm] | None = None
) -> HttpResponse:
    rows = photos.taken(held)
    names = {one.key: one.name for one in people_of_keys([row.photo.shown_by for row in rows])}
    shown = sum(row.photo.shown_at is not None for row in rows)
    context = {
        "finding": _finding(len(rows), shown),
        "frames": [_frame(row, names, failed) for row in rows],
        "published": held.state in PUBLIC,
    }
    return page(request, held, "round_photos", "premises/rounds/photos.html", context)


def _finding(n: int, shown: int) -> str:
    if not n:
        return _("Aucune photo dans ce relevé")
    said = ngettext("%(n)d photo", "%(n)d photos", n) % {"n": n}
    told = ngettext("*%(n)d montrée* à tous", "*%(n)d montrées* à tous", shown) % {"n": shown}
    return _("%(photos)s, dont %(shown)s") % {"photos": said, "shown": told}


def _frame(row: Taken, names: dict[str, str], failed: tuple[UUID, ShowForm] | None) -> Frame:
    form = ShowForm(initial={"alt": row.photo.alt}, auto_id=f"photo-{row.photo.pk}-%s")
    if failed and failed[0] == row.photo.uuid:
        form = failed[1]
    where = where_of(row.door) if row.door else _("local inconnu")
    return Frame(row, where, names.get(row.photo.shown_by, ""), form)


@acting("validate", "survey", obj="round_key")
@require_POST
def round_photo_show(
    request: SignedRequest, town: str, round_key: str, photo: UUID
) -> HttpResponse:
    """Show one photo to everybody, or withdraw it at once."""
    held = inside(town, round_key)
    taken = photos.taken_or_404(held, photo)
    if request.POST.get("retirer"):
        writes.hide_photo(taken=taken, by=request.user)
        messages.success(request, _("Retirée : plus personne ne la voit hors de l’équipe."))
        return redirect(address("round_photos", held))
    form = ShowForm(request.POST, auto_id=f"photo-{taken.photo.pk}-%s")
    if not form.is_valid():
        answer = _page(request, held, (photo, form))
        answer.status_code = 422
        return answer
    try:
        writes.show_photo(
            taken=taken, alt=form.cleaned_data["alt"], nobody_seen=True, by=request.user
        )
    except RoundRefused as said:
        return refused(request, held, said.sentence, "round_photos")
    messages.success(request, _("Montrée sur la fiche du local. Vous pouvez la retirer."))
    return redirect(address("round_photos", held))


@public
@require_GET
def door_photo(request: HttpRequest, town: str, public_id: str, photo: UUID) -> HttpResponse:
    """One photo of a door, as long as it is shown: no cache keeps it after."""
    door = reads.premises_or_404(territory.town_or_404(town), public_id)
    answer = jpeg(photos.shown_or_404(door, photo))
    answer["Cache-Control"] = "no-store"
    return answer


def jpeg(row: FieldPhoto) -> HttpResponse:
    """The photo as it was written again: pixels only."""
    if not default_storage.exists(row.stored_as):
        raise Http404(_("Cette photo n’est pas encore arrivée de l’appareil."))
    with default_storage.open(row.stored_as) as kept:
        return HttpResponse(kept.read(), content_type="image/jpeg")
