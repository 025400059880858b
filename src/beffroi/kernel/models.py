"""Audit and evidence. They name person, town and perimeter by opaque keys: they outlive erasure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One change a person can read back."""

    verb = models.CharField(_("verbe"), max_length=80)  # "premises.street_corrected"
    town_key = models.CharField(_("ville"), max_length=12, blank=True)
    object_key = models.CharField(_("objet"), max_length=80, blank=True)
    actor_key = models.CharField(_("auteur"), max_length=40, blank=True)
    # The body it was done for, not those whose area covers the object; "" when nobody's.
    body_key = models.CharField(_("pour l’organisme"), max_length=20, blank=True, default="")
    recorded_at = models.DateTimeField(_("le"), auto_now_add=True)
    data = models.JSONField(_("détail"), default=dict)

    class Meta:
        # The log is read newest first, by one of these and a period.
        indexes = [
            models.Index(fields=["town_key", "-recorded_at"]),
            models.Index(fields=["-recorded_at"], name="audit_newest"),
            models.Index(fields=["actor_key", "-recorded_at"], name="audit_by_person"),
            models.Index(fields=["object_key", "-recorded_at"], name="audit_by_object"),
            models.Index(fields=["verb", "-recorded_at"], name="audit_by_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_key}"


class EvidenceNode(models.Model):
    """A published figure and all it rests on; "to redo" once a source it uses is gone."""

    class State(models.TextChoices):
        CURRENT = "current", _("à jour")
        TO_REDO = "to_redo", _("à refaire")

    publication_key = models.CharField(_("publication"), max_length=60)  # "diagnosis/12"
    town_key = models.CharField(_("ville"), max_length=12)
    perimeter_key = models.CharField(_("version du périmètre"), max_length=60, blank=True)
    code = models.CharField(_("indicateur"), max_length=60)
    formula_id = models.CharField(_("formule"), max_length=60)
    code_version = models.CharField(_("version du logiciel"), max_length=20)
    true_on = models.DateField(_("état au"))
    known_on = models.DateTimeField(_("connu le"))
    figure = models.JSONField(_("valeur"))
    coverage = models.JSONField(_("couverture"), default=dict)
    secrecy = models.CharField(_("secret"), max_length=20, default="none_needed")
    source_keys = models.JSONField(_("sources"), default=list)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.CURRENT)
    redo_reason = models.CharField(_("motif"), max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["publication_key"]), models.Index(fields=["town_key"])]

    def __str__(self) -> str:
        return f"{self.publication_key} {self.code}"
