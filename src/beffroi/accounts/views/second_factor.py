"""The second factor and passkeys: set up, renewed, removed."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.recovery_codes.internal import flows as code_flows
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from beffroi.accounts import policies, writes
from beffroi.accounts.views.around import always_opened, before_second_factor
from beffroi.kernel import audit
from beffroi.kernel.permission import signed_in

FORM = "accounts/form.html"
BACK = reverse_lazy("second_factor")


def _end_others(request: HttpRequest) -> None:
    """A factor added, removed or renewed: whoever else was in is out."""
    person: Any = request.user
    writes.end_sessions(person=person, keep=request.session.session_key, why="second_factor")


class Overview(base.IndexView):
    """What protects the account besides the password."""

    template_name = "accounts/second_factor.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        held: Any = self.request.user
        found = super().get_context_data(**more)
        return {
            **found,
            "demanded": policies.must_have_second_factor(held),
            "lacking": policies.lacks_second_factor(held),
            "codes_app": found["authenticators"].get("totp"),
            "passkeys": found["authenticators"].get("webauthn", []),
            "recovery": found["authenticators"].get("recovery_codes"),
        }


class Activate(totp.ActivateTOTPView):
    """Scan the square, type the first code."""

    template_name = "accounts/codes_app.html"

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        audit.record("accounts.codes_app_added", by=self.request.user, on=self.request.user.key)
        _end_others(self.request)
        return answer


class Deactivate(totp.DeactivateTOTPView):
    """No more codes from the application."""

    template_name = FORM
    success_url = BACK

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        audit.record("accounts.codes_app_removed", by=self.request.user, on=self.request.user.key)
        _end_others(self.request)
        return answer


class Renew(codes.GenerateRecoveryCodesView):
    """New recovery codes; the old ones open nothing any more."""

    template_name = FORM

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        audit.record(
            "accounts.recovery_codes_renewed", by=self.request.user, on=self.request.user.key
        )
        _end_others(self.request)
        return answer


class AddPasskey(webauthn.AddWebAuthnView):
    """Register this telephone, this computer, this key."""

    template_name = "accounts/passkey_add.html"

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        audit.record("accounts.passkey_added", by=self.request.user, on=self.request.user.key)
        _end_others(self.request)
        return answer


class RemovePasskey(webauthn.RemoveWebAuthnView):
    """This key opens nothing any more."""

    template_name = FORM
    success_url = BACK

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        audit.record("accounts.passkey_removed", by=self.request.user, on=self.request.user.key)
        _end_others(self.request)
        return answer


class RenamePasskey(webauthn.EditWebAuthnView):
    """Another name for a key."""

    template_name = FORM
    success_url = BACK


def _said(title: Any, lead: Any, action: Any) -> dict[str, Any]:
    return {"title": title, "lead": lead, "action": action, "back": BACK}


overview = before_second_factor(signed_in(Overview.as_view()))
activate = always_opened(Activate.as_view())
deactivate = always_opened(
    Deactivate.as_view(
        extra_context=_said(
            _("Retirer l’application de codes"),
            _("Votre mot de passe suffira de nouveau pour entrer."),
            _("Retirer"),
        )
    )
)
renew_codes = always_opened(
    Renew.as_view(
        extra_context=_said(
            _("Nouveaux codes de secours"),
            _("Les anciens codes ne serviront plus."),
            _("Créer dix codes"),
        )
    )
)
add_passkey = always_opened(AddPasskey.as_view())
remove_passkey = always_opened(
    RemovePasskey.as_view(
        extra_context=_said(
            _("Retirer cette clé d’accès"),
            _("Elle n’ouvrira plus votre compte. Votre appareil la proposera peut-être encore."),
            _("Retirer"),
        )
    )
)
rename_passkey = always_opened(
    RenamePasskey.as_view(extra_context=_said(_("Renommer la clé d’accès"), "", _("Enregistrer")))
)


@before_second_factor
@signed_in
@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shown once, by a POST: seeing them is written down."""
    held = Authenticator.objects.filter(user=request.user, type="recovery_codes").first()
    if held is None:
        raise Http404
    if request.method == "GET":
        seen = held.wrap().did_view
        return render(request, "accounts/recovery_codes.html", {"seen": seen, "codes": []})
    return _show_codes(request)


def _show_codes(request: HttpRequest) -> HttpResponse:
    kept, can_view = code_flows.view_recovery_codes(request)
    if kept is None or not can_view:
        return redirect("mfa_view_recovery_codes")
    context = {"seen": False, "codes": kept.get_unused_codes()}
    return render(request, "accounts/recovery_codes.html", context)
