"""What views ask of addresses: those of `programme.links`, and the town that a path names."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from beffroi.accounts.requests import SignedRequest
from beffroi.programme import policies, reads
from beffroi.programme.links import address, of_town
from beffroi.programme.places import Place
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

__all__ = ["address", "of_town", "place_for", "place_of"]


def place_of(town: str) -> Town | None:
    """The town of a path; None above towns. Raises 404 for a town that is not open."""
    return territory.town_or_404(town) if town else None


def place_for(request: SignedRequest, town: str, agreement_key: str) -> Place:
    """A town; or an agreement above towns, for who reads its working part and nobody more."""
    if town:
        return Place(territory.town_or_404(town))
    row = reads.agreement_or_404(None, agreement_key)
    if not policies.reads_agreement_inside(request.user, row):
        raise PermissionDenied(_("Cette page est réservée à qui suit la convention."))
    return Place(None, row)
