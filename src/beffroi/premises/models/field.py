"""What devices send from the street: notes, photos, and what was decided between notes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.premises.models.cells import Premises
from beffroi.premises.models.rounds import SurveyRound
from beffroi.premises.rules.rounds.notes import KINDS


class FieldNote(models.Model):
    """What a device sent about one door. Append only: a correction is a note that replaces.

    It speaks of `premises`, or of a new door (`new_ref`, a name the device gave it); of both when a
    new door was cut out of `premises`. `seen_at` is the device's time put right by `clock_off_s`.
    """

    round = models.ForeignKey(
        SurveyRound, on_delete=models.CASCADE, related_name="notes"
    )  # a note belongs to its round
    uuid = models.UUIDField(_("clé de l’appareil"), unique=True)
    device = models.CharField(_("appareil"), max_length=40)
    sequence = models.PositiveBigIntegerField(_("rang sur l’appareil"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # what was seen outlives the account
    premises = models.ForeignKey(
        Premises, null=True, on_delete=models.CASCADE, related_name="notes"
    )  # and belongs to its door
    new_ref = models.UUIDField(_("nouveau local"), null=True)
    lon = models.FloatField(_("longitude"), null=True)
    lat = models.FloatField(_("latitude"), null=True)
    kind = models.CharField(_("nature"), max_length=10, choices=KINDS)
    said = models.JSONField(_("constat"), default=dict)  # rules.rounds.notes.Said
    photos = models.JSONField(_("photos"), default=list)  # uuids of FieldPhoto, known or to come
    seen_at = models.DateTimeField(_("vu le"))
    device_seen_at = models.DateTimeField(_("vu le, selon l’appareil"))
    clock_off_s = models.BigIntegerField(_("retard de l’horloge (s)"), default=0)
    received_at = models.DateTimeField(_("reçu le"), default=timezone.now)
    replaces = models.UUIDField(_("remplace"), null=True)

    objects = TownManager("round__town")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["round", "premises"], name="notes_of_a_door")]
        constraints = [
            models.CheckConstraint(
                name="note_names_a_door",
                condition=models.Q(premises__isnull=False) | models.Q(new_ref__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.uuid}"


class FieldPhoto(models.Model):
    """A photo taken in the street, written again by us: pixels only. Shown to nobody outside the
    team before a person says so.
    """

    round = models.ForeignKey(
        SurveyRound, on_delete=models.CASCADE, related_name="photos"
    )  # taken on its round
    uuid = models.UUIDField(_("clé de l’appareil"), unique=True)
    stored_as = models.CharField(_("conservée sous"), max_length=255)
    sha256 = models.CharField(_("empreinte de ce qui fut reçu"), max_length=64)
    size = models.PositiveIntegerField(_("taille"))
    width = models.PositiveSmallIntegerField(_("largeur"))
    height = models.PositiveSmallIntegerField(_("hauteur"))
    received_at = models.DateTimeField(_("reçue le"), default=timezone.now)
    received_by = models.CharField(_("prise par"), max_length=40, blank=True)
    # Shown to everybody on the sheet of `premises` since `shown_at`, by a person's decision, who said
    # that no face and no number plate can be recognised. The journal keeps what was withdrawn.
    premises = models.ForeignKey(
        Premises, null=True, on_delete=models.SET_NULL, related_name="photos"
    )  # a door gone leaves the photo to its round
    alt = models.CharField(_("ce que l’on y voit"), max_length=200, blank=True)
    shown_at = models.DateTimeField(_("montrée depuis le"), null=True)
    shown_by = models.CharField(_("montrée par"), max_length=40, blank=True)

    objects = TownManager("round__town")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_photo_shown_says_what_and_where",
                condition=models.Q(shown_at__isnull=True)
                | (models.Q(premises__isnull=False) & ~models.Q(alt="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.uuid}"


class RoundVerdict(models.Model):
    """Which note counts for a door of a round, by whom and why."""

    round = models.ForeignKey(
        SurveyRound, on_delete=models.CASCADE, related_name="verdicts"
    )  # decided for its round
    premises = models.ForeignKey(
        Premises, null=True, on_delete=models.CASCADE, related_name="+"
    )  # and its door
    new_ref = models.UUIDField(_("nouveau local"), null=True)
    chosen = models.ForeignKey(
        FieldNote, null=True, on_delete=models.CASCADE, related_name="+"
    )  # null: the door is left as it was
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("décidé le"), default=timezone.now)
    decided_by = models.CharField(_("décidé par"), max_length=40)

    objects = TownManager("round__town")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "premises"],
                condition=models.Q(new_ref__isnull=True),
                name="one_verdict_a_round_and_door",
            ),
            models.UniqueConstraint(
                fields=["round", "new_ref"],
                condition=models.Q(new_ref__isnull=False),
                name="one_verdict_a_round_and_new_door",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.premises_id or self.new_ref}"
