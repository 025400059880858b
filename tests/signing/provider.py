"""A provider of identities that stays in the process: signed tokens, as ProConnect gives them."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

ISSUER = "https://proconnect.test/api/v2"
CLIENT = "beffroi-essai"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CONFIGURATION = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "end_session_endpoint": f"{ISSUER}/session/end",
    "jwks_uri": f"{ISSUER}/jwks",
    "token_endpoint_auth_methods_supported": ["client_secret_post"],
}


@dataclass
class Answer:
    """What `requests` would hand back."""

    body: Any
    kind: str = "application/json"
    status_code: int = 200

    @property
    def headers(self) -> dict[str, str]:
        return {"content-type": self.kind, "Content-Type": self.kind}

    @property
    def text(self) -> str:
        return self.body if isinstance(self.body, str) else json.dumps(self.body)

    def json(self) -> Any:
        return self.body

    def raise_for_status(self) -> None:
        return None


@dataclass
class Provider:
    """Knows one person; `nonce` is what it was asked, unless a test forges another."""

    email: str
    verified: bool | None = True
    nonce: str = ""
    sub: str = "agent-1"
    userinfo_sub: str = "agent-1"
    key: Any = KEY
    signed_userinfo: bool = True
    asked: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *fault: object) -> None:
        return None

    def signed(self, **claims: Any) -> str:
        now = int(time.time())
        whole = {"iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + 300, **claims}
        return jwt.encode(whole, self.key, "RS256", headers={"kid": "k1"})

    def get(self, url: str, **more: Any) -> Answer:
        if url.endswith("/openid-configuration"):
            return Answer(CONFIGURATION)
        if url.endswith("/jwks"):
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return Answer({"keys": [{**public, "kid": "k1", "alg": "RS256"}]})
        said = {"sub": self.userinfo_sub, "email": self.email, "email_verified": self.verified}
        if self.signed_userinfo:
            return Answer(self.signed(**said), "application/jwt")
        return Answer(said)

    def request(self, method: str, url: str, **more: Any) -> Answer:
        self.asked.append(dict(more.get("data") or {}))
        id_token = self.signed(sub=self.sub, nonce=self.nonce)
        return Answer({"access_token": "a", "token_type": "Bearer", "id_token": id_token})

    post = request


def query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
