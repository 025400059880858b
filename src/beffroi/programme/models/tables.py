"""A table of actions that somebody brought: read by a worker, looked at, then written."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import new_key
from beffroi.programme.models.agreements import Agreement


class SheetTable(models.Model):
    """One file on its way to action sheets. The file goes once read, the row a week later."""

    class State(models.TextChoices):
        WAITING = "waiting", _("attend d’être lu")
        READ = "read", _("à relire")
        REFUSED = "refused", _("refusé")
        WRITING = "writing", _("s’enregistre")
        DONE = "done", _("enregistré")
        BROKEN = "broken", _("interrompu")

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="sheet_tables"
    )  # own
    file_name = models.CharField(_("fichier"), max_length=200)
    content = models.BinaryField(_("contenu"), null=True)  # None once read
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.WAITING)
    sentence = models.CharField(_("ce qui s’est passé"), max_length=500, blank=True)
    table = models.JSONField(_("lignes"), default=dict)  # titles, lines, left
    mapping = models.JSONField(_("colonnes"), default=dict)  # field → column, as last agreed on
    update = models.BooleanField(_("met à jour les fiches inscrites"), default=False)
    rows_done = models.PositiveIntegerField(_("lignes écrites"), default=0)
    rows_total = models.PositiveIntegerField(_("lignes à écrire"), null=True)
    counts = models.JSONField(_("résultat"), default=dict)
    brought_at = models.DateTimeField(_("apporté le"), default=timezone.now)
    brought_by = models.CharField(_("par"), max_length=40)

    class Meta:
        ordering = ["-brought_at"]

    def __str__(self) -> str:
        return self.file_name
