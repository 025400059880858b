"""How changes to towns, sources, imports and perimeters read in the journal."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.journal import PERSON
from beffroi.kernel import journal
from beffroi.kernel.journal import Verb
from beffroi.kernel.wording import stored
from beffroi.territory.journal_people import BODIES, ROLES
from beffroi.territory.models import ImportRun, Organisation, Perimeter, Source, Town

BODY, IMPORT, PERIMETER, SOURCE, TOWN = "body", "import", "perimeter", "source", "town"


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
    "territory.import_decided": Verb(
        _("%(who)s a fait continuer la lecture du fichier %(what)s"), _("import poursuivi"), IMPORT
    ),
    "territory.import_retried": Verb(
        _("%(who)s a relancé la lecture du fichier %(what)s"), _("import relancé"), IMPORT
    ),
    "territory.import_entrusted": Verb(
        _("%(who)s a confié à %(to)s le fichier %(what)s"),
        _("import confié"),
        IMPORT,
        (("to", PERSON),),
    ),
}


def register() -> None:
    """Tell the verbs of this context."""
    journal.name(TOWN, _towns, gone=_("ville fermée"))
    journal.name(BODY, _bodies, gone=_("organisme supprimé"))
    journal.name(SOURCE, _sources, gone=_("(supprimée)"))
    journal.name(IMPORT, _imports, gone=_("(oublié)"))
    journal.name(PERIMETER, _perimeters, gone=_("(supprimé)"))
    journal.tell(TOWNS | FILES | ROLES | BODIES)
