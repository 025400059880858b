"""The organisation's account: the answers that are believed, and those that are not."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from beffroi.accounts.configured import (
    MailAddressRefused,
    mail_settings,
    openid_origins,
    openid_providers,
)
from beffroi.accounts.models import Person
from beffroi.accounts.openid import OpenIdAdapter

from .conftest import GOOD, sign_in
from .provider import CLIENT, ISSUER, OTHER_KEY, Provider, query

pytestmark = pytest.mark.django_db
GO, BACK = "/connexion/organisation/aller/", "/connexion/organisation/retour/"
ENV = {
    "BEFFROI_OPENID_ISSUER": ISSUER,
    "BEFFROI_OPENID_CLIENT_ID": CLIENT,
    "BEFFROI_OPENID_SECRET": "s",
    "BEFFROI_OPENID_ACR": "eidas1",
}


@pytest.fixture
def provider(settings: Any, monkeypatch: Any, odile: Person) -> Provider:
    settings.SOCIALACCOUNT_PROVIDERS = openid_providers(ENV)
    found = Provider(odile.email)
    monkeypatch.setattr(OpenIdAdapter, "get_requests_session", lambda self: found)
    cache.clear()
    return found


def come_back(client: Client, provider: Provider, **forged: str) -> Any:
    """Go to the provider and come back with its answer, or with a forged part of it."""
    sent = query(client.post(f"{GO}?next=/systemes/")["Location"])
    provider.nonce = forged.pop("nonce", sent["nonce"])
    returned = {"code": "c", "state": sent["state"], **forged}
    page = client.get(BACK, returned)
    assert page.status_code == 200
    return client.post(BACK, dict(page.context["returned"]))


def test_asks_the_provider_for_what_it_needs(client: Client, provider: Provider) -> None:
    sent = client.post(GO)["Location"]
    assert sent.startswith(f"{ISSUER}/authorize?")
    asked = query(sent)
    assert asked["acr_values"] == "eidas1"
    assert asked["redirect_uri"] == "http://testserver/connexion/organisation/retour/"
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    english = query(client.post("/en/sign-in/organisation/go/")["Location"])
    assert english["redirect_uri"] == asked["redirect_uri"], "the provider knows one address"


def test_known_and_verified_address_is_in(client: Client, provider: Provider, odile: Any) -> None:
    assert come_back(client, provider)["Location"] == "/systemes/"
    assert client.get("/mon-compte/").status_code == 200
    assert SocialAccount.objects.get().user == odile
    odile.refresh_from_db()
    assert odile.check_password(GOOD), "the password stays"


def test_plain_json_from_another_provider_is_read_too(client: Client, provider: Provider) -> None:
    provider.signed_userinfo = False
    assert come_back(client, provider).status_code == 302


def test_second_time_it_is_the_account_not_the_address(client: Client, provider: Provider) -> None:
    come_back(client, provider)
    provider.email = "nouvelle@ailleurs.invalid"
    assert come_back(Client(), provider).status_code == 302


@pytest.mark.parametrize("forged", [{"state": "autre"}, {"nonce": "autre"}, {"error": "x"}])
def test_answer_to_another_question_is_refused(
    client: Client, provider: Provider, forged: dict[str, str]
) -> None:
    if "error" in forged:
        forged = {**forged, "code": ""}
    assert come_back(client, provider, **forged).status_code == 403
    assert client.get("/mon-compte/").status_code == 302


@pytest.mark.parametrize(
    "fault", [{"key": OTHER_KEY}, {"userinfo_sub": "quelqu’un d’autre"}, {"sub": "agent-2"}]
)
def test_answer_signed_or_named_wrongly_is_refused(
    client: Client, provider: Provider, fault: dict[str, Any]
) -> None:
    for name, value in fault.items():
        setattr(provider, name, value)
    assert come_back(client, provider).status_code == 403
    assert client.get("/mon-compte/").status_code == 302


def test_answer_serves_once(client: Client, provider: Provider) -> None:
    sent = query(client.post(GO)["Location"])
    provider.nonce = sent["nonce"]
    answer = {"code": "c", "state": sent["state"]}
    assert client.post(BACK, answer).status_code == 302
    assert Client().post(BACK, answer).status_code == 403


def test_unknown_address_creates_nobody_and_says_what_to_do(
    client: Client, provider: Provider
) -> None:
    provider.email = "nemo@exemple.invalid"
    answer = come_back(client, provider)
    assert "Demandez une invitation" in answer.content.decode()
    assert Person.objects.count() == 1


@pytest.mark.parametrize("verified", [False, None])
def test_address_the_provider_has_not_verified_opens_nothing(
    client: Client, provider: Provider, verified: bool | None
) -> None:
    provider.verified = verified
    assert "n’est pas vérifiée" in come_back(client, provider).content.decode()
    assert client.get("/mon-compte/").status_code == 302


def test_leaving_us_leaves_the_provider(client: Client, provider: Provider) -> None:
    come_back(client, provider)
    left = client.post("/deconnexion/")["Location"]
    assert left.startswith(f"{ISSUER}/session/end?")
    assert query(left)["id_token_hint"]
    assert query(left)["post_logout_redirect_uri"] == "http://testserver/"
    assert client.get("/mon-compte/").status_code == 302


def test_password_sign_in_leaves_us_only(client: Client, provider: Provider, odile: Any) -> None:
    sign_in(client, odile.email)
    assert client.post("/deconnexion/")["Location"] == "/"


def test_button_and_doors_exist_only_where_configured(client: Client, db: None) -> None:
    assert "Se connecter avec" not in client.get("/connexion/").content.decode()
    assert client.post(GO).status_code == 404
    assert client.get(BACK).status_code == 404
    assert openid_providers({}) == {}
    assert openid_origins(ENV) == ["https://proconnect.test"]


def test_button_names_the_provider(client: Client, provider: Provider) -> None:
    assert "Se connecter avec ProConnect" in client.get("/connexion/").content.decode()


def test_mail_server_is_read_from_one_address() -> None:
    read = mail_settings({"BEFFROI_MAIL": "smtp://u:p%40ss@mail.invalid:2525"})
    assert (read["EMAIL_HOST"], read["EMAIL_PORT"]) == ("mail.invalid", 2525)
    assert (read["EMAIL_HOST_PASSWORD"], read["EMAIL_USE_TLS"]) == ("p@ss", True)
    assert mail_settings({"BEFFROI_MAIL": "smtps://mail.invalid"})["EMAIL_USE_SSL"]
    assert not mail_settings({"BEFFROI_MAIL": "smtp://localhost:25?tls=no"})["EMAIL_USE_TLS"]
    with pytest.raises(MailAddressRefused):
        mail_settings({"BEFFROI_MAIL": "mail.invalid"})
