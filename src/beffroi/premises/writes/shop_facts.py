"""What a merchant says and the town accepts: told of the door by dated observations, never alone.

Published figures stay: the rows an observation replaces are closed, not written over.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.wording import to_store
from beffroi.merchants import writes as merchants
from beffroi.merchants.models import Shop, ShopStatement
from beffroi.merchants.reads.facts import THING
from beffroi.merchants.rules.facts import FactRefused, State, Voice, Word
from beffroi.premises.models import Observation, Occupancy, Premises
from beffroi.premises.reads.shop_doors import door_of, occupancy_of
from beffroi.premises.rules import Occupant, Situation
from beffroi.premises.subjects import SHOPS
from beffroi.premises.writes.doors import families
from beffroi.premises.writes.sightings import note
from beffroi.premises.writes.timelines import rebuild
from beffroi.sources.records import SourceFacts
from beffroi.territory import reads as territory
from beffroi.territory import writes as grounds
from beffroi.territory.models import RoleAssignment, Source, Town

LABEL = to_store("Commerçants, vérifié par la ville")


@transaction.atomic
def correct(
    *, shop: Shop, word: str, value: str, voice: Voice, by: Person, since: dt.date | None = None
) -> list[ShopStatement]:
    """Note what is said; the team hears once a shop and day of what waits for it."""
    today = territory.today_in(shop.town.insee_code)
    made = merchants.correct(
        shop=shop, said={word: value}, voice=voice, on=today, since=since, by=by
    )
    if any(row.state == State.WAITING for row in made):
        _tell_team(shop, today)
    return made


@transaction.atomic
def accept(*, statement: ShopStatement, by: Person) -> Shop:
    """The town vouches for it: the door's timeline follows, from the day said on.

    Raises `FactRefused` for one's own word, or a closing whose day has not come.
    """
    _check_other(statement, by)
    shop = statement.shop
    today = territory.today_in(shop.town.insee_code)
    if statement.since and statement.since > today:
        raise FactRefused(_("Ce jour n’est pas encore venu : vous pourrez l’accepter ce jour-là."))
    shop = merchants.accept(statement=statement, by=by)
    door = door_of(shop)
    if door is not None:
        _tell_door(shop, door, statement)
    _tell_merchant(statement, "accepted", by)
    return shop


@transaction.atomic
def ask_back(*, statement: ShopStatement, by: Person, words: str) -> Shop:
    """The town wants to know more before it counts."""
    _check_other(statement, by)
    shop = merchants.ask_back(statement=statement, by=by, words=words)
    _tell_merchant(statement, "asked_back", by, words=words.strip())
    return shop


def _check_other(statement: ShopStatement, by: Person) -> None:
    if statement.recorded_by == by.key:
        raise FactRefused(
            _("C’est vous qui l’avez dit : une autre personne de l’équipe le vérifie.")
        )


def _tell_door(shop: Shop, door: Premises, statement: ShopStatement) -> None:
    """Observations of the days the door was seen with this shop, as they should have read."""
    town = Town.objects.select_for_update().get(pk=door.town_id)  # two writers take turns
    held = occupancy_of(shop, door)
    told = _corrected(door, held, statement) if held else {}
    if not told:
        return
    source = _source(town)
    for day, situation in told.items():
        note(source, None, day, {door.pk: situation}, set())
    rebuild(town, [door.pk], known_at=timezone.now())
    named = Occupancy.objects.of(town).known().filter(premises=door, shop=None)
    named.filter(valid__overlap=held.valid).exclude(name="").update(shop=shop)  # type: ignore[union-attr]
    grounds.touch(town)


def _corrected(
    door: Premises, held: Occupancy, statement: ShopStatement
) -> dict[dt.date, Situation]:
    """Day by day, what should have been seen; nothing for what no observation tells."""
    if statement.word == Word.CLOSING and statement.since:
        return {statement.since: Situation("vacant")}
    if statement.word not in (Word.NAME, Word.ACTIVITY):
        return {}
    seen, since = _sights(door, held), statement.since
    if since is not None:
        before = [what for day, what in seen.items() if day <= since]
        after = {day: what for day, what in seen.items() if day > since}
        seen = {since: before[-1], **after} if before else after
    return {day: _said(what, statement) for day, what in seen.items() if what.occupant}


def _sights(door: Premises, held: Occupancy) -> dict[dt.date, Situation]:
    """What was seen at the door on each day of a spell; the later written of a day counts."""
    rows = Observation.objects.of(door.town).filter(premises=door, source__removed_at=None)
    told = rows.exclude(state=Observation.NOT_SEEN).order_by("seen_on", "pk")
    last = held.valid.upper
    return {
        row.seen_on: Situation.from_data(row.state, row.occupant)
        for row in told
        if row.seen_on >= (held.first_seen_on or dt.date.min) and (not last or row.seen_on < last)
    }


def _said(what: Situation, statement: ShopStatement) -> Situation:
    """The same sight with the fact put right; a new trade brings its family."""
    who = what.occupant or Occupant()
    if statement.word == Word.NAME:
        return replace(what, occupant=replace(who, name=statement.value))
    family = families().get(statement.value, "")
    fresh = Occupant(
        name=who.name, activity=statement.value, family=family, network_ref=who.network_ref
    )
    return replace(what, occupant=fresh)


def _source(town: Town) -> Source:
    """What merchants said and the town accepted; it claims to have seen nothing else."""
    return grounds.add_source(
        town=town, facts=SourceFacts("survey"), label=LABEL, name="commercants",
        is_simulated=town.is_fictional,
    )  # fmt: skip


def _tell_team(shop: Shop, today: dt.date) -> None:
    accounts.tell(
        territory.team_of(shop.town, today),
        SHOPS,
        sentence="received",
        params={"town": shop.town.name, "shop": str(shop)},
        url=reverse("door_reports", args=[shop.town.slug]),
        town_key=shop.town.insee_code,
        object_key=shop.public_id,
        once=f"shop/{shop.public_id}/{today}",
    )


def _tell_merchant(statement: ShopStatement, sentence: str, by: Person, words: str = "") -> None:
    """Who said it, while they still hold the shop."""
    shop = statement.shop
    held = RoleAssignment.objects.filter(
        role=roles.MERCHANT, object_key=f"{THING}{shop.public_id}",
        valid__contains=territory.today_in(shop.town.insee_code),
    )  # fmt: skip
    params = {"shop": str(shop), "fact": str(statement.word), "words": words}
    accounts.tell(
        [row.person for row in held.select_related("person")],
        SHOPS,
        sentence=sentence,
        params=params,
        url=reverse("shop_facts", args=[shop.town.slug, shop.public_id]),
        town_key=shop.town.insee_code,
        object_key=shop.public_id,
        by=by,
    )
