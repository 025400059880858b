"""People who sign in, and what they are told."""

from beffroi.accounts.models.messages import Mailing, Message, MessageChoice
from beffroi.accounts.models.people import Person, PersonManager, new_key

__all__ = ["Mailing", "Message", "MessageChoice", "Person", "PersonManager", "new_key"]
