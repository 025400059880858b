"""How changes to towns, sources, imports and perimeters read in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules import roles
from beffroi.kernel import journal
from beffroi.kernel.journal import Verb
from beffroi.kernel.wording import stored
from beffroi.territory.models import Coverage, ImportRun, Organisation, Perimeter, Source, Town

BODY, IMPORT, PERIMETER, SOURCE, TOWN = "body", "import", "perimeter", "source", "town"
PERSON = "person"


def _towns(keys: frozenset[str]) -> Mapping[str, str]:
    return dict(Town.objects.filter(insee_code__in=keys).values_list("insee_code", "name"))


def _bodies(keys: frozenset[str]) -> Mapping[str, str]:
    return dict(Organisation.objects.filter(key__in=keys).values_list("key", "name"))


def _sources(keys: frozenset[str]) -> Mapping[str, str]:
    rows = Source.objects.across_towns().filter(key__in=keys).values_list("key", "label")
    return {key: f"« {stored(label)} »" for key, label in rows}


def _imports(keys: frozenset[str]) -> Mapping[str, str]:
    numbers = [key.removeprefix("import/") for key in keys]
    rows = ImportRun.objects.across_towns().filter(pk__in=[n for n in numbers if n.isdigit()])
    return {f"import/{pk}": f"« {name} »" for pk, name in rows.values_list("pk", "file_name")}


def _perimeters(keys: frozenset[str]) -> Mapping[str, str]:
    numbers = [key.split("/")[1] for key in keys if key.startswith("perimeter/")]
    rows = Perimeter.objects.across_towns().filter(pk__in=[n for n in numbers if n.isdigit()])
    return {row.key: f"« {stored(row.name)} »" for row in rows.defer("geometry")}


def register() -> None:
    """Tell the verbs of this context."""
    journal.name(TOWN, _towns, gone=_("ville fermée"))
    journal.name(BODY, _bodies, gone=_("organisme supprimé"))
    journal.name(SOURCE, _sources, gone=_("(supprimée)"))
    journal.name(IMPORT, _imports, gone=_("(oublié)"))
    journal.name(PERIMETER, _perimeters, gone=_("(supprimé)"))
    journal.tell(TOWNS | FILES | ROLES | BODIES)


TOWNS = {
    "territory.town_opened": Verb(_("%(who)s a ouvert la ville"), _("ville ouverte"), TOWN),
    "territory.perimeter_drawn": Verb(
        _("%(who)s a tracé le périmètre %(what)s"), _("périmètre tracé"), PERIMETER
    ),
    "territory.look_changed": Verb(
        _("%(who)s a changé la présentation de la ville"), _("présentation changée"), TOWN
    ),
    "territory.arms_hung": Verb(_("%(who)s a posé le blason de la ville"), _("blason posé"), TOWN),
    "territory.arms_taken_down": Verb(
        _("%(who)s a retiré le blason de la ville"), _("blason retiré"), TOWN
    ),
    "territory.town_moved": Verb(
        _("%(who)s a changé l’adresse de la ville de « %(former)s » en « %(slug)s »"),
        _("adresse changée"),
        TOWN,
    ),
    "territory.domain_declared": Verb(
        _("%(who)s a déclaré un nom de domaine pour la ville : %(host)s"),
        _("domaine déclaré"),
        TOWN,
    ),
    "territory.domain_dropped": Verb(
        _("%(who)s a retiré un nom de domaine de la ville : %(host)s"), _("domaine retiré"), TOWN
    ),
}
FILES = {
    "territory.source_removed": Verb(
        _("%(who)s a retiré la source %(what)s (motif : %(reason)s)"), _("source retirée"), SOURCE
    ),
    "territory.source_restored": Verb(
        _("%(who)s a rétabli la source %(what)s"), _("source rétablie"), SOURCE
    ),
    "territory.import_cancelled": Verb(
        _("%(who)s a arrêté la lecture du fichier %(what)s"), _("import arrêté"), IMPORT
    ),
    "territory.import_retried": Verb(
        _("%(who)s a relancé la lecture du fichier %(what)s"), _("import relancé"), IMPORT
    ),
}


def _role(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The role of an entry by its name."""
    role, scope = data.get("role", ""), data.get("scope", "")
    return {"role": roles.NAMES.get(role, role), "scope": roles.SCOPES.get(scope, scope)}


def _place(data: Mapping[str, Any]) -> Mapping[str, Any]:
    level = data.get("level", "")
    known = Coverage.Level.values
    return {"level": Coverage.Level(level).label if level in known else level}


ROLES = {
    "territory.role_given": Verb(
        _("%(who)s a donné un rôle à %(what)s : %(role)s (%(scope)s)"),
        _("rôle donné"),
        PERSON,
        words=_role,
    ),
    "territory.role_ended": Verb(
        _("%(who)s a mis fin au rôle de %(what)s : %(role)s (%(scope)s)"),
        _("rôle terminé"),
        PERSON,
        words=_role,
    ),
    "territory.role_delegated": Verb(
        _("%(giver)s a délégué un rôle à %(what)s : %(role)s, jusqu’au %(until)s"),
        _("rôle délégué"),
        PERSON,
        more=(("giver", PERSON),),
        words=_role,
    ),
}
BODIES = {
    "territory.body_covers": Verb(
        _("%(who)s a noté que %(what)s couvre un lieu : %(level)s %(code)s"),
        _("lieu couvert"),
        BODY,
        words=_place,
    ),
    "territory.body_leaves": Verb(
        _("%(who)s a noté que %(what)s ne couvre plus un lieu : %(level)s %(code)s"),
        _("lieu quitté"),
        BODY,
        words=_place,
    ),
    "territory.bodies_merged": Verb(
        _("%(who)s a noté que %(what)s fait partie de %(into)s"),
        _("organismes réunis"),
        BODY,
        more=(("into", BODY),),
    ),
    "territory.communes_merged": Verb(
        _("%(who)s a noté que des communes forment %(town)s"), _("communes réunies"), TOWN
    ),
}
