"""Addresses that were found once are not looked for again: two hundred routes are tried for each."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.urls import URLResolver
from django.urls.resolvers import ResolverMatch
from django.utils.translation import get_language

KEPT = 2048  # addresses; a page asks for its own in each language


class Remembering(URLResolver):
    """The routes of another resolver. A page's links to its other languages ask again and again."""

    def __init__(self, other: URLResolver) -> None:
        super().__init__(other.pattern, other.urlconf_name)
        self._found = lru_cache(KEPT)(self._look)

    def resolve(self, path: str) -> ResolverMatch:
        """Raises Resolver404 when no route fits."""
        # the resolver above makes a match of its own from it, parts included
        found: ResolverMatch = self._found(get_language(), path)
        return found

    def _look(self, _language: str | None, path: str) -> Any:
        """The words of a route are those of the language in force."""
        return super().resolve(path)
