"""The first administrator of an installation: one link, one winner; then what remains to do."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from beffroi.accounts import reads as people
from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory import writes
from beffroi.territory.models import AreaPlace, ImportRun, Organisation, RoleAssignment, Town
from beffroi.territory.reads.held import not_over

SALT = "beffroi.first-administrator"
HOURS = 48
CLAIM_LOCK = 0x42455946


class AlreadyClaimedError(Exception):
    """Somebody administers this installation: nobody claims it."""


def has_administrator() -> bool:
    """Whether somebody who may sign in looks after this installation, today or later."""
    held = RoleAssignment.objects.filter(
        not_over(timezone.localdate()),
        role=roles.INSTALLATION_ADMIN,
        person__is_active=True,
        delegated_from=None,
    )
    return held.exists()


def token() -> str:
    """What the link holds: signed by the installation's secret, dated, never twice the same."""
    return signing.dumps(secrets.token_hex(8), salt=SALT)


def link(address: str = "") -> str:
    """The link for whoever installs; `address` is where the site is seen ("https://…")."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{address.rstrip('/')}{reverse('first_account', args=[token()])}"


def is_good(written: str) -> bool:
    """Whether a link is ours, of the last 48 hours, and still opens something."""
    try:
        signing.loads(written, salt=SALT, max_age=dt.timedelta(hours=HOURS))
    except signing.BadSignature:
        return False
    return not has_administrator()


@transaction.atomic
def claim(*, email: str, name: str, password: str) -> Person:
    """The first administrator, with a new account or their own. Of two at once, one wins.

    Raises `AlreadyClaimedError` when somebody administers already, `ValidationError`, with
    sentences, for a password easily guessed or one that is not this account's.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CLAIM_LOCK])
    if has_administrator():
        raise AlreadyClaimedError
    person = people.person_of(email)
    if person is None:
        person = accounts.open_account(email=email, name=name, password=password)
    elif not person.check_password(password):
        raise ValidationError(
            _("Cette adresse a déjà un compte ici : donnez le mot de passe de ce compte.")
        )
    make_administrator(person)
    return person


def make_administrator(person: Person) -> None:
    """From today on the person looks after the installation."""
    writes.give_role(
        person=person,
        role=roles.INSTALLATION_ADMIN,
        scope=roles.INSTALLATION,
        start=timezone.localdate(),
        by=person,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do before the installation serves."""

    label: str
    href: str
    done: bool


def checklist() -> list[Step]:
    """What a new installation needs, in order; empty once all of it is done."""
    town = Town.objects.filter(is_fictional=False).order_by("pk").first()
    body = Organisation.objects.order_by("pk").first()
    steps = [
        Step(_("Nommer votre organisme"), reverse("first_body"), body is not None),
        Step(_("Dire ce qu’il couvre"), _area(body), AreaPlace.objects.exists()),
        Step(_("Ouvrir votre première ville"), reverse("open_town"), town is not None),
        Step(_("Y lire un premier fichier"), _files(town), _read_a_file()),
        Step(_("Ajouter un ou une collègue"), _team(town), _has_colleague()),
    ]
    return [] if all(step.done for step in steps) else steps


def _area(body: Organisation | None) -> str:
    return reverse("body_area", args=[body.key]) if body else reverse("first_body")


def _files(town: Town | None) -> str:
    return reverse("open_town_files", args=[town.insee_code]) if town else reverse("open_town")


def _team(town: Town | None) -> str:
    return reverse("team_add", args=[town.slug]) if town else reverse("bodies")


def _read_a_file() -> bool:
    return bool(ImportRun.objects.across_towns().filter(state=ImportRun.State.DONE).exists())


def _has_colleague() -> bool:
    held = RoleAssignment.objects.exclude(valid__isempty=True).order_by()
    return held.values("person").distinct()[:2].count() > 1
