"""One A4 a street, for the market stall."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory.reads import posters
from beffroi.territory import reads as territory
from beffroi.ui.paper import compile_pdf


@public
@require_GET
def street_poster(request: HttpRequest, town: str, slug: str) -> HttpResponse:
    """The poster of a street as of the last day somebody looked."""
    place = territory.town_or_404(town)
    street = territory.street_or_404(place, slug)
    address = request.build_absolute_uri(reverse("street", args=[place.slug, street.slug]))
    data = posters.poster_of(place, street, address=address)
    if data is None or not data["sides"]:
        raise Http404(_("Aucun local n’est connu dans cette rue."))
    pdf = compile_pdf("poster", data, {"qr": posters.qr_code(address)})
    headers = {"Content-Disposition": f'inline; filename="affiche-{street.slug}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
