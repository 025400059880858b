"""Forms of accounts, in our words; what they check is allauth's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.passwords import LONGEST

ADDRESS = _("Adresse électronique")
PASSWORD = _("Mot de passe")
PASSWORD_HELP = _("12 caractères au moins. Une phrase que vous retiendrez vaut mieux qu’un code.")
NEW = {
    "label": _("Nouveau mot de passe"),
    "help_text": PASSWORD_HELP,
    "attrs": {"maxlength": LONGEST},
}


class _Dressed:
    """A third-party form with our labels, by field; a placeholder is no label."""

    words: Mapping[str, Mapping[str, Any]]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        fields.pop("password2", None)
        for name, said in self.words.items():
            field = fields[name]
            field.label = said["label"]
            field.help_text = said.get("help_text", "")
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs |= said.get("attrs", {})


class SignInForm(_Dressed, account.LoginForm):
    """E-mail and password."""

    words = {
        "login": {"label": ADDRESS},
        "password": {"label": PASSWORD, "attrs": {"maxlength": LONGEST}},
    }


class ForgottenForm(_Dressed, account.ResetPasswordForm):
    """The address to which a link is sent, if there is an account."""

    words = {"email": {"label": ADDRESS}}


class NewPasswordForm(_Dressed, account.ResetPasswordKeyForm):
    """A password chosen by the link received."""

    words = {"password1": NEW}


class ChangePasswordForm(_Dressed, account.ChangePasswordForm):
    """The present password, and the new one."""

    words = {"oldpassword": {"label": _("Mot de passe actuel")}, "password1": NEW}


class FirstPasswordForm(_Dressed, account.SetPasswordForm):
    """For an account that had only a passkey."""

    words = {"password1": NEW}


class ConfirmForm(_Dressed, account.ReauthenticateForm):
    """The password again, before something that matters."""

    words = {"password": {"label": PASSWORD}}


_CODE = {
    "label": _("Code"),
    "help_text": _("Les six chiffres de votre application, ou un code de secours."),
}


class SecondFactorForm(_Dressed, second_factor.AuthenticateForm):
    """The code asked after the password."""

    words = {"code": _CODE}


class ConfirmByCodeForm(_Dressed, second_factor.ReauthenticateForm):
    """A code again, before something that matters."""

    words = {"code": _CODE}


class ActivateCodesForm(_Dressed, totp.ActivateTOTPForm):
    """The first code of an application shows that the square was read."""

    words = {
        "code": {
            "label": _("Code"),
            "help_text": _("Les six chiffres que l’application affiche maintenant."),
            "attrs": {"inputmode": "numeric"},
        }
    }


class RenamePasskeyForm(_Dressed, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    words = {"name": {"label": _("Nom de la clé")}}


class PasskeyForm(_Dressed, webauthn.AddWebAuthnForm):
    """A passkey: always one that can open the account alone, checked by finger, face or PIN."""

    words = {
        "name": {
            "label": _("Nom de la clé"),
            "help_text": _("Pour la reconnaître : « Téléphone », « Ordinateur du bureau »."),
        }
    }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields.pop("passwordless", None)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        return dict(super().clean())


class AcceptForm(forms.Form):
    """The password an invited person chooses."""

    password = forms.CharField(
        label=_("Choisissez un mot de passe"),
        help_text=PASSWORD_HELP,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class SignUpForm(forms.Form):
    """Name and address, where signing up is open; a link goes to the address."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=120)
    email = forms.EmailField(label=ADDRESS)


def _languages() -> list[tuple[str, str]]:
    """Each by its own name: who looks for English reads « English »."""
    return [(code, get_language_info(code)["name_local"].capitalize()) for code in CODES]


CODES = [code for code, _name in settings.LANGUAGES]


class SelfForm(forms.Form):
    """How the others read you, and the language in which you are written to."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=120)
    language = forms.ChoiceField(
        label=_("Langue des courriels"),
        help_text=_("Celle des pages se choisit en haut de chaque page."),
        choices=_languages,
    )


class EmailForm(forms.Form):
    """A new address; it counts once its link was followed."""

    email = forms.EmailField(label=_("Nouvelle adresse électronique"))
