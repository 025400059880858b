"""The sets of open data and their columns.

Keys, names of columns and codes are addresses: once published they do not change, and a new column
comes last. What is said of them is French, as in the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.opendata.columns import DAY, HERE, ID, NAME, POINT, TRADE, WHERE
from beffroi.ui.formats import Field
from beffroi.ui.formats.sheet import Shape


@dataclass(frozen=True, slots=True)
class DataSet:
    """One set: `key` is its address, `stem` names its layer in files."""

    key: str
    title: Any
    about: Any
    method: Any
    fields: tuple[Field, ...]
    shape: Shape
    keywords: tuple[str, ...]

    @property
    def stem(self) -> str:
        return self.key.replace("-", "_")


SETS = (
    DataSet(
        "locaux",
        _("Locaux commerciaux"),
        _("Chaque local commercial vu depuis la rue : son état, son activité, son enseigne."),
        _(
            "Constaté depuis le trottoir, jamais tiré d’un nom au répertoire SIRENE : une personne "
            "qui a limité la diffusion de ses données n’y paraît pas. Le jour indiqué est celui du "
            "dernier relevé ; les dates ne sont données que lorsqu’elles sont connues."
        ),
        (
            ID,
            DAY,
            Field("etat", "text", _("code de l’état du local")),
            Field("etat_libelle", "text", _("état en toutes lettres")),
            Field(
                "depuis_le", "date", _("jour depuis lequel il est dans cet état, s’il est connu")
            ),
            Field(
                "vu_le", "date", _("premier jour où cet état a été vu, si son début est inconnu")
            ),
            NAME,
            *TRADE,
            Field("reseau", "text", _("nature du réseau d’enseignes ; vide pour un indépendant")),
            *WHERE,
            Field("rue_identifiant", "text", _("identifiant de la rue dans le jeu « rues »")),
            Field("cote", "text", _("côté de la rue")),
            *POINT,
        ),
        "Point",
        ("commerce", "vacance commerciale", "locaux commerciaux", "centre-ville"),
    ),
    DataSet(
        "rues",
        _("Rues commerçantes"),
        _("Chaque rue où un local a été vu : son tracé, ses locaux, sa vacance."),
        _(
            "Le taux n’est donné que si le relevé permet de le dire ; le verdict dit pourquoi il "
            "manque. Un local dont la rue est inconnue n’est compté dans aucune."
        ),
        (
            Field("identifiant", "text", _("identifiant de la rue dans la ville")),
            DAY,
            Field("nom", "text", _("nom de la rue")),
            Field("locaux", "integer", _("locaux du parc commercial, occupés ou vides")),
            Field("vides", "integer", _("locaux vides")),
            Field(
                "verdict", "text", _("valeur, au moins, impossible à dire ou retenu par le secret")
            ),
            Field("taux_vacance", "number", _("part des locaux vides, de 0 à 1")),
        ),
        "MultiLineString",
        ("commerce", "rues", "vacance commerciale"),
    ),
    DataSet(
        "chiffres",
        _("Chiffres dans le temps"),
        _("Chaque indicateur lu d’un relevé, dans chaque périmètre, à chaque relevé."),
        _(
            "Un chiffre que le relevé ne permet pas de dire garde sa ligne, sans valeur. Ce que le "
            "secret statistique retient n’y paraît pas. Chaque formule a sa page."
        ),
        (
            Field("identifiant", "text", _("périmètre, indicateur et jour")),
            Field("perimetre", "text", _("identifiant du périmètre ; vide pour toute la ville")),
            Field("perimetre_nom", "text", _("nom du périmètre")),
            Field("indicateur", "text", _("code de l’indicateur")),
            Field("indicateur_libelle", "text", _("nom de l’indicateur")),
            Field("date_releve", "date", _("jour du relevé")),
            Field(
                "verdict", "text", _("valeur, au moins, impossible à dire ou retenu par le secret")
            ),
            Field("valeur", "number", _("valeur ; les parts vont de 0 à 1")),
            Field("classe", "text", _("valeur d’un indicateur qui se dit en classe")),
            Field("unite", "text", _("unité")),
            Field("formule", "text", _("identifiant de la formule et de sa version")),
        ),
        "",
        ("commerce", "indicateurs", "vacance commerciale"),
    ),
    DataSet(
        "ouvertures-fermetures",
        _("Ouvertures et fermetures"),
        _("Chaque arrivée et chaque départ constatés d’un relevé à l’autre."),
        _(
            "Un changement porte la date du relevé qui l’a vu. Ce qui était là au premier relevé "
            "n’est pas une ouverture ; ce qu’un fichier ne cite plus n’est pas une fermeture."
        ),
        (
            Field("identifiant", "text", _("local, jour et nature du changement")),
            Field("local", "text", _("identifiant du local dans le jeu « locaux »")),
            Field("nature", "text", _("ouverture ou fermeture")),
            Field("constate_le", "date", _("jour du relevé qui l’a vu")),
            NAME,
            *TRADE,
            *WHERE,
            *POINT,
        ),
        "Point",
        ("commerce", "ouvertures", "fermetures", "rotation"),
    ),
    DataSet(
        "frequentation",
        _("Heures de fréquentation"),
        _("Les passages comptés, compteur par compteur, heure par heure."),
        _(
            "Une heure sans comptage n’a pas de ligne : ce n’est pas un zéro. Les heures d’un "
            "compteur en panne sont écartées, et celles où moins de onze téléphones ont été vus, "
            "quand ce sont des téléphones que l’on compte. Aucune donnée personnelle."
        ),
        (
            Field("identifiant", "text", _("compteur et heure")),
            Field("compteur", "text", _("identifiant du compteur dans la ville")),
            Field("compteur_nom", "text", _("nom du compteur")),
            Field("heure", "instant", _("début de l’heure (temps universel)")),
            Field("passages", "integer", _("passages comptés pendant l’heure")),
            Field("procede", "text", _("procédé de comptage")),
            *POINT,
        ),
        "Point",
        ("fréquentation", "piétons", "comptage"),
    ),
    DataSet(
        "nomenclature",
        _("Nomenclature locale"),
        _("Les codes et les noms de l’observatoire, avec leur équivalent commun, daté."),
        _(
            "Plusieurs termes peuvent avoir le même équivalent. Un terme sans équivalent, ou dont "
            "personne n’a encore décidé, garde sa ligne et le dit. La fin n’y est pas comprise."
        ),
        (
            Field("identifiant", "text", _("nomenclature, code et début de la période")),
            Field("nomenclature", "text", _("nom de la nomenclature")),
            Field("nature", "text", _("activité ou état du local")),
            *HERE,
            Field("decision", "text", _("équivalent, sans équivalent ou à décider")),
            Field("equivalent", "text", _("code commun ; vide s’il n’y en a pas")),
            Field("equivalent_libelle", "text", _("nom commun")),
            Field("depuis_le", "date", _("premier jour ; vide : depuis toujours")),
            Field("jusqu_au", "date", _("premier jour où ce n’est plus vrai ; vide : en cours")),
        ),
        "",
        ("commerce", "nomenclature", "interopérabilité"),
    ),
)
_BY_KEY = {one.key: one for one in SETS}


def by_key(key: str) -> DataSet | None:
    """The set of this address, None when there is none."""
    return _BY_KEY.get(key)
