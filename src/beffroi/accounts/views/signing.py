"""Sign in, sign out; in the demo, one click as a fictional person."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from beffroi.accounts.forms import SignInForm
from beffroi.accounts.models import Person
from beffroi.kernel.permission import demo_only, public


def _next(request: HttpRequest) -> str:
    """Where to go afterwards; never to another site."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if safe else "/"


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; the demo offers its fictional people instead."""
    form = SignInForm(request.POST or None)
    if form.is_valid():
        person = authenticate(
            request,
            username=form.cleaned_data["email"].lower(),
            password=form.cleaned_data["password"],
        )
        if person is not None:
            login(request, person)
            return redirect(_next(request))
        form.refuse()
    people = Person.objects.filter(is_fictional=True).order_by("name") if settings.DEMO else ()
    context = {"form": form, "people": people, "next": _next(request)}
    return render(request, "accounts/sign_in.html", context)


@demo_only
@require_POST
def demo_sign_in(request: HttpRequest, key: str) -> HttpResponse:
    """One click, in the demo only, as a person who does not exist."""
    person = get_object_or_404(Person, key=key, is_fictional=True)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(_next(request))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    logout(request)
    return redirect(_next(request))
