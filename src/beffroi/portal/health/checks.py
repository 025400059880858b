"""A verdict on each thing the installation stands on. Pure: the same facts, the same verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from beffroi.portal.health.facts import Facts

OK, LATE, FAILED, UNKNOWN = "ok", "late", "failed", "unknown"
WAIT = 15 * 60  # seconds a job may wait
MAIL_WAIT = 3600  # seconds a mail may wait
SILENT = 120  # seconds a worker may be silent: it speaks every 10
SMALL, FULL = 0.05, 500_000_000  # share of the disk, bytes


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `state` for everybody, `sentence` for those who care for it."""

    key: str
    label: Any
    state: str
    sentence: str


def judge(facts: Facts, *, backup_hours: float) -> list[Check]:
    """Every check in order. `backup_hours`: how old a backup may be, 0 when none is expected."""
    if facts.fault:
        nobody = str(_("La base ne répond pas : on ne peut rien en dire."))
        others = [
            Check(key, label, UNKNOWN, nobody) for key, label in LABELS.items() if key in _BY_BASE
        ]
        down = Check("database", LABELS["database"], FAILED, facts.fault)
        return [down, *others, _disk(facts)]
    return [
        Check("database", LABELS["database"], OK, f"PostgreSQL {facts.server}"),
        _migrations(facts),
        _queue(facts),
        _mail(facts),
        _backup(facts, backup_hours * 3600),
        _disk(facts),
    ]


LABELS = {
    "database": _("Base de données"),
    "migrations": _("Tables"),
    "queue": _("Travaux de fond"),
    "mail": _("Courriels"),
    "backup": _("Sauvegarde"),
    "disk": _("Disque"),
}
_BY_BASE = ("migrations", "queue", "mail", "backup")


def healthy(checks: list[Check]) -> bool:
    return not any(check.state == FAILED for check in checks)


def _migrations(facts: Facts) -> Check:
    count = len(facts.pending)
    if not count:
        return _said("migrations", OK, _("Les tables sont celles de cette version."))
    told = ngettext(
        "%(n)d changement des tables attend « beffroi upgrade ».",
        "%(n)d changements des tables attendent « beffroi upgrade ».",
        count,
    )
    return _said("migrations", FAILED, told % {"n": count})


def _queue(facts: Facts) -> Check:
    alive = facts.worker_silent is not None and facts.worker_silent < SILENT
    if not alive:
        return _said(
            "queue", FAILED, _("Aucun processus de travaux de fond ne donne signe de vie.")
        )
    if not facts.waiting:
        return _said("queue", OK, _("Aucun travail n’attend."))
    minutes = round((facts.longest_wait or 0) / 60)
    told = _("%(n)d en attente, depuis %(minutes)d min au plus.")
    state = LATE if (facts.longest_wait or 0) > WAIT else OK
    return _said("queue", state, told % {"n": facts.waiting, "minutes": minutes})


def _mail(facts: Facts) -> Check:
    if (facts.mail_wait or 0) > MAIL_WAIT:
        told = _("Un courriel attend depuis %(hours)d h : le serveur de courrier ne répond pas.")
        return _said("mail", LATE, told % {"hours": round((facts.mail_wait or 0) / 3600)})
    if facts.mail_lost:
        lost = ngettext(
            "%(n)d courriel n’a pas pu être remis cette semaine.",
            "%(n)d courriels n’ont pas pu être remis cette semaine.",
            facts.mail_lost,
        )
        return _said("mail", LATE, lost % {"n": facts.mail_lost})
    return _said("mail", OK, _("Les courriels partent."))


def _backup(facts: Facts, limit: float) -> Check:
    if not limit:
        return _said("backup", OK, _("Aucune n’est attendue ici."))
    if facts.backup_age is None:
        # a new installation has the same time to make its first
        state = OK if (facts.age or 0) < limit else FAILED
        return _said("backup", state, _("Aucune sauvegarde n’a encore été faite."))
    hours = round(facts.backup_age / 3600)
    told = _("La dernière a %(hours)d h (limite : %(limit)d h).")
    state = OK if facts.backup_age < limit else FAILED
    return _said("backup", state, told % {"hours": hours, "limit": limit // 3600})


def _disk(facts: Facts) -> Check:
    told = _("%(free)d Go libres sur %(total)d.")
    numbers = {"free": facts.disk_free // 10**9, "total": facts.disk_total // 10**9}
    if facts.disk_free < FULL:
        return _said("disk", FAILED, told % numbers)
    share = facts.disk_free / max(1, facts.disk_total)
    return _said("disk", LATE if share < SMALL else OK, told % numbers)


def _said(key: str, state: str, sentence: Any) -> Check:
    return Check(key, LABELS[key], state, str(sentence))
