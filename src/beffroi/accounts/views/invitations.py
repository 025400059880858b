"""Entering for the first time, by the link of an invitation."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from beffroi.accounts import browsers, limits, mails, reads, writes
from beffroi.accounts.forms import AcceptForm, SignUpForm
from beffroi.accounts.models import Invitation, Person
from beffroi.kernel.permission import public


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A password, or a passkey: then the person is in. A used or old link says what to do."""
    invitation = reads.open_invitation(token)
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=404)
    by_passkey = "passkey" in request.POST
    form = AcceptForm(request.POST if request.method == "POST" and not by_passkey else None)
    if by_passkey or form.is_valid():
        password = None if by_passkey else form.cleaned_data["password"]
        try:
            person = writes.accept_invitation(
                invitation=invitation, password=password, language=get_language()
            )
        except ValidationError as weak:
            form.add_error("password", weak)
        except Invitation.DoesNotExist:
            return render(request, "accounts/invitation_over.html", status=404)
        else:
            return _enter(request, person, by_passkey=by_passkey)
    answer = render(request, "accounts/invitation.html", {"form": form, "invitation": invitation})
    add_never_cache_headers(answer)
    return answer


def _enter(request: HttpRequest, person: Person, *, by_passkey: bool) -> HttpResponse:
    login(request, person)
    record_authentication(request, person, method="invitation", reauthenticated=True)
    answer = redirect("mfa_add_webauthn" if by_passkey else "account")
    browsers.remember(request, answer, person)
    return answer


@public
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Where signing up is open: the same answer whether the address is known or not."""
    if not settings.SIGN_UP_OPEN:
        raise Http404
    form = SignUpForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/sign_up.html", {"form": form})
    email, name = form.cleaned_data["email"], form.cleaned_data["name"]
    if not limits.may_send(request, email):
        return render(request, "accounts/too_many.html", status=429)
    with transaction.atomic():
        person, link = writes.invite(email, name, None, language=get_language())
        mails.send("invitation", person.email, reader=person, link=mails.full(request, link))
    return render(request, "accounts/sign_up_done.html", {"email": email})
