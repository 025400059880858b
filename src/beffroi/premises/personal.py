"""What this context holds of a person: the rounds they walk and the notes they took."""

from __future__ import annotations

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.accounts import personal
from beffroi.accounts.models import Person
from beffroi.premises.models import DoorReport, DoorVisit, FieldNote, FieldPhoto, RoundPart


def _rows(person: Person) -> personal.Rows:
    parts = RoundPart.objects.across_towns().filter(person=person).select_related("round__town")
    notes = FieldNote.objects.across_towns().filter(person=person).order_by("round_id")
    told = notes.values("round_id").annotate(
        n=Count("pk"), first=Min("seen_at"), last=Max("seen_at")
    )
    by_round = {row["round_id"]: row for row in told}
    return [
        {
            _("ville"): part.round.town.name,
            _("relevé"): part.round.name,
            _("notes"): by_round.get(part.round_id, {}).get("n", 0),
            _("de"): by_round.get(part.round_id, {}).get("first"),
            _("à"): by_round.get(part.round_id, {}).get("last"),
        }
        for part in parts.order_by("pk")
    ]


def _forget(person: Person) -> None:
    """What was seen of the town stays; that this person saw it does not."""
    FieldNote.objects.across_towns().filter(person=person).update(person=None)
    FieldPhoto.objects.across_towns().filter(received_by=person.key).update(received_by="")
    FieldPhoto.objects.across_towns().filter(shown_by=person.key).update(shown_by="")
    RoundPart.objects.across_towns().filter(person=person).delete()


def _reports(person: Person) -> personal.Rows:
    rows = DoorReport.objects.across_towns().filter(thanks_to__iexact=person.email)
    return [
        {
            _("local"): row.premises.public_id,
            _("signalement"): str(row.get_kind_display()),
            _("le"): row.received_at,
        }
        for row in rows.select_related("premises")
    ]


def _forget_address(person: Person) -> None:
    """The report stays, and nobody is thanked for it."""
    rows = DoorReport.objects.across_towns().filter(thanks_to__iexact=person.email)
    rows.update(thanks_to="")


def _visits(person: Person) -> personal.Rows:
    rows = DoorVisit.objects.across_towns().filter(noted_by=person.key)
    return [
        {
            _("local"): row.premises.public_id,
            _("le"): row.on,
            _("rencontré"): str(row.get_met_display()),
            _("ce qui s’est dit"): row.said,
            _("la suite"): row.next_step,
        }
        for row in rows.select_related("premises")
    ]


def _forget_visits(person: Person) -> None:
    """The visit stays in the history of the door; who made it does not."""
    rows = DoorVisit.objects.across_towns()
    rows.filter(noted_by=person.key).update(noted_by="")
    rows.filter(shared_by=person.key).update(shared_by="")


HOLDINGS = (
    personal.Holding(
        "door_reports",
        _l("Votre adresse, laissée avec un signalement"),
        _l("Pour vous dire, une fois, ce que la vérification a donné."),
        _l("Jusqu’à la réponse, six mois au plus."),
        _reports,
        _forget_address,
    ),
    personal.Holding(
        "rounds",
        _l("Les relevés de terrain que vous avez faits"),
        _l("Pour savoir qui a vu quel local, et le lui demander en cas de doute."),
        _l("Tant que le compte existe ; les constats restent ensuite sans votre nom."),
        _rows,
        _forget,
    ),
    personal.Holding(
        "door_visits",
        _l("Les visites de locaux que vous avez notées"),
        _l("Pour que l’équipe sache qui est allé voir, et qui rappelle."),
        _l("Tant que le compte existe ; la visite reste ensuite sans votre nom."),
        _visits,
        _forget_visits,
    ),
)


def register_personal() -> None:
    """Tell accounts of the rounds walked, the visits noted, and of reports that await an answer."""
    for holding in HOLDINGS:
        personal.register(holding)
