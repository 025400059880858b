"""The journal forgets comings and goings after the stated time, says so, and keeps public acts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel import audit, jobs, journal
from beffroi.kernel.journal import Asked, retention
from beffroi.kernel.models import AuditEntry
from beffroi.portal.tasks import forget_comings

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
DAYS = 1096
PRUNED = "installation.journal_pruned"


def entry(verb: str, age: dt.timedelta, now: dt.datetime = NOW) -> int:
    audit.record(verb)
    row = AuditEntry.objects.latest("pk")
    AuditEntry.objects.filter(pk=row.pk).update(recorded_at=now - age)
    return row.pk


def left() -> set[int]:
    return set(AuditEntry.objects.exclude(verb=PRUNED).values_list("pk", flat=True))


def test_edge_of_the_stated_time() -> None:
    edge, grain = dt.timedelta(days=DAYS), dt.timedelta(microseconds=1)
    entry("accounts.signed_in", edge + grain)
    kept = {entry("accounts.signed_in", edge), entry("accounts.signed_in", edge - grain)}
    assert journal.forget(now=NOW, days=DAYS) == 1
    assert left() == kept
    assert journal.forget(now=NOW, days=DAYS) == 0, "a second run finds nothing to do"
    assert journal.forget(now=NOW + grain, days=DAYS) == 1


def test_three_years_hold_a_leap_day() -> None:
    """From 1 March 2024 to 1 March 2027 there are 1,095 days, from 28 February 2024 there are 1,097."""
    later = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
    kept = entry("accounts.signed_in", later - dt.datetime(2024, 3, 1, tzinfo=dt.UTC), later)
    entry("accounts.signed_in", later - dt.datetime(2024, 2, 28, tzinfo=dt.UTC), later)
    journal.forget(now=later, days=settings.JOURNAL_DAYS)
    assert left() == {kept}


def test_public_acts_stay_whatever_their_age() -> None:
    old = dt.timedelta(days=20 * 365)
    stay = ("observatory.diagnosis_published", "territory.role_given", "territory.source_removed",
            "accounts.person_invited", "accounts.erased", "installation.restored",
            "programme.financing_added")  # fmt: skip
    kept = {entry(verb, old) for verb in stay}
    for verb in ("accounts.signed_in", "accounts.email_changed", "accounts.sessions_ended"):
        entry(verb, old)
    assert journal.forget(now=NOW, days=DAYS) == 3
    assert left() == kept


def test_only_accounts_and_upkeep_pass() -> None:
    passing = journal.passing()
    assert {"accounts.signed_in", "accounts.email_changed", "accounts.password_changed"} <= set(
        passing
    )
    others = {verb for verb in passing if not verb.startswith("accounts.")}
    # Upkeep, and the secret address of a person's own calendar.
    own = {"programme.feed_renewed", "programme.feed_closed"}
    assert others - own == {
        "portal.job_retried",
        "portal.job_cancelled",
        "installation.backed_up",
    }


def test_verb_that_nobody_tells_of_any_more_stays() -> None:
    kept = entry("accounts.of_a_former_version", dt.timedelta(days=9999))
    assert journal.forget(now=NOW, days=DAYS) == 0
    assert left() == {kept}


def test_batches_are_told_in_the_journal_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _time in range(5):
        entry("accounts.signed_in", dt.timedelta(days=2000))
    assert journal.forget(now=NOW, days=DAYS) == 5
    told = AuditEntry.objects.filter(verb=PRUNED).order_by("pk")
    assert [row.data for row in told] == [{"n": n, "before": "2023-11-22"} for n in (2, 2, 1)]
    page = journal.page_of(Asked())
    lines = journal.lines_of(page.entries)
    assert "d’avant le 22 novembre 2023" in " ".join(str(lines[0].sentence).split())


def test_stopped_between_two_batches_what_went_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(jobs, "check_stopping", _stop)
    for _time in range(5):
        entry("accounts.signed_in", dt.timedelta(days=2000))
    with pytest.raises(jobs.HandedBack):
        journal.forget(now=NOW, days=DAYS)
    assert len(left()) == 3
    assert AuditEntry.objects.get(verb=PRUNED).data["n"] == 2


def _stop() -> None:
    raise jobs.HandedBack


def test_no_setting_forgets_what_is_recent() -> None:
    kept = entry("accounts.signed_in", dt.timedelta(days=retention.FEWEST_DAYS))
    assert journal.forget(now=NOW, days=0) == 0
    assert left() == {kept}


def test_job_uses_the_setting_and_the_person_reads_it(settings) -> None:
    now = timezone.now()
    kept = entry("accounts.signed_in", dt.timedelta(days=1095), now)
    entry("accounts.signed_in", dt.timedelta(days=1097), now)
    forget_comings(timestamp=0)
    assert left() == {kept}
    client = Client()
    client.force_login(Person.objects.create_person("a@example.invalid", "Ana"))
    page = " ".join(client.get(reverse("my_data")).content.decode().split())
    assert "1096 jours" in page
