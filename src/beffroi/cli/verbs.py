"""The verbs, what they take, and how they explain themselves. Standard library only."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from . import arguments


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: `module.function(options, rest)` in this package does it."""

    name: str
    summary: str
    module: str
    function: str
    details: str = ""
    passes_on: bool = False  # unknown arguments go to the tool behind
    options: Callable[[argparse.ArgumentParser], None] | None = None


_ALL = (
    Verb(
        "demo",
        "montre Beffroi sur une vraie ville",
        "serving",
        "demo",
        "Démarre une base sur cette machine, la remplit (Redon, Lyon 4e, une ville inventée) et "
        "affiche l’adresse à ouvrir. Ctrl-C arrête tout ; les données restent dans .beffroi/.",
        options=arguments.port,
    ),
    Verb(
        "test",
        "lance les essais",
        "testing",
        "test",
        "Sur une base jetable. Les autres arguments vont à pytest.",
        passes_on=True,
        options=arguments.testing,
    ),
    Verb(
        "up",
        "sert une vraie installation",
        "serving",
        "up",
        "Réglages de production, sur DATABASE_URL (sinon la base intégrée). Demande "
        "BEFFROI_SECRET_KEY et BEFFROI_HOSTS dans l’environnement.",
        options=arguments.serving,
    ),
    Verb(
        "work",
        "fait les travaux de fond d’une base partagée",
        "working",
        "work",
        "Sur autant de machines que l’on veut : lecture des fichiers, courriels, entretien. À "
        "l’arrêt, ce qui est en cours finit ou revient dans sa file.",
        options=arguments.working,
    ),
    Verb(
        "check",
        "vérifie le code",
        "checking",
        "check",
        "Mise en forme, fautes, types, étages, et la bibliothèque chalandise seule sans Django.",
    ),
    Verb(
        "import",
        "lit un fichier de données",
        "tools",
        "import_file",
        "Dit ce qui a été lu, pris, changé, refusé et pourquoi. Le même fichier deux fois ne "
        "change rien.",
        passes_on=True,
        options=arguments.importing,
    ),
    Verb(
        "backup",
        "sauvegarde tout en un fichier",
        "care",
        "backup",
        "La base et les fichiers déposés, à un même instant, même pendant que Beffroi tourne. Le "
        "fichier est relu avant d’être nommé. BEFFROI_BACKUP_PASSPHRASE le chiffre.",
        options=arguments.backup,
    ),
    Verb(
        "restore",
        "remet une sauvegarde en place",
        "care",
        "restore",
        "Beffroi étant arrêté. Un fichier abîmé ou étranger est refusé avant que rien ne soit "
        "touché ; si la restauration échoue, ce qui était là y reste.",
        options=arguments.restore,
    ),
    Verb(
        "health",
        "dit si l’installation va bien",
        "tools",
        "health",
        "Base, tables, travaux de fond, sauvegarde, disque, et le serveur web s’il tourne ici. "
        "Le code de sortie est 1 si quelque chose est en panne.",
    ),
    Verb(
        "upgrade",
        "met les données au niveau de cette version",
        "care",
        "upgrade",
        "Beffroi étant arrêté : sauvegarde, change les tables, vérifie, et remet tout comme avant "
        "si une étape échoue. Reprend aussi les données d’un PostgreSQL intégré plus ancien.",
    ),
    Verb(
        "bench",
        "mesure la vitesse",
        "bench",
        "bench",
        "Chaque mesure de benches/ dit la machine, sa charge et le rapport à une référence.",
        options=arguments.bench,
    ),
    Verb(
        "manage",
        "lance une commande d’administration",
        "tools",
        "manage",
        "« manage create_person ADRESSE NOM --town INSEE --role advisor » crée un compte ; "
        "« manage help COMMANDE » explique les autres.",
        passes_on=True,
        options=arguments.manage,
    ),
    Verb(
        "shell",
        "ouvre un Python avec les données",
        "tools",
        "shell",
        passes_on=True,
    ),
)
VERBS = {verb.name: verb for verb in _ALL}


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="beffroi",
        description="Beffroi : l’observatoire du commerce de centre-ville.",
        epilog="« beffroi VERBE --help » explique un verbe. En savoir plus : docs/how-to/run.md",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERBE", required=True)
    for verb in _ALL:
        about = f"{verb.summary[0].upper()}{verb.summary[1:]}. {verb.details}"
        sub = verbs.add_parser(verb.name, help=verb.summary, description=about, allow_abbrev=False)
        if verb.options:
            verb.options(sub)
    return parser
