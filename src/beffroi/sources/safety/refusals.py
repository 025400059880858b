"""What is said of a file that was not opened, and what to do instead."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from beffroi.sources.records import UnreadableSource


def bomb(path: Path) -> UnreadableSource:
    """It would fill the disk or the memory."""
    return _refusal(
        path,
        _(
            "L’archive « %(name)s » est anormale : décompressée, elle prendrait une place "
            "démesurée. Elle n’a pas été ouverte."
        ),
        "bomb",
    )


def nested(path: Path) -> UnreadableSource:
    """An archive within an archive."""
    return _refusal(
        path,
        _(
            "« %(name)s » contient une autre archive : décompressez-la une fois chez vous, puis "
            "donnez le fichier qui s’y trouve."
        ),
        "nested",
    )


def crowded(path: Path) -> UnreadableSource:
    """An archive of very many files."""
    return _refusal(
        path,
        _(
            "L’archive « %(name)s » contient trop de fichiers : donnez seulement celui qui est "
            "utile."
        ),
        "crowded",
    )


def locked(path: Path) -> UnreadableSource:
    """An archive under a password."""
    return _refusal(
        path,
        _("L’archive « %(name)s » est protégée par un mot de passe : donnez le fichier sans elle."),
        "locked",
    )


def entities(path: Path) -> UnreadableSource:
    """XML that declares a type or entities, which no map needs."""
    return _refusal(
        path,
        _(
            "« %(name)s » déclare un type de document (DOCTYPE) ou des entités XML : un extrait "
            "OpenStreetMap n’en a jamais, et le fichier n’a pas été ouvert. Récupérez-le de "
            "nouveau à la source, par exemple sur Overpass ou Geofabrik."
        ),
        "entities",
    )


def long_prolog(path: Path) -> UnreadableSource:
    """XML whose first element does not come."""
    return _refusal(
        path,
        _(
            "« %(name)s » commence par un en-tête démesuré : ce n’est pas un extrait OpenStreetMap "
            "ordinaire. Récupérez-le de nouveau à la source."
        ),
        "long_prolog",
    )


def too_deep(path: Path) -> UnreadableSource:
    """JSON nested beyond what any geometry needs."""
    return _refusal(
        path,
        _(
            "« %(name)s » imbrique trop de niveaux pour un contour : exportez-le de nouveau en "
            "GeoJSON simple."
        ),
        "too_deep",
    )


def too_many_positions(path: Path) -> UnreadableSource:
    """JSON of more points than a departement's communes have."""
    return _refusal(
        path,
        _(
            "« %(name)s » contient plus d’un million de points : gardez la seule commune voulue, "
            "et simplifiez-la, par exemple à 5 m près."
        ),
        "too_fine",
    )


def wide_table(path: Path, most: int) -> UnreadableSource:
    """A table of absurdly many columns."""
    said = _(
        "« %(name)s » a plus de %(most)s colonnes : ce n’est pas un tableau que Beffroi connaît. "
        "Gardez les colonnes utiles, puis redonnez-le."
    )
    return UnreadableSource(said % {"name": path.name, "most": most}, code="wide")


def long_line(path: Path) -> UnreadableSource:
    """A first line without an end."""
    return _refusal(
        path,
        _(
            "La première ligne de « %(name)s » ne finit pas : ce n’est pas un tableau CSV. "
            "Enregistrez-le de nouveau, une ligne par objet."
        ),
        "long_line",
    )


def long_table(path: Path) -> UnreadableSource:
    """A table of more rows than the whole register has."""
    return _refusal(
        path,
        _(
            "« %(name)s » annonce plus de lignes que le répertoire SIRENE de toute la France : il "
            "n’a pas été ouvert."
        ),
        "long_table",
    )


def big_block(path: Path) -> UnreadableSource:
    """A PBF block larger than its own format allows."""
    return _refusal(
        path,
        _(
            "« %(name)s » contient des blocs plus grands que le format .pbf ne le permet : il est "
            "abîmé ou hostile, et n’a pas été ouvert. Téléchargez-le de nouveau."
        ),
        "big_block",
    )


def _refusal(path: Path, sentence: str, code: str) -> UnreadableSource:
    return UnreadableSource(sentence % {"name": path.name}, code=code)
