"""What people are told: messages, how often each wants mail, and the mails themselves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models.people import new_key
from beffroi.accounts.rules import subjects


class Mailing(models.Model):
    """One mail to one person: at once, or the digest of one morning.

    `SENDING` is committed before the mail server is spoken to: a digest whose worker dies there is
    never sent a second time (`UNSURE`); a mail at once is, under the same Message-ID.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("à envoyer")
        SENDING = "sending", _("en cours d’envoi")
        SENT = "sent", _("envoyé")
        FAILED = "failed", _("refusé")
        UNSURE = "unsure", _("sans certitude")

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mailings"
    )  # mail goes with its reader
    rhythm = models.CharField(_("rythme"), max_length=8, choices=subjects.rhythm_choices)
    morning = models.DateField(_("matin"), null=True, blank=True)  # of a digest
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    not_before = models.DateTimeField(_("pas avant"), default=timezone.now)
    reason = models.CharField(_("motif"), max_length=120, blank=True)  # never an address
    changed = models.DateTimeField(_("changé"), default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "rhythm", "morning"],
                condition=Q(morning__isnull=False),
                name="one_digest_a_morning",
            )
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(state__in=["waiting", "sending"]),
                name="mail_to_send",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rhythm} {self.state}"


class Message(models.Model):
    """One thing told to one person; its words are set in the reader's language when read."""

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="told"
    )  # a message without its reader means nothing
    subject = models.CharField(_("sujet"), max_length=40)
    sentence = models.CharField(_("phrase"), max_length=40)
    params = models.JSONField(_("mots"), default=dict)
    url = models.CharField(_("page"), max_length=300, blank=True)  # a path of ours
    town_key = models.CharField(_("ville"), max_length=12, blank=True)
    object_key = models.CharField(_("objet"), max_length=80, blank=True)
    once = models.CharField(_("une seule fois"), max_length=120, blank=True)
    told_at = models.DateTimeField(_("dit le"), default=timezone.now)
    told_by = models.CharField(_("dit par"), max_length=40, blank=True)  # a person's key
    is_read = models.BooleanField(_("lu"), default=False)
    is_archived = models.BooleanField(_("archivé"), default=False)
    # The rhythm of mail that held when it was told, changed with the person's choice.
    rhythm = models.CharField(_("rythme"), max_length=8, choices=subjects.rhythm_choices)
    mailing = models.ForeignKey(
        Mailing, on_delete=models.RESTRICT, null=True, blank=True, related_name="messages"
    )  # a message that lost its mail would be mailed again

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "once"], condition=~Q(once=""), name="told_once"
            )
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="messages_of"),
            models.Index(
                fields=["person"], condition=Q(is_read=False, is_archived=False), name="unread_of"
            ),
            models.Index(
                fields=["rhythm", "told_at"],
                condition=Q(mailing=None, is_read=False) & ~Q(rhythm="never"),
                name="not_yet_mailed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.sentence}"

    @property
    def words(self) -> str:
        """The sentence, in the active language."""
        return subjects.sentence_of(self.subject, self.sentence, self.params)


class MessageChoice(models.Model):
    """How often a person wants mail of a subject, where it differs from the subject's own."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="message_choices"
    )  # a choice goes with its person
    subject = models.CharField(_("sujet"), max_length=40)
    rhythm = models.CharField(_("rythme"), max_length=8, choices=subjects.rhythm_choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "subject"], name="one_choice_a_subject")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.rhythm}"
