"""What this context holds of a person: what they said of shops."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.accounts import personal
from beffroi.accounts.models import Person
from beffroi.merchants.models import ShopStatement


def _rows(person: Person) -> personal.Rows:
    rows = ShopStatement.objects.across_towns().filter(recorded_by=person.key).order_by("pk")
    return [
        {
            _("commerce"): str(row.shop),
            _("information"): str(row.get_word_display()),
            _("ce que vous avez dit"): row.value,
            _("le"): row.recorded_at,
        }
        for row in rows.select_related("shop")
    ]


def _forget(person: Person) -> None:
    """What was said of the shop stays; that this person said it does not."""
    rows = ShopStatement.objects.across_towns()
    rows.filter(recorded_by=person.key).update(recorded_by="")
    rows.filter(answered_by=person.key).update(answered_by="")
    rows.filter(withdrawn_by=person.key).update(withdrawn_by="")


def register_personal() -> None:
    """Tell accounts of the corrections a person made."""
    personal.register(
        personal.Holding(
            "shop_statements",
            _l("Ce que vous avez dit d’un commerce"),
            _l("Pour savoir qui corrige une fiche, et le lui demander en cas de doute."),
            _l("Tant que le compte existe ; l’information reste ensuite sans votre nom."),
            _rows,
            _forget,
        )
    )
