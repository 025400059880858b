"""Who must hold a second factor."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from beffroi.accounts.models import Person

# Filled by the context that knows the roles (`territory`), from its AppConfig.
_role_readers: list[Callable[[Person], Collection[str]]] = []


def register_roles(reader: Callable[[Person], Collection[str]]) -> None:
    """Say how the roles a person holds today are read."""
    if reader not in _role_readers:
        _role_readers.append(reader)


def roles_held(person: Person) -> set[str]:
    """Keys of the roles held today (accounts/rules/roles.py)."""
    return {role for reader in _role_readers for role in reader(person)}


def must_have_second_factor(person: Person) -> bool:
    """Whether one of this person's roles demands it (setting SECOND_FACTOR_ROLES)."""
    wanted: Collection[str] = settings.SECOND_FACTOR_ROLES
    return bool(wanted) and not roles_held(person).isdisjoint(wanted)


def has_second_factor(person: Any) -> bool:
    """An application's codes, or a passkey; recovery codes alone do not count."""
    return bool(is_mfa_enabled(person, ["totp", "webauthn"]))


def lacks_second_factor(person: Any) -> bool:
    """Whether the next page must be the one that sets it up; never in the demonstration."""
    return not settings.DEMO and must_have_second_factor(person) and not has_second_factor(person)
