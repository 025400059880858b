"""Limits on failures, counted in PostgreSQL: by account, by address, and by both together."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from beffroi.accounts.models import FailureCount, Trying

# One statement each: two web nodes that count at once lose none.
_COUNT = """
    INSERT INTO accounts_failurecount AS t (of, hour, number) VALUES {values}
    ON CONFLICT (of, hour) DO UPDATE SET number = t.number + 1
    RETURNING of, number"""
_TRY = """
    INSERT INTO accounts_trying AS t (of, number, last) VALUES (%(of)s, 1, %(now)s)
    ON CONFLICT (of) DO UPDATE SET last = EXCLUDED.last,
        number = CASE WHEN t.last > %(since)s THEN t.number + 1 ELSE 1 END
    RETURNING number"""
# The moments (seconds) of what one address asked; nothing is written when it asked enough already.
_PACE = """
    INSERT INTO accounts_counter AS t (cache_key, value, expires)
    VALUES (%(of)s, jsonb_build_array(%(now)s::float8)::text, to_timestamp(%(now)s + %(span)s))
    ON CONFLICT (cache_key) DO UPDATE SET expires = EXCLUDED.expires, value = (
        SELECT jsonb_agg(moment)::text
        FROM jsonb_array_elements(t.value::jsonb || EXCLUDED.value::jsonb) AS moment
        WHERE moment::float8 > %(now)s - %(span)s)
    WHERE %(most)s > (SELECT count(*) FROM jsonb_array_elements(t.value::jsonb) AS moment
        WHERE moment::float8 > %(now)s - %(span)s)"""


class PairRests(Exception):
    """Too many wrong passwords for this account from this address: it rests for a while."""


def masked(email: str) -> str:
    """An address as logs and counters hold it: the same each time, and not to be read back."""
    typed = email.strip().lower().encode()
    return hmac.new(settings.SECRET_KEY.encode(), typed, hashlib.sha256).hexdigest()[:24]


def client_address(request: HttpRequest) -> str:
    """Where a request comes from, behind the proxies we know of; an IPv6 network as one."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    told = settings.PROXIES_IN_FRONT
    address = (
        hops[-told]
        if 0 < told <= len(hops) and hops[-told]
        else request.META.get("REMOTE_ADDR", "")
    )
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - a socket without address, not a place to listen
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)


def _hour() -> dt.datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def _one_more(*of: str) -> dict[str, int]:
    """Count one more of each in this hour; how many that makes, on all web nodes."""
    values = ", ".join(["(%s, %s, 1)"] * len(of))
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT.format(values=values), [word for one in of for word in (one, _hour())]
        )
        return dict(cursor.fetchall())


def _kept(request: HttpRequest, email: str) -> dict[str, int]:
    """What is counted for one try, and how far it may go in an hour."""
    return {
        f"account:{masked(email)}": settings.ACCOUNT_FAILURES_PER_HOUR,
        f"address:{masked(client_address(request))}": settings.ADDRESS_FAILURES_PER_HOUR,
    }


def _pair(request: HttpRequest, email: str) -> str:
    """Account and address together: a town hall stands behind one address, and is not shut out by
    one colleague; a stranger elsewhere cannot shut an account."""
    return f"{masked(email)}:{masked(client_address(request))}"


def check_rest(request: HttpRequest, email: str) -> None:
    """Raise `PairRests` while this account rests from this address."""
    since = timezone.now() - settings.PAIR_REST
    tried = Trying.objects.filter(of=_pair(request, email), last__gt=since)
    request.tried = tried.values_list("number", flat=True).first() or 0  # type: ignore[attr-defined]
    if request.tried >= settings.PAIR_FAILURES:  # type: ignore[attr-defined]
        raise PairRests


def count_failure(request: HttpRequest, email: str) -> None:
    """One more wrong password; raises `PairRests` when it is one too many."""
    _one_more(*_kept(request, email))
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _TRY, {"of": _pair(request, email), "now": now, "since": now - settings.PAIR_REST}
        )
        (number,) = cursor.fetchone()
    if number >= settings.PAIR_FAILURES:
        raise PairRests


def forget_tries(request: HttpRequest, email: str) -> None:
    """Who got in begins again; nothing to forget when none was counted at the door."""
    if getattr(request, "tried", None) != 0:
        Trying.objects.filter(of=_pair(request, email)).delete()


def too_many_failures(request: HttpRequest, email: str) -> bool:
    """Whether account or address failed too often this hour, wherever the others came from."""
    kept = _kept(request, email)
    counted = FailureCount.objects.filter(of__in=kept, hour=_hour()).values_list("of", "number")
    return any(number >= kept[of] for of, number in counted)


def keeps_pace(request: HttpRequest) -> bool:
    """Count a sign-in asked from this address: 60 in any minute, on all web nodes; one statement.

    The framework's own limit takes a lock in three statements more, and refuses everybody of an
    address for ten seconds when its holder dies.
    """
    most, span = settings.SIGN_INS_PER_MINUTE, 60.0
    of = f"sign-ins:{masked(client_address(request))}"
    now = timezone.now().timestamp()
    with connection.cursor() as cursor:
        cursor.execute(_PACE, {"of": of, "now": now, "span": span, "most": most})
        return bool(cursor.rowcount == 1)


def forget_failures() -> None:
    """Drop the counts of past days, and the tries whose rest is over."""
    now = timezone.now()
    FailureCount.objects.filter(hour__lt=now - dt.timedelta(days=1)).delete()
    Trying.objects.filter(last__lt=now - settings.PAIR_REST).delete()


def may_send(request: HttpRequest, email: str) -> bool:
    """Count a mail about to leave for this address: 3 an hour, 60 from one place."""
    kept = {f"mail:{masked(email)}": 3, f"mails:{masked(client_address(request))}": 60}
    return all(_one_more(of)[of] <= most for of, most in kept.items())


def may_report(request: HttpRequest) -> bool:
    """Count a report of a passer-by: so many an hour from one address, as sign-ins are counted."""
    of = f"reports:{masked(client_address(request))}"
    return _one_more(of)[of] <= settings.REPORTS_PER_HOUR
