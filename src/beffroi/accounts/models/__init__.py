"""People who sign in, and what they are told."""

from beffroi.accounts.models.people import Person, PersonManager, new_key

__all__ = ["Person", "PersonManager", "new_key"]
