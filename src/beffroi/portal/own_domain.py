"""A town under its own domain name: `vitrine.ville.fr/carte/` is `/redon/carte/`.

Inward, the path gets its town; outward, links lose it. A path that names the town still answers,
so that a link nobody rewrote is never broken. Only declared domains come here (`territory.hosts`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import Resolver404, resolve
from django.utils import translation

from beffroi.territory import reads as territory

LANGUAGES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES if code != "fr")
LINK = rb'(\s(?:href|action|src|content|hx-get|hx-post|hx-push-url|data-[\w-]+)=")(/[a-z]{2})?/%s/'


def parted(path: str) -> tuple[str, str]:
    """The language's prefix ("/en" or "") and the rest of a path."""
    found = next((one for one in LANGUAGES if path.startswith(one)), "")
    return found[:-1], path[len(found) - 1 :] if found else path


def inward(path: str, slug: str) -> str:
    """The path as this installation knows it."""
    language, rest = parted(path)
    if rest.startswith((f"/{slug}/", f"/{settings.STATIC_URL.lstrip('/')}")):
        return path
    if rest != "/" and _of_the_house(path, language):
        return path
    return f"{language}/{slug}{rest}"


def _of_the_house(path: str, language: str) -> bool:
    """Whether a page is the installation's own (sign-in, methods…) rather than a town's."""
    with translation.override(language.strip("/") or "fr"):
        try:
            return "town" not in resolve(path).kwargs
        except Resolver404:
            return False


def outward(path: str, slug: str) -> str:
    """The path as the town's own domain shows it."""
    language, rest = parted(path)
    return language + rest.removeprefix(f"/{slug}") if rest.startswith(f"/{slug}/") else path


class OwnDomain:
    """Turns paths of a declared domain inward, and the links of its pages outward."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host, _port = split_domain_port(request.META.get("HTTP_HOST", "").lower())
        slug = territory.hosts().get(host) if host and not _is_own(host) else None
        if slug is None:
            return self.get_response(request)
        request.path_info = request.path = inward(request.path_info, slug)
        return _turned(self.get_response(request), slug)


def _is_own(host: str) -> bool:
    """The installation's own names never cost a look at the declared ones."""
    return host in ("localhost", "127.0.0.1", "testserver") or host in settings.OWN_HOSTS


def _turned(answer: HttpResponse, slug: str) -> HttpResponse:
    """The same answer with the links of this town shortened."""
    for header in ("Location", "HX-Redirect", "HX-Push-Url"):
        if header in answer:
            answer[header] = outward(answer[header], slug)
    if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        link = re.compile(LINK % re.escape(slug.encode()))
        answer.content = link.sub(rb"\1\2/", answer.content)
        if "Content-Length" in answer:
            answer["Content-Length"] = str(len(answer.content))
    return answer
