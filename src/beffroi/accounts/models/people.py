"""People who sign in. Roles and their scope are the towns' (`territory.RoleAssignment`)."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """An opaque key that outlives erasure of the person."""
    return secrets.token_hex(8)


class PersonManager(BaseUserManager["Person"]):
    """People by e-mail, which is compared without case."""

    def create_person(self, email: str, name: str, password: str | None = None, **more: Any) -> Any:
        person = self.model(email=self.normalize_email(email).lower(), name=name, **more)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """One person who may sign in."""

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("nom"), max_length=120)
    is_active = models.BooleanField(_("peut se connecter"), default=True)
    is_fictional = models.BooleanField(_("personne fictive"), default=False)
    # What is written to this person when no page tells the language: mails.
    language = models.CharField(_("langue des courriels"), max_length=5, default="fr")
    # Browsers marked before this moment are strangers again (accounts/browsers.py).
    browsers_from = models.DateTimeField(_("navigateurs reconnus depuis le"), null=True, blank=True)
    # Asked for by its owner; until that day it can be taken back.
    erase_on = models.DateField(_("effacement prévu le"), null=True, blank=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def has_entered(self) -> bool:
        """Whether the account was opened already; then a link by hand must not open it again."""
        return self.has_usable_password() or self.last_login is not None
