"""Limits on failures, counted in PostgreSQL: by account, by address, and by both together."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from beffroi.accounts.models import FailureCount


def masked(email: str) -> str:
    """An address as logs and counters hold it: the same each time, and not to be read back."""
    typed = email.strip().lower().encode()
    return hmac.new(settings.SECRET_KEY.encode(), typed, hashlib.sha256).hexdigest()[:24]


def masked_login(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The account django-axes counts for."""
    given = credentials or {}
    typed = given.get("email") or given.get("username") or request.POST.get("login", "")
    return masked(str(typed))


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


def _kept(request: HttpRequest, email: str) -> dict[str, int]:
    """What is counted for one try, and how far it may go in an hour."""
    return {
        f"account:{masked(email)}": settings.ACCOUNT_FAILURES_PER_HOUR,
        f"address:{masked(client_address(request))}": settings.ADDRESS_FAILURES_PER_HOUR,
    }


def count_failure(request: HttpRequest, email: str) -> None:
    """One more wrong password for this account and for this address."""
    for of in _kept(request, email):
        row, _new = FailureCount.objects.get_or_create(of=of, hour=_hour())
        FailureCount.objects.filter(pk=row.pk).update(number=F("number") + 1)


def too_many_failures(request: HttpRequest, email: str) -> bool:
    """Whether account or address failed too often this hour, wherever the others came from."""
    kept = _kept(request, email)
    counted = FailureCount.objects.filter(of__in=kept, hour=_hour()).values_list("of", "number")
    return any(number >= kept[of] for of, number in counted)


def forget_failures() -> None:
    """Drop the counts of past days."""
    FailureCount.objects.filter(hour__lt=timezone.now() - dt.timedelta(days=1)).delete()


def may_send(request: HttpRequest, email: str) -> bool:
    """Count a mail about to leave for this address: 3 an hour, 60 from one place."""
    kept = {f"mail:{masked(email)}": 3, f"mails:{masked(client_address(request))}": 60}
    for of, most in kept.items():
        row, _new = FailureCount.objects.get_or_create(of=of, hour=_hour())
        if row.number >= most:
            return False
        FailureCount.objects.filter(pk=row.pk).update(number=F("number") + 1)
    return True
