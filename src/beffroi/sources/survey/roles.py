"""What a column of a survey can be: the names it goes by, and what its values look like."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

YEAR = re.compile(r"(?<!\d)(?:19[89]|20[0-9])\d(?!\d)")
DAY = re.compile(
    r"^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$|^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: .*)?$"
)
# Titles that make a table one of premises: no register, list of streets or outline bears two.
TELLING = re.compile(
    r"\b(vacan\w*|activites?|enseignes?|commerces?|local|locaux|cellules?|occupation|occupes?"
    r"|vitrines?|categories?|code activite|code ?\d{4}|etat (du )?local)(?=\d|\b)"
)
BLANK = frozenset({"", "-", "--", "( )", "()", "null", "none", "nan", "nr"})
ODD = re.compile(
    r"#n ?/? ?a!?|#(ref|nom|name|valeur|value|div)\b.*|n ?/ ?a|(information )?inconnu\w*"
    r"|non? (determin|renseign|defini)\w*|\?+"
)


def plain(text: str) -> str:
    """Lower case, without accents, underscores as spaces, each space once."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("’", "'"))
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(letters.replace("_", " ").split())


def year_in(title: str) -> int | None:
    """The year a title bears, « Code2014 »; None for none."""
    found = YEAR.search(title)
    return int(found[0]) if found else None


def stem(title: str) -> str:
    """A title without its year: what the columns of several waves share."""
    return " ".join(YEAR.sub(" ", plain(title)).split())


def is_blank(value: str) -> bool:
    """Whether a cell says nothing."""
    return plain(value) in BLANK


def is_odd(value: str) -> bool:
    """Whether a cell says only that nobody knows: « #N/A », « Inconnu »."""
    return ODD.fullmatch(plain(value)) is not None


def number(value: str) -> float | None:
    """A number as French spreadsheets write it, too."""
    try:
        return float(value.replace(",", ".").replace("\u202f", "").replace("\u00a0", ""))
    except ValueError:
        return None


def day(value: str) -> dt.date | None:
    """A date, ISO or French."""
    found = DAY.match(value.strip())
    if found is None:
        return None
    parts = found.groups()
    year, month, of_month = parts[:3] if parts[0] else (parts[5], parts[4], parts[3])
    try:
        return dt.date(int(year), int(month), int(of_month))
    except ValueError:
        return None


def _within(low: float, high: float) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        read = number(value)
        return read is not None and low <= read <= high

    return fits


def _like(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(plain(value)) is not None


def _worded(value: str) -> bool:
    letters = sum(sign.isalpha() for sign in value)
    return letters >= 3 and letters * 2 > len(value)


@dataclass(frozen=True, slots=True)
class Role:
    """One thing a column may say. `sharp`: its values are told from those of other columns."""

    key: str
    named: re.Pattern[str]  # on the stem of a title
    fits: Callable[[str], bool]
    sharp: bool = True
    zero_is_blank: bool = False

    def says(self, values: Sequence[str]) -> list[str]:
        """The values that say something for this role."""
        zero = {"0", "0.0"} if self.zero_is_blank else set()
        return [one for one in values if not is_blank(one) and one not in zero]

    def share(self, values: Sequence[str]) -> float:
        """Share of the values told that fit; 0 for a column that tells nothing."""
        told = self.says(values)
        return sum(map(self.fits, told)) / len(told) if told else 0.0


def _role(key: str, named: str, fits: Callable[[str], bool], **more: bool) -> Role:
    return Role(key, re.compile(named), fits, **more)


STATE_WORDS = (
    r"(local |locaux |cellule )?(vacant\w*|vides?|inoccup\w*|occup\w*|ouverts?|fermes?|actifs?"
    r"|activites?|(en )?travaux|en activite|non vacant|oui|non|o|n|v|vt)"
)
ROLES = (
    _role("lon", r"lon(gitude)?|long|x wgs ?84|lng", _within(-180, 180)),
    _role("lat", r"lat(itude)?|y wgs ?84", _within(-90, 90)),
    _role("x", r"x|x ?l(ambert)? ?93|coord\w* ?x|abscisse", _within(1e4, 3e7)),
    _role("y", r"y|y ?l(ambert)? ?93|coord\w* ?y|ordonnee", _within(1e4, 3e7)),
    _role("siret", r"siret.*", _like(r"[\d ]{14,18}")),
    _role("postcode", r"code ?postal|cp", _like(r"\d{4,5}")),
    _role("insee", r"(code )?(insee|commune insee|depcom|codgeo).*", _like(r"\d[\dab]\d{3}")),
    _role("town", r"ville|commune|nom ?com(mune)?|localite", _like(r"[a-z][a-z' -]+"), sharp=False),
    _role("date", r"date.*|jour|releve le", lambda value: day(value) is not None),
    _role("wave", r"annee|an|millesime|vague|campagne|annee (de )?releve", _like(r"(19|20)\d\d")),
    _role("vacancy", r"vacan(ce|t|te)s?|est vacant|occupation|occupe", _like(STATE_WORDS)),
    _role("surface", r"(surface|superficie|sdv|aire|m2)( .*)?", _within(4, 1e5), zero_is_blank=True),
    _role("number", r"(n|no|num|numero)( (de )?(voie|rue|adresse))?|numero voie|n°( .*)?",
          _like(r"\d{1,4} ?[a-z]{0,6}([ /,&-].{0,20})?"), sharp=False),
    _role("street", r"(nom )?(de )?(la )?(voie|rue)|libelle (de )?(la )?voie|nom voie", _worded),
    _role("address", r"adresse( .*)?|adr", _worded),
    _role("id", r"identifi\w*|ref\w*|id( .*)?|.* id|code (local|cellule)|num local|invariant|fid|uid",
          lambda value: True, sharp=False),
    _role("name", r"enseignes?|nom( (du )?commerce| de l'enseigne)?|etablissement|raison sociale",
          lambda value: True, sharp=False),
    _role("category", r"(categorie|famille|secteur)s?( .*)?", _worded),
    _role("label", r"(activite|libelle|intitule|type|nature)s?( .*)?", _worded),
    _role("code", r"code( (activite|naf|ape|etat|cci))?|etat( .*)?|statut",
          _like(r"[a-z0-9#][a-z0-9 ./-]{0,30}"), sharp=False),
    _role("comment", r"(commentaire|remarque|observation|note)s?.*", lambda value: True, sharp=False),
)  # fmt: skip
BY_KEY = {role.key: role for role in ROLES}


def role_of(title: str) -> Role | None:
    """What a title announces; None for a title that says nothing to us."""
    bare = stem(title)
    return next((role for role in ROLES if role.named.fullmatch(bare)), None)
