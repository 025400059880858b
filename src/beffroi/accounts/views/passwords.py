"""A password: forgotten, chosen again by the link, changed."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.debug import sensitive_post_parameters

from beffroi.accounts import browsers
from beffroi.accounts.views.around import before_second_factor
from beffroi.kernel.permission import public, signed_in

FORM = "accounts/form.html"


class NewPassword(allauth.PasswordResetFromKeyView):
    """The link of a forgotten password; it serves once, within the hour."""

    template_name = "accounts/new_password.html"

    def form_valid(self, form: Any) -> Any:
        known = browsers.knows(self.request, self.reset_user)
        answer = super().form_valid(form)
        if known:
            browsers.remember(self.request, answer, self.reset_user)
        return answer


class ChangePassword(allauth.PasswordChangeView):
    """Another password; the other sessions end."""

    template_name = FORM
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        said = _("Mot de passe changé. Les autres sessions sont fermées.")
        messages.success(self.request, said)
        browsers.remember(self.request, answer, self.request.user)
        return answer


class FirstPassword(allauth.PasswordSetView):
    """A password for an account that had none."""

    template_name = FORM
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        browsers.remember(self.request, answer, self.request.user)
        return answer


forgotten = public(
    allauth.PasswordResetView.as_view(
        template_name=FORM,
        extra_context={
            "title": _l("Mot de passe oublié"),
            "lead": _l("Donnez votre adresse : un lien vous y attend dans une minute."),
            "action": _l("Recevoir un lien"),
            "back": reverse_lazy("sign_in"),
        },
    )
)
forgotten_done = public(
    allauth.PasswordResetDoneView.as_view(template_name="accounts/forgotten_done.html")
)
new_password = sensitive_post_parameters("password1")(NewPassword.as_view())
new_password = public(new_password)
change_password = signed_in(
    ChangePassword.as_view(
        extra_context={
            "title": _l("Changer de mot de passe"),
            "lead": _l("Vos sessions sur d’autres appareils seront fermées."),
            "action": _l("Changer"),
            "back": reverse_lazy("account"),
        }
    )
)
set_password = before_second_factor(
    signed_in(
        FirstPassword.as_view(
            extra_context={
                "title": _l("Choisir un mot de passe"),
                "lead": _l(
                    "Vous pourrez entrer avec lui, en plus de ce qui vous sert aujourd’hui."
                ),
                "action": _l("Enregistrer"),
                "back": reverse_lazy("account"),
            }
        )
    )
)


@public
def new_password_done(request: Any) -> Any:
    """Chosen: now sign in."""
    messages.success(request, _("Nouveau mot de passe enregistré. Connectez-vous."))
    return redirect("sign_in")


@public
def inactive(request: Any) -> Any:
    """An account that was closed."""
    return render(request, "accounts/inactive.html")
