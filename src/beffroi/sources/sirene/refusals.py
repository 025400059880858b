"""Why a register file cannot be read as a whole, in a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.sources.records import UnreadableSource


def absent(name: str) -> UnreadableSource:
    """No file of this name."""
    sentence = _("Le fichier « %(name)s » est introuvable.") % {"name": name}
    return UnreadableSource(sentence, code="absent")


def empty(name: str) -> UnreadableSource:
    """Nothing in it."""
    sentence = _(
        "Le fichier « %(name)s » est vide : le téléchargement a sans doute été interrompu."
    )
    return UnreadableSource(sentence % {"name": name}, code="empty")


def damaged_parquet(name: str) -> UnreadableSource:
    """A Parquet file whose foot is wrong."""
    sentence = _(
        "Le fichier Parquet « %(name)s » est abîmé ou incomplet : téléchargez-le à nouveau."
    )
    return UnreadableSource(sentence % {"name": name}, code="damaged")


def truncated(name: str) -> UnreadableSource:
    """An archive cut short, wherever it is noticed."""
    sentence = _("L’archive « %(name)s » est tronquée ou abîmée : téléchargez-la à nouveau.")
    return UnreadableSource(sentence % {"name": name}, code="truncated")


def not_one_table(found: int) -> UnreadableSource:
    """An archive of none or several tables."""
    sentence = ngettext(
        "L’archive contient %(n)s fichier CSV : une archive du répertoire en contient un seul. "
        "Extrayez celui que vous voulez importer.",
        "L’archive contient %(n)s fichiers CSV : une archive du répertoire en contient un seul. "
        "Extrayez celui que vous voulez importer.",
        found,
    )
    return UnreadableSource(sentence % {"n": found}, code="archive_content")


def no_space(size: int) -> UnreadableSource:
    """`size` bytes would not fit on the disk."""
    sentence = _(
        "Il faut %(size)s Go libres sur le disque pour ouvrir cette archive : libérez de la place "
        "ou donnez le fichier au format Parquet."
    )
    return UnreadableSource(sentence % {"size": f"{size / 1e9:.1f}"}, code="no_space")


def web_page() -> UnreadableSource:
    """HTML under the name of a table."""
    sentence = _(
        "Ce fichier est une page web, pas un fichier SIRENE : le site a répondu par une page "
        "d’erreur ou de connexion. Téléchargez le fichier à nouveau."
    )
    return UnreadableSource(sentence, code="web_page")


def twice_named(column: str) -> UnreadableSource:
    """Two columns of one name."""
    sentence = _("La colonne « %(column)s » apparaît deux fois dans l’en-tête.")
    return UnreadableSource(sentence % {"column": column}, code="twice_named")


def bad_encoding(guess: str = "") -> UnreadableSource:
    """Not UTF-8, wherever it is noticed; `guess` names the encoding, else one of Windows."""
    sentence = _(
        "Ce fichier n’est pas codé en UTF-8 (il semble être en %(guess)s). Enregistrez-le en "
        "UTF-8, ou prenez le fichier « _utf8 » que publie le répertoire."
    )
    guess = guess or _("Latin-1 ou Windows-1252")
    return UnreadableSource(sentence % {"guess": guess}, code="encoding")


def bad_delimiter(sign: str) -> UnreadableSource:
    """Columns parted by something else than commas."""
    words = {";": _("des points-virgules"), "\t": _("des tabulations")}
    sentence = _(
        "Les colonnes de ce fichier sont séparées par %(signs)s : le répertoire publie avec des "
        "virgules. Enregistrez-le en CSV séparé par des virgules."
    )
    signs = words.get(sign) or _("des « %(sign)s »") % {"sign": sign}
    return UnreadableSource(sentence % {"signs": signs}, code="delimiter")


def unknown_form(header: Sequence[str]) -> UnreadableSource:
    """None of the forms that are read."""
    sentence = _(
        "Ce fichier n’est pas un fichier SIRENE connu : son en-tête commence par « %(header)s ». "
        "Les formes lues sont StockEtablissement, StockEtablissementHistorique, l’export de liste "
        "du site du répertoire, et la forme « siret, dateDebut, dateFin, etat, code_ape, "
        "code_commune »."
    )
    return UnreadableSource(sentence % {"header": ", ".join(header[:4])}, code="unknown_form")


def missing_columns(names: Sequence[str]) -> UnreadableSource:
    """Columns without which the file cannot be understood."""
    sentence = ngettext(
        "Il manque la colonne %(names)s à ce fichier SIRENE. Téléchargez-le à nouveau sans "
        "retirer de colonne.",
        "Il manque les colonnes %(names)s à ce fichier SIRENE. Téléchargez-le à nouveau sans "
        "retirer de colonne.",
        len(names),
    )
    told = ", ".join(f"« {name} »" for name in names)
    return UnreadableSource(sentence % {"names": told}, code="missing_columns")


def not_a_stock() -> UnreadableSource:
    """Periods where establishments were asked for."""
    sentence = _("Ce fichier contient des périodes : il se lit comme un historique SIRENE.")
    return UnreadableSource(sentence, code="wrong_kind")


def not_a_history() -> UnreadableSource:
    """Establishments where periods were asked for."""
    sentence = _(
        "Ce fichier ne contient pas de périodes : il se lit comme un stock d’établissements."
    )
    return UnreadableSource(sentence, code="wrong_kind")


def stock_first() -> UnreadableSource:
    """A history of unknown establishments."""
    sentence = _(
        "L’historique SIRENE ne dit pas la commune : importez d’abord le stock "
        "(StockEtablissement) du même mois."
    )
    return UnreadableSource(sentence, code="stock_first")


def broken_off(name: str, why: str) -> UnreadableSource:
    """The scan failed; `why` is the engine's own word."""
    sentence = _("Le fichier « %(name)s » ne se lit pas jusqu’au bout : %(why)s")
    return UnreadableSource(sentence % {"name": name, "why": why})
