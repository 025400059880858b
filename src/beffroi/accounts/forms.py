"""Forms of accounts, in our words; what they check is allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.passwords import LONGEST

ADDRESS = _("Adresse électronique")
PASSWORD = _("Mot de passe")
PASSWORD_HELP = _("12 caractères au moins. Une phrase que vous retiendrez vaut mieux qu’un code.")
NEW = {"label": _("Nouveau mot de passe"), "help_text": PASSWORD_HELP, "longest": LONGEST}


def _dress(form: forms.BaseForm, **said: dict[str, Any]) -> None:
    """Give the fields of a third-party form our labels; a placeholder is no label."""
    form.fields.pop("password2", None)
    for name, words in said.items():
        field = form.fields[name]
        field.label = words["label"]
        field.help_text = words.get("help_text", "")
        field.widget.attrs.pop("placeholder", None)
        if "longest" in words:
            field.widget.attrs["maxlength"] = words["longest"]


class SignInForm(account.LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        password = {"label": PASSWORD, "longest": LONGEST}
        _dress(self, login={"label": ADDRESS}, password=password)


class ForgottenForm(account.ResetPasswordForm):
    """The address to which a link is sent, if there is an account."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _dress(self, email={"label": ADDRESS})


class NewPasswordForm(account.ResetPasswordKeyForm):
    """A password chosen by the link received."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _dress(self, password1=NEW)


class ChangePasswordForm(account.ChangePasswordForm):
    """The present password, and the new one."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _dress(self, oldpassword={"label": _("Mot de passe actuel")}, password1=NEW)


class FirstPasswordForm(account.SetPasswordForm):
    """For an account that had only a passkey."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _dress(self, password1=NEW)


class ConfirmForm(account.ReauthenticateForm):
    """The password again, before something that matters."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _dress(self, password={"label": PASSWORD})


_CODE = {
    "label": _("Code"),
    "help_text": _("Les six chiffres de votre application, ou un code de secours."),
}


class SecondFactorForm(second_factor.AuthenticateForm):
    """The code asked after the password."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _dress(self, code=_CODE)


class ConfirmByCodeForm(second_factor.ReauthenticateForm):
    """A code again, before something that matters."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _dress(self, code=_CODE)


class ActivateCodesForm(totp.ActivateTOTPForm):
    """The first code of an application shows that the square was read."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        help_text = _("Les six chiffres que l’application affiche maintenant.")
        _dress(self, code={"label": _("Code"), "help_text": help_text})
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _dress(self, name={"label": _("Nom de la clé")})


class PasskeyForm(webauthn.AddWebAuthnForm):
    """A passkey: always one that can open the account alone, checked by finger, face or PIN."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        help_text = _("Pour la reconnaître : « Téléphone », « Ordinateur du bureau ».")
        _dress(self, name={"label": _("Nom de la clé"), "help_text": help_text})
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


class NameForm(forms.Form):
    """How the others read you."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=120)


class EmailForm(forms.Form):
    """A new address; it counts once its link was followed."""

    email = forms.EmailField(label=_("Nouvelle adresse électronique"))
