"""What the portal tells people: files read, work that failed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.subjects import NOW, Params, Subject, register
from beffroi.portal.jobs import LABELS

IMPORTS, JOBS = "imports", "jobs"


def register_subjects() -> None:
    """For whoever brought a file, and for those who look after the installation."""
    register(
        Subject(
            IMPORTS,
            _("Les fichiers que vous apportez"),
            _("La lecture d’un fichier est finie, ou n’a pas pu aller au bout."),
            {
                "done": _("« %(file)s » est lu : le compte rendu vous attend."),
                "refused": _("« %(file)s » n’a pas été retenu : la raison est sur sa page."),
                "broken": _(
                    "La lecture de « %(file)s » s’est interrompue : vous pouvez la relancer."
                ),
            },
            rhythm=NOW,
            order=30,
        )
    )
    _register_jobs()


def _register_jobs() -> None:
    """For those who look after the installation."""
    register(
        Subject(
            JOBS,
            _("Les travaux de fond"),
            _("Pour les administrateurs : un travail a échoué et ne sera plus essayé."),
            {"failed": _("Un travail a échoué (%(queue)s, n° %(number)d) : %(reason)s.")},
            rhythm=NOW,
            order=90,
            prepare=_in_words,
        )
    )


def _in_words(params: Params) -> Params:
    """The queue by its name."""
    return {**params, "queue": LABELS.get(params["queue"], params["queue"])}
