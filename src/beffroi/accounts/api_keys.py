"""Make, show, admit, count and revoke keys of the read API."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from beffroi.accounts.backends import ByEmail
from beffroi.accounts.models import ApiKey, ApiTally, Person
from beffroi.kernel import audit

# One scope: the API tells everybody what is public, and a key only opens more calls of it. What a
# member alone may see, or writing, would be another scope, asked for by its name and never this one.
READ = "read"
A_MINUTE = {"anonymous": 60, "key": 600}
DAYS, MOST_DAYS, MOST_KEYS = 365, 730, 10
_TALLY = """
    INSERT INTO accounts_apitally AS t (caller, minute, number) VALUES (%s, %s, 1)
    ON CONFLICT (caller) DO UPDATE SET
        number = CASE WHEN t.minute = EXCLUDED.minute THEN t.number + 1 ELSE 1 END,
        minute = EXCLUDED.minute
    RETURNING number"""


class TooManyKeys(Exception):
    """This person holds as many keys as one may."""


@transaction.atomic
def make(*, person: Person, label: str, days: int = DAYS) -> tuple[ApiKey, str]:
    """A new key and its secret, which is nowhere else: only its digest is kept.

    Raises `TooManyKeys` for one more than `MOST_KEYS`; two asked for at once take turns.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if live_keys(person) >= MOST_KEYS:
        raise TooManyKeys
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    today = timezone.localdate()
    key = ApiKey.objects.create(
        person=person,
        label=label,
        prefix=prefix,
        digest=_digest(secret),
        scopes=[READ],
        made_on=today,
        expires_on=today + dt.timedelta(days=min(days, MOST_DAYS)),
    )
    audit.record("accounts.api_key_made", by=person, on=person.key, prefix=prefix)
    return key, f"bf_{prefix}_{secret}"


def admitted(written: str) -> ApiKey | None:
    """The key somebody sent, when it holds today and reads; its last use is noted by the day."""
    parts = written.split("_", 2)
    if len(parts) != 3 or parts[0] != "bf":
        return None
    found = ApiKey.objects.select_related("person").filter(prefix=parts[1]).first()
    digest = found.digest if found else _digest("")  # the same work for a key that is not there
    right = hmac.compare_digest(digest, _digest(parts[2]))
    today = timezone.localdate()
    if found is None or not right or not found.holds(today) or READ not in found.scopes:
        return None
    if not ByEmail().user_can_authenticate(found.person):
        return None
    if found.last_used_on != today:
        ApiKey.objects.filter(pk=found.pk).update(last_used_on=today)
    return found


@transaction.atomic
def revoke(*, person: Person, prefix: str) -> bool:
    """Close one of one's own keys for good; False when there is none of these letters."""
    rows = ApiKey.objects.filter(person=person, prefix=prefix, revoked_on=None)
    gone = rows.update(revoked_on=timezone.localdate())
    if gone:
        audit.record("accounts.api_key_revoked", by=person, on=person.key, prefix=prefix)
    return bool(gone)


def live_keys(person: Person) -> int:
    """How many keys this person holds today."""
    rows = ApiKey.objects.filter(person=person, revoked_on=None)
    return rows.filter(expires_on__gte=timezone.localdate()).count()


def tally(caller: str, minute: int) -> int:
    """One call more of this caller in this minute; how many that makes, on all web nodes."""
    with connection.cursor() as cursor:
        cursor.execute(_TALLY, [caller, minute])
        return int(cursor.fetchone()[0])


def forget_tallies(minute: int) -> int:
    """Let go of callers of before this minute; how many."""
    gone, _models = ApiTally.objects.filter(minute__lt=minute).delete()
    return gone


def caller_of(address: str) -> str:
    """An address as a word that does not give it back."""
    secret = settings.SECRET_KEY.encode()
    return "at:" + hmac.new(secret, address.encode(), hashlib.sha256).hexdigest()[:40]


def _digest(secret: str) -> str:
    """The secret has 256 bits of chance: a plain digest cannot be searched back."""
    return hashlib.sha256(secret.encode()).hexdigest()
