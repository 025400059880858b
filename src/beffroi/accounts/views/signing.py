"""Sign in, sign out; in the demo, one click as a fictional person."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from beffroi.accounts import browsers, limits
from beffroi.accounts.models import Person
from beffroi.accounts.openid import leave_address, offered_provider
from beffroi.accounts.policies import roles_held
from beffroi.accounts.rules import roles
from beffroi.accounts.views.around import Resting, before_second_factor
from beffroi.kernel.permission import demo_only, public


def next_page(request: HttpRequest) -> str:
    """Where to go afterwards; never to another site."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if safe else "/"


def _fictional_people() -> list[tuple[Person, list[Any]]]:
    """The demonstration's people, each with the names of the roles held today."""
    people = Person.objects.filter(is_fictional=True).order_by("name")
    return [(one, [roles.NAMES[role] for role in sorted(roles_held(one))]) for one in people]


class SignIn(Resting, LoginView):
    """E-mail and password, a passkey, or the organisation's account where configured."""

    template_name = "accounts/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        if request.method == "POST" and not limits.keeps_pace(request):
            return too_many(request)
        return super().dispatch(request, *args, **more)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**more),
            "people": _fictional_people() if settings.DEMO else [],
            "next": next_page(self.request),
            "openid": offered_provider(),
            "sign_up_open": settings.SIGN_UP_OPEN,
        }


class SecondStep(AuthenticateView):
    """The code, or the passkey, after the password."""

    template_name = "accounts/second_step.html"


sign_in = public(SignIn.as_view())
second_step = public(SecondStep.as_view())
sign_in_by_passkey = public(LoginWebAuthnView.as_view())


@demo_only
@require_POST
def demo_sign_in(request: HttpRequest, key: str) -> HttpResponse:
    """One click, in the demo only, as a person who does not exist."""
    person = get_object_or_404(Person, key=key, is_fictional=True)
    login(request, person)
    answer = redirect(next_page(request))
    browsers.remember(request, answer, person)
    return answer


@public
@before_second_factor
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; and leave the organisation's account too, when it was the way in."""
    elsewhere = leave_address(request)
    logout(request)
    answer = redirect(elsewhere or next_page(request))
    answer["Clear-Site-Data"] = '"cache", "storage"'  # a machine may be shared
    return answer


@public
def too_many(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
    """Any other limit: mails asked for, codes tried."""
    return render(request, "accounts/too_many.html", status=429)
