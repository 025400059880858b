"""How old a sight may be before a door is worth a second look."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

OLD_DAYS = 730  # [J] as long as the cut of long vacancy: beyond, nobody really knows


def doubt_sentence(seen_on: dt.date | None, street_doubtful: bool, on: dt.date) -> str:
    """What the person at the door should look at twice; "" when nothing."""
    if seen_on is None:
        return str(_("Personne n’a encore vu ce local."))
    if (on - seen_on).days > OLD_DAYS:
        years = (on - seen_on).days // 365
        return str(_("Pas revu depuis plus de %(n)d ans.") % {"n": years})
    if street_doubtful:
        return str(_("La rue de ce local est à vérifier."))
    return ""
