"""A shopkeeper of the invented town who corrects their own record: simulated, as the town is."""

from __future__ import annotations

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.merchants.models import Shop, ShopStatement
from beffroi.merchants.reads.facts import THING
from beffroi.merchants.rules.facts import Voice, Word
from beffroi.portal.demo.people import START
from beffroi.premises.models import PremisesState
from beffroi.premises.writes.shop_facts import correct
from beffroi.territory.models import Town
from beffroi.territory.writes import give_role

KEEPER = "demo-commercante"
# What she says of her shop: hours and number stand at once, the trade waits for the town.
SAID = (
    (Word.HOURS, "Mo off; Tu-Fr 07:00-13:00,15:30-19:00; Sa 07:00-19:00; Su 07:00-12:30"),
    (Word.PHONE, "01 99 00 12 34"),  # numbers 01 99 00 are kept for fiction
    (Word.SEASON, "08-01/08-21"),
    (Word.ACTIVITY, "restauration-rapide"),
)


def load_shop(town: Town | None) -> int:
    """One shop entrusted, its corrections said, once; how many were."""
    keeper = Person.objects.filter(key=KEEPER).first()
    if town is None or keeper is None:
        return 0
    if ShopStatement.objects.of(town).filter(voice=Voice.MERCHANT).exists():
        return 0
    shop = _shop(town)
    if shop is None:
        return 0
    key = f"{THING}{shop.public_id}"
    give_role(
        person=keeper, role=roles.MERCHANT, scope=roles.OWN, object_key=key, start=START, by=None
    )
    for word, value in SAID:
        correct(shop=shop, word=word, value=value, voice=Voice.MERCHANT, by=keeper)
    return len(SAID)


def _shop(town: Town) -> Shop | None:
    """A baker who trades today, the first by public id."""
    open_now = PremisesState.objects.of(town).known().filter(kind="occupied", valid__upper_inf=True)
    rows = Shop.objects.of(town).filter(
        activity="boulangerie-patisserie", occupancies__recorded__upper_inf=True,
        occupancies__valid__upper_inf=True, occupancies__premises__in=open_now.values("premises"),
    )  # fmt: skip
    found: Shop | None = rows.order_by("public_id").first()
    return found
