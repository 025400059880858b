"""People who sign in, how they entered, and what they are told."""

from beffroi.accounts.models.api_keys import ApiKey, ApiTally
from beffroi.accounts.models.counters import Counter, FailureCount, Trying
from beffroi.accounts.models.invitations import Invitation
from beffroi.accounts.models.messages import Mailing, Message, MessageChoice
from beffroi.accounts.models.people import Person, PersonManager, new_key
from beffroi.accounts.models.sessions import SignInSession

__all__ = [
    "ApiKey",
    "ApiTally",
    "Counter",
    "FailureCount",
    "Invitation",
    "Mailing",
    "Message",
    "MessageChoice",
    "Person",
    "PersonManager",
    "SignInSession",
    "Trying",
    "new_key",
]
