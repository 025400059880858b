"""« Mon compte »: who I am here, my address, my open sessions."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts import browsers, limits, mails, policies, reads, writes
from beffroi.accounts.forms import EmailForm, SelfForm
from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import public, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def account(request: SignedRequest) -> HttpResponse:
    """Everything of one's own, a line each; name and language are changed here."""
    person = request.user
    known = {"name": person.name, "language": person.language}
    form = SelfForm(request.POST or None, initial=known)
    if form.is_valid():
        writes.rename(person=person, name=form.cleaned_data["name"])
        writes.choose_language(person=person, language=form.cleaned_data["language"])
        messages.success(request, _("C’est enregistré."))
        return redirect("account")
    context = {
        "form": form,
        "person": person,
        "has_password": person.has_usable_password(),
        "has_second_factor": policies.has_second_factor(person),
        "sessions": reads.sessions_of(person).count(),
    }
    return render(request, "accounts/account.html", context)


@signed_in
@require_GET
def sessions(request: SignedRequest) -> HttpResponse:
    """Browsers in which this account is open."""
    own = request.session.session_key
    rows = [
        {"session": session, "current": session.session_key == own}
        for session in reads.sessions_of(request.user)
    ]
    rows.sort(key=lambda row: not row["current"])
    return render(request, "accounts/sessions.html", {"rows": rows, "others": len(rows) - 1})


@signed_in
@require_POST
def end_session(request: SignedRequest, key: str) -> HttpResponse:
    """Close one; somebody else's is not found."""
    if not writes.end_session(person=request.user, public_key=key):
        raise Http404
    messages.success(request, _("Session fermée."))
    return redirect("account_sessions")


@signed_in
@require_POST
def end_other_sessions(request: SignedRequest) -> HttpResponse:
    """Close all but this one."""
    writes.end_sessions(person=request.user, keep=request.session.session_key, why="asked")
    messages.success(request, _("Les autres sessions sont fermées."))
    answer = redirect("account_sessions")
    browsers.remember(request, answer, request.user)
    return answer


@signed_in
@reauthentication_required
@require_http_methods(["GET", "POST"])
def change_email(request: SignedRequest) -> HttpResponse:
    """A new address: a link goes there, and it counts once followed."""
    form = EmailForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not limits.may_send(request, email):
            return render(request, "accounts/too_many.html", status=429)
        link = mails.full(request, writes.email_link(request.user, email))
        holder = reads.person_of(email)
        if holder is not None:
            mails.send("email_taken", email, reader=holder)
        else:
            mails.send("email_change", email, reader=request.user, link=link)
        return render(request, "accounts/email_sent.html", {"email": email})
    return render(request, "accounts/email.html", {"form": form})


@public
@require_http_methods(["GET", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail to the new address: a button, then it counts."""
    try:
        change = writes.read_email_link(token)
    except signing.BadSignature:
        return render(request, "accounts/email_over.html", status=404)
    if request.method == "POST":
        old = change.person.email
        if not writes.change_email(change=change):
            return render(request, "accounts/email_over.html", status=404)
        mails.send("email_changed", old, reader=change.person)
        messages.success(request, _("Nouvelle adresse enregistrée."))
        return redirect("account" if request.user.is_authenticated else "sign_in")
    return render(request, "accounts/email_confirm.html", {"email": change.email})
