"""Change how a town shows itself and where it is found; every change is in the journal."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.territory.models import FormerPath, Town, TownArms, TownDomain
from beffroi.territory.reads.faces import forget_hosts, path_taken
from beffroi.territory.writes.towns import touch


class Taken(ValueError):
    """A path or a domain that is somebody else's; the sentence says so."""


@transaction.atomic
def set_look(*, town: Town, about: str, accent: str, by: Person) -> bool:
    """A town's own words and colour; False when nothing changed."""
    if (town.about, town.accent) == (about, accent):
        return False
    Town.objects.filter(pk=town.pk).update(
        about=about, accent=accent, look_version=F("look_version") + 1
    )
    audit.record("territory.look_changed", by=by, town=town.insee_code, accent=accent)
    town.refresh_from_db()
    return True


@transaction.atomic
def hang_arms(*, town: Town, png: bytes, size: tuple[int, int], by: Person) -> None:
    """A town's arms or logo: a PNG already written again by us, `size` in pixels."""
    width, height = size
    TownArms.objects.across_towns().update_or_create(
        town=town, defaults={"png": png, "width": width, "height": height}
    )
    Town.objects.filter(pk=town.pk).update(has_arms=True, look_version=F("look_version") + 1)
    audit.record("territory.arms_hung", by=by, town=town.insee_code, bytes=len(png))
    town.refresh_from_db()


@transaction.atomic
def take_down_arms(*, town: Town, by: Person) -> None:
    """No arms any more."""
    TownArms.objects.of(town).delete()
    Town.objects.filter(pk=town.pk).update(has_arms=False, look_version=F("look_version") + 1)
    audit.record("territory.arms_taken_down", by=by, town=town.insee_code)
    town.refresh_from_db()


@transaction.atomic
def move_town(*, town: Town, slug: str, by: Person) -> bool:
    """Another path; the old one leads here for ever. Raises `Taken`; False when it is the same.

    The row is locked: two people who move it at once leave no path behind without a lead.
    """
    held = Town.objects.select_for_update().get(pk=town.pk)
    if held.slug == slug:
        return False
    if path_taken(slug, but=held):
        raise Taken(_("Cette adresse est, ou a été, celle d’une autre ville."))
    FormerPath.objects.of(held).filter(slug=slug).delete()  # back to a path it once had
    FormerPath.objects.create(town=held, slug=held.slug)
    audit.record("territory.town_moved", by=by, town=held.insee_code, former=held.slug, slug=slug)
    held.slug = town.slug = slug
    held.save(update_fields=["slug"])
    touch(town)  # links of kept maps bear the path
    return True


@transaction.atomic
def declare_domain(*, town: Town, host: str, by: Person) -> TownDomain:
    """Let a domain name show this town; raises `Taken` when it shows another."""
    known = TownDomain.objects.across_towns().filter(host=host).first()
    if known is not None and known.town_id != town.pk:
        raise Taken(_("Ce nom de domaine montre déjà une autre ville."))
    if known is not None:
        return known
    declared = TownDomain.objects.create(town=town, host=host, declared_by=by.key)
    _show_first_domain(town)
    audit.record("territory.domain_declared", by=by, town=town.insee_code, host=host)
    return declared


@transaction.atomic
def drop_domain(*, town: Town, host: str, by: Person) -> bool:
    """The domain shows nothing any more; False when it did not."""
    gone, _rows = TownDomain.objects.of(town).filter(host=host).delete()
    if gone:
        _show_first_domain(town)
        audit.record("territory.domain_dropped", by=by, town=town.insee_code, host=host)
    return bool(gone)


def _show_first_domain(town: Town) -> None:
    """The domain that pages name as their one address: the first declared."""
    first = TownDomain.objects.of(town).order_by("declared_at", "pk").first()
    town.domain = first.host if first else ""
    town.save(update_fields=["domain"])
    transaction.on_commit(forget_hosts)
