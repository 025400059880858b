"""Sign-in form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """E-mail and password."""

    email = forms.EmailField(label=_("Adresse électronique"))
    password = forms.CharField(label=_("Mot de passe"), widget=forms.PasswordInput)

    def refuse(self) -> None:
        """Say that the pair is wrong, without saying which half."""
        self.add_error(
            None, _("Cette adresse et ce mot de passe ne vont pas ensemble. Essayez de nouveau.")
        )
