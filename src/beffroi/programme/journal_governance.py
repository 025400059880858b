"""How what happens to committees, meetings, promises, contacts and opinions reads in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.kernel import journal
from beffroi.kernel.journal import Verb
from beffroi.programme.models import OpinionRequest
from beffroi.ui.typography import date

AGREEMENT = "agreement"
PARTY = (("party", "body"),)


def _day(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"day": date(dt.date.fromisoformat(data["day"]))} if "day" in data else {}


COMMITTEES: dict[str, Verb] = {
    "programme.committee_opened": Verb(_("%(who)s a ouvert une instance de %(what)s : %(committee)s"), _("instance ouverte"), AGREEMENT),
    "programme.seat_given": Verb(_("%(who)s a donné un siège à %(party)s (%(committee)s, %(what)s)"), _("siège donné"), AGREEMENT, PARTY),
    "programme.seat_taken": Verb(_("%(who)s a retiré un siège à %(party)s (%(committee)s, %(what)s)"), _("siège retiré"), AGREEMENT, PARTY),
    "programme.meeting_planned": Verb(_("%(who)s a prévu une réunion le %(day)s : %(committee)s, %(what)s"), _("réunion prévue"), AGREEMENT, words=_day),
    "programme.meeting_changed": Verb(_("%(who)s a changé la réunion du %(day)s : %(committee)s, %(what)s"), _("réunion changée"), AGREEMENT, words=_day),
    "programme.meeting_cancelled": Verb(_("%(who)s a annulé la réunion du %(day)s : %(committee)s, %(what)s"), _("réunion annulée"), AGREEMENT, words=_day),
    "programme.attendance_noted": Verb(_("%(who)s a noté les présents de la réunion du %(day)s : %(committee)s, %(what)s"), _("présences notées"), AGREEMENT, words=_day),
    "programme.decision_taken": Verb(_("%(who)s a noté la décision n° %(number)s de la réunion du %(day)s : %(committee)s, %(what)s"), _("décision notée"), AGREEMENT, words=_day),
    "programme.minutes_written": Verb(_("%(who)s a écrit le compte rendu de la réunion du %(day)s : %(committee)s, %(what)s"), _("compte rendu écrit"), AGREEMENT, words=_day),
    "programme.contact_noted": Verb(_("%(who)s a noté un contact de %(party)s (%(what)s)"), _("contact noté"), AGREEMENT, PARTY),
    "programme.contact_changed": Verb(_("%(who)s a changé un contact de %(party)s (%(what)s)"), _("contact changé"), AGREEMENT, PARTY),
    "programme.contact_erased": Verb(_("%(who)s a effacé un contact de %(party)s (%(what)s)"), _("contact effacé"), AGREEMENT, PARTY),
}  # fmt: skip
# A promise stands on an agreement or on a sheet: %(what)s names either, so its kind is not said.
COMMITMENTS: dict[str, Verb] = {
    "programme.commitment_made": Verb(_("%(who)s a noté un engagement de %(party)s : « %(commitment)s »"), _("engagement noté"), AGREEMENT, PARTY),
    "programme.commitment_kept": Verb(_("%(who)s a noté comme tenu un engagement de %(party)s : « %(commitment)s »"), _("engagement tenu"), AGREEMENT, PARTY),
    "programme.commitment_part_kept": Verb(_("%(who)s a noté comme tenu en partie un engagement de %(party)s : « %(commitment)s »"), _("engagement tenu en partie"), AGREEMENT, PARTY),
    "programme.commitment_released": Verb(_("%(who)s a noté comme levé un engagement de %(party)s : « %(commitment)s »"), _("engagement levé"), AGREEMENT, PARTY),
    "programme.commitment_reopened": Verb(_("%(who)s a rouvert un engagement de %(party)s : « %(commitment)s »"), _("engagement rouvert"), AGREEMENT, PARTY),
    "programme.commitment_carried": Verb(_("%(who)s a repris dans %(what)s un engagement de %(party)s : « %(commitment)s »"), _("engagement repris"), AGREEMENT, PARTY),
}  # fmt: skip
OPINION = "opinion"
OPINIONS: dict[str, Verb] = {
    "programme.opinion_asked": Verb(_("%(who)s a demandé l’avis de %(party)s : « %(subject)s »"), _("avis demandé"), OPINION, PARTY),
    "programme.opinion_given": Verb(_("%(who)s a rendu l’avis de %(party)s : « %(subject)s »"), _("avis rendu"), OPINION, PARTY),
    "programme.opinion_used": Verb(_("%(who)s a dit la suite donnée à l’avis de %(party)s : « %(subject)s »"), _("suite donnée à un avis"), OPINION, PARTY),
    "programme.opinion_withdrawn": Verb(_("%(who)s a retiré la demande d’avis faite à %(party)s : « %(subject)s »"), _("demande d’avis retirée"), OPINION, PARTY),
}  # fmt: skip
FEEDS: dict[str, Verb] = {
    "programme.feed_renewed": Verb(_("%(who)s a fait une nouvelle adresse pour son agenda"), _("adresse d’agenda faite"), passing=True),
    "programme.feed_closed": Verb(_("%(who)s a fermé l’adresse de son agenda"), _("adresse d’agenda fermée"), passing=True),
}  # fmt: skip


def _opinions(keys: frozenset[str]) -> Mapping[str, str]:
    found = [key.removeprefix("opinion:") for key in keys]
    rows: Any = OpinionRequest.objects.across_towns().filter(key__in=found)
    return {f"opinion:{row.key}": f"« {row.subject} »" for row in rows}


def register() -> None:
    """Tell the verbs of committees, promises and opinions."""
    journal.name(OPINION, _opinions, gone=_("(supprimée)"))
    journal.tell(COMMITTEES | COMMITMENTS | OPINIONS | FEEDS)
