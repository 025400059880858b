"""What each verb takes on the command line. Standard library only."""

from __future__ import annotations

import argparse


def port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port souhaité (8000)")


def serving(parser: argparse.ArgumentParser) -> None:
    port(parser)
    parser.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
    parser.add_argument("--web-workers", type=int, default=2, help="processus web (2)")
    parser.add_argument(
        "--without-worker", action="store_true", help="sans travaux de fond : ils sont ailleurs"
    )


def working(parser: argparse.ArgumentParser) -> None:
    every = "imports,publications,mail,digests,upkeep"
    parser.add_argument("--queues", default=every, help=f"files servies ({every})")
    parser.add_argument("--concurrency", type=int, default=1, help="travaux à la fois (1)")
    parser.add_argument(
        "--patience", type=float, default=30.0, help="secondes pour finir à l’arrêt (30)"
    )


def importing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", help="fichier à lire : .osm, .osm.gz, .pbf, .csv, .csv.gz, .parquet"
    )
    parser.add_argument("--town", metavar="INSEE", help="code commune, par exemple 35236")


def manage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("command", help="par exemple create_person, check, help")


def testing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--long", action="store_true", help="ajoute les essais longs")
    parser.add_argument(
        "--database", metavar="URL", help="une autre base PostgreSQL que l’intégrée"
    )
    parser.add_argument("--all-journeys", action="store_true", help=argparse.SUPPRESS)


def backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", help="fichier ou dossier (sinon, « backups » parmi les données)"
    )
    parser.add_argument(
        "--keep",
        type=int,
        default=0,
        metavar="N",
        help="supprime, du même dossier, les sauvegardes datées plus anciennes que les N dernières",
    )


def restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="la sauvegarde à remettre en place")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="remplace les données présentes, sauvegardées d’abord à part",
    )


def bench(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="une seule mesure (toutes sinon)")
    parser.add_argument("--list", action="store_true", help="nomme les mesures")
