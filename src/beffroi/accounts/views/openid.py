"""The organisation's account: go there (a POST), come back (a page that posts)."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from beffroi.accounts.configured import OPENID_ID
from beffroi.accounts.openid import OrganisationAdapter, offered_provider
from beffroi.kernel.permission import public

RETURNED = ("code", "state", "error", "iss")


def _configured(provider_id: str) -> None:
    if provider_id != OPENID_ID or offered_provider() is None:
        raise Http404


@public
@login_not_required
@require_POST
def go(request: HttpRequest, provider_id: str) -> Any:
    """To the provider, with state, nonce and PKCE."""
    _configured(provider_id)
    wanted = request.GET.copy()
    for name in ("auth_params", "scope", "action", "process"):
        wanted.pop(name, None)  # allauth would let the address change them
    request.GET = wanted  # type: ignore[assignment]
    return OAuth2LoginView.adapter_view(OrganisationAdapter(request, OPENID_ID))(request)


@public
@login_not_required
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest, provider_id: str) -> Any:
    """The provider sends a GET, which must not write: the page posts what it was given."""
    _configured(provider_id)
    if request.method == "GET":
        returned = [(name, request.GET[name]) for name in RETURNED if name in request.GET]
        context = {"returned": returned, "openid": offered_provider()}
        answer = render(request, "accounts/openid_return.html", context)
        answer["Cache-Control"] = "no-store"
        return answer
    # where allauth reads code and state
    request.GET = request.POST.copy()  # type: ignore[assignment]
    return OAuth2CallbackView.adapter_view(OrganisationAdapter(request, OPENID_ID))(request)


@public
def cancelled(request: HttpRequest) -> HttpResponse:
    """Given up at the provider."""
    return redirect("sign_in")
