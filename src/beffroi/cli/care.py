"""`backup`, `restore` and `upgrade`."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from beffroi.config.care import backups, reading, upgrading
from beffroi.config.care.archive import Manifest
from beffroi.config.care.carrying import carry_over
from beffroi.config.care.place import Place, files_here
from beffroi.config.care.restoring import restore as put_in_place
from beffroi.config.embedded import AlreadyRunning, Server, claim, state_folder

from .database import database, environment
from .errors import Refused
from .preparing import forget_preparation, prepare
from .say import say
from .tools import settings_here

TAKEN = "installation.backed_up"


def backup(options: argparse.Namespace, _rest: list[str]) -> int:
    """Save everything in one file, also while Beffroi runs."""
    state = state_folder()
    target = _target(state, options.file)
    with database(state, "backup") as url:
        place = Place(url, state / "media", files_here())
        manifest = backups.save(place, target, passphrase=_passphrase())
        upgrading.note(place, TAKEN, bytes=target.stat().st_size, rows=manifest.rows)
    say(f"Sauvegarde faite et relue : {target}")
    say(_told(manifest, target))
    for old in backups.let_go(target.parent, options.keep):
        say(f"Supprimée, car plus ancienne que les {options.keep} gardées : {old.name}")
    return 0


def restore(options: argparse.Namespace, _rest: list[str]) -> int:
    """Put a backup in the place of what is here."""
    path, passphrase = Path(options.file).resolve(), _passphrase()
    manifest = reading.examine(path, passphrase=passphrase)
    with _alone("restore") as here:
        _refuse_newer(here, manifest.migrations, "Cette sauvegarde")
        before = upgrading.standing(here.place)
        aside = _set_aside(here, "avant-restauration") if before and options.replace else None
        put_in_place(here.place, path, passphrase=passphrase, replace=options.replace)
        _bring_up(here, aside, passphrase)
        upgrading.note(here.place, "installation.restored", made_at=manifest.made_at)
    say(f"Restauré : {_told(manifest, path)}")
    if manifest.absent:
        say(f"{len(manifest.absent)} fichier(s) d’import manquaient déjà à la sauvegarde.")
    return 0


def upgrade(_options: argparse.Namespace, _rest: list[str]) -> int:
    """Save, change the tables, check; put everything back if a step fails."""
    with _alone("upgrade", carrying=True) as here:
        before = upgrading.standing(here.place)
        _refuse_newer(here, before or [], "Cette base")
        pending = upgrading.gap(before or []).pending
        if not pending:
            _prepare(here, ["sound", "catalogues"])
            say("Rien à mettre à jour : les tables sont celles de cette version.")
            return 0
        aside = _set_aside(here, "avant-mise-a-jour") if before else None
        say(f"{len(pending)} étape(s) de mise à jour.")
        _bring_up(here, aside, _passphrase())
        upgrading.note(here.place, "installation.upgraded", steps=pending)
    say("Mise à jour faite et vérifiée.")
    return 0


@dataclass(frozen=True, slots=True)
class Here:
    """The installation we have to ourselves."""

    place: Place
    state: Path
    env: Mapping[str, str]
    server: Server | None


@contextmanager
def _alone(verb: str, *, carrying: bool = False) -> Iterator[Here]:
    """The database with nobody else on it; raises `Refused` while Beffroi runs here."""
    state = state_folder()
    try:
        mine = claim(state, verb)
    except AlreadyRunning as busy:
        raise Refused(f"Arrêtez d’abord Beffroi (« beffroi {busy.verb} » tourne ici).") from busy
    try:
        given = os.environ.get("DATABASE_URL")
        if given:
            yield _here(given, state, None)
            return
        if carrying:
            carry_over(state, passphrase=_passphrase(), say=say)
        with Server(state) as server:
            yield _here(server.url, state, server)
    finally:
        mine.release()


def _here(url: str, state: Path, server: Server | None) -> Here:
    env = environment(state, settings_here(), url)
    os.environ.update(env)  # this process reads the migrations too
    return Here(Place(url, state / "media", files_here()), state, env, server)


def _set_aside(here: Here, why: str) -> Path:
    aside = here.state / "backups" / f"{why}-{_now():%Y-%m-%d-%H%M%S}{backups.SUFFIX}"
    manifest = backups.save(here.place, aside, passphrase=_passphrase())
    say(f"Ce qui était là est sauvegardé : {aside}")
    upgrading.note(here.place, TAKEN, rows=manifest.rows, why=why)
    return aside


def _bring_up(here: Here, aside: Path | None, passphrase: str) -> None:
    """Migrate and check; on failure put back `aside` (None: nothing was there)."""
    try:
        _prepare(here, ["migrate", "sound", "catalogues"])
    except Refused as failed:
        if aside is None:
            raise
        put_in_place(here.place, aside, passphrase=passphrase, replace=True)
        raise Refused(
            "La mise à jour des tables a échoué (voir ci-dessus) : tout a été remis comme avant. "
            "Revenez à la version précédente de Beffroi pour continuer à vous en servir."
        ) from failed


def _prepare(here: Here, steps: list[str]) -> None:
    if here.server is not None:
        forget_preparation(here.server)
    prepare(steps, here.env, None)


def _refuse_newer(here: Here, migrations: list[str], what: str) -> None:
    unknown = upgrading.gap(migrations).unknown
    if unknown:
        raise Refused(
            f"{what} vient d’une version plus récente de Beffroi (elle connaît « {unknown[-1]} ») : "
            "mettez d’abord à jour le logiciel. Rien n’a été touché."
        )


def _target(state: Path, asked: str | None) -> Path:
    path = Path(asked).resolve() if asked else state / "backups"
    return backups.default_target(path, _now()) if path.is_dir() or not asked else path


def _passphrase() -> str:
    return os.environ.get("BEFFROI_BACKUP_PASSPHRASE", "")


def _told(manifest: Manifest, path: Path) -> str:
    size = path.stat().st_size / 1e6
    return (
        f"{manifest.rows} lignes dans {len(manifest.tables)} tables, {len(manifest.media)} "
        f"fichier(s), {size:.1f} Mo ; état du {manifest.made_at}, Beffroi {manifest.beffroi}, "
        f"PostgreSQL {manifest.postgresql}."
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
