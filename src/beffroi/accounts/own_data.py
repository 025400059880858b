"""What accounts themselves hold of a person."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.accounts.models import ApiKey, Mailing, Message, MessageChoice, Person
from beffroi.accounts.personal import Holding, Rows, register
from beffroi.accounts.reads import sessions_of
from beffroi.accounts.rules.devices import device_sentence
from beffroi.kernel.journal.retention import FEWEST_DAYS
from beffroi.kernel.models import AuditEntry


def _identity(person: Person) -> Rows:
    return [
        {
            _("nom"): person.name,
            _("adresse électronique"): person.email,
            _("clé"): person.key,
            _("langue des courriels"): person.language,
            _("dernière connexion"): person.last_login,
        }
    ]


FACTORS = {
    Authenticator.Type.TOTP: _l("Application de codes"),
    Authenticator.Type.WEBAUTHN: _l("Clé d’accès"),
    Authenticator.Type.RECOVERY_CODES: _l("Codes de secours"),
}


def _factors(person: Person) -> Rows:
    named = (_("moyen"), _("ajouté le"), _("servi le"))
    return [
        dict(
            zip(
                named,
                (str(FACTORS.get(row.type, row.type)), row.created_at, row.last_used_at),
                strict=True,
            )
        )
        for row in Authenticator.objects.filter(user=person).order_by("pk")
    ]


def _forget_factors(person: Person) -> None:
    Authenticator.objects.filter(user=person).delete()


def _ways_in(person: Person) -> Rows:
    named = (_("numéro"), _("relié le"), _("servi le"), _("ce qu’il dit de vous"))
    rows = SocialAccount.objects.filter(user=person).order_by("pk")
    told = rows.values_list("uid", "date_joined", "last_login", "extra_data")
    return [dict(zip(named, row, strict=True)) for row in told]


def _forget_ways_in(person: Person) -> None:
    SocialAccount.objects.filter(user=person).delete()


def _sessions(person: Person) -> Rows:
    return [
        {
            _("appareil"): device_sentence(row.device),
            _("ouverte le"): row.first_seen,
            _("vue le"): row.last_seen,
        }
        for row in sessions_of(person)
    ]


def _forget_sessions(person: Person) -> None:
    person.sessions.all().delete()
    person.invitations.all().delete()


def _keys(person: Person) -> Rows:
    named = (_("nom"), _("clé"), _("créée le"), _("valable jusqu’au"), _("servi le"))
    rows = ApiKey.objects.filter(person=person).order_by("pk")
    told = rows.values_list("label", "prefix", "made_on", "expires_on", "last_used_on")
    return [dict(zip(named, row, strict=True)) for row in told]


def _forget_keys(person: Person) -> None:
    ApiKey.objects.filter(person=person).delete()


def _messages(person: Person) -> Rows:
    named = (_("message"), _("reçu le"))
    told = Message.objects.filter(person=person).order_by("pk")
    return [dict(zip(named, (one.words, one.told_at), strict=True)) for one in told]


def _forget_messages(person: Person) -> None:
    Message.objects.filter(person=person).delete()
    Mailing.objects.filter(person=person).delete()
    MessageChoice.objects.filter(person=person).delete()


def _acts(person: Person) -> Rows:
    named = (_("acte"), _("objet"), _("le"))
    return [
        dict(zip(named, (row.verb, row.object_key, row.recorded_at), strict=True))
        for row in AuditEntry.objects.filter(actor_key=person.key).order_by("recorded_at", "pk")
    ]


def _anonymise(person: Person) -> None:
    """The row stays, empty: its key is what the audit knows."""
    person.email, person.name = f"efface-{person.key}@beffroi.invalid", _("Personne effacée")
    person.is_active, person.erase_on = False, None
    person.set_unusable_password()
    person.save(update_fields=["email", "name", "is_active", "erase_on", "password"])


OWN = _l("Pour vous laisser entrer et signer ce que vous faites.")
SAFE = _l("Pour protéger votre compte.")
KEYS = _l("Pour que vos programmes lisent les données.")
ACCOUNT = _l("Tant que le compte existe.")
LIFETIME = _l("%(days)d jours au plus.") % {"days": settings.SESSION_LIFETIME.days}
KINDS = (
    Holding("identity", _l("Qui vous êtes"), OWN, ACCOUNT, _identity, _anonymise),
    Holding(
        "factors", _l("Second facteur, clés d’accès"), SAFE, ACCOUNT, _factors, _forget_factors
    ),
    Holding("openid", _l("Compte de votre organisme"), OWN, ACCOUNT, _ways_in, _forget_ways_in),
    Holding("keys", _l("Clés d’API"), KEYS, ACCOUNT, _keys, _forget_keys),
    Holding("sessions", _l("Sessions ouvertes"), SAFE, LIFETIME, _sessions, _forget_sessions),
    Holding(
        "messages",
        _l("Ce que l’on vous a dit"),
        _l("Pour vous prévenir de ce qui vous regarde."),
        _l("Deux ans."),
        _messages,
        _forget_messages,
    ),
    Holding(
        "acts",
        _l("Ce que vous avez fait"),
        _l("Pour que l’on sache qui a changé quoi, et pour comprendre un incident."),
        _l(
            "Connexions et réglages de votre compte : %(days)d jours. Ce que vous avez changé pour "
            "une ville : tant que c’est gardé ; sans votre nom après effacement."
        )
        % {"days": max(settings.JOURNAL_DAYS, FEWEST_DAYS)},
        _acts,
        kept_because=_l("La commune doit pouvoir rendre compte de ses actes."),
    ),
)


def register_own_data() -> None:
    """Identity, means of signing in, keys, sessions, messages, acts."""
    for holding in KINDS:
        register(holding)
