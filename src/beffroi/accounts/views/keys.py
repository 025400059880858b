"""« Clés d’API »: make one, see it once, close it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beffroi.accounts import api_keys
from beffroi.accounts.key_form import ApiKeyForm
from beffroi.accounts.models import ApiKey
from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def keys(request: SignedRequest) -> HttpResponse:
    """One's own keys; a new one shows its secret on this answer and nowhere else."""
    form, secret = ApiKeyForm(request.POST or None), ""
    if form.is_valid():
        try:
            _key, secret = api_keys.make(person=request.user, **form.cleaned_data)
            form = ApiKeyForm()
        except api_keys.TooManyKeys:
            form.add_error(None, _("Dix clés au plus : révoquez-en une d’abord."))
    context = {
        "form": form,
        "secret": secret,
        "keys": ApiKey.objects.filter(person=request.user),
        "today": timezone.localdate(),
    }
    answer = render(request, "accounts/keys.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
@require_POST
def revoke_key(request: SignedRequest, prefix: str) -> HttpResponse:
    """Close one; somebody else's is not found."""
    if not api_keys.revoke(person=request.user, prefix=prefix):
        raise Http404(_("Cette clé n’existe pas, ou est déjà révoquée."))
    messages.success(request, _("Clé révoquée : elle n’ouvre plus rien."))
    return redirect("api_keys")
