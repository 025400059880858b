"""An address found once is the same found again, in each language, and gives nothing away."""

from __future__ import annotations

import pytest
from django.urls import Resolver404, get_resolver, resolve
from django.utils import translation

from beffroi.config.routing import Remembering


def remembering() -> Remembering:
    (found,) = [one for one in get_resolver().url_patterns if isinstance(one, Remembering)]
    return found


def test_address_found_again_is_not_looked_for() -> None:
    held = remembering()._found
    held.cache_clear()
    first, again = resolve("/saint-vire/indicateurs/"), resolve("/saint-vire/indicateurs/")
    assert (held.cache_info().misses, held.cache_info().hits) == (1, 1)
    assert again.view_name == first.view_name == "indicators"
    assert (again.func, again.kwargs) == (first.func, {"town": "saint-vire"})


def test_what_a_request_does_to_its_parts_stays_its_own() -> None:
    resolve("/saint-vire/indicateurs/").kwargs["town"] = "ailleurs"
    assert resolve("/saint-vire/indicateurs/").kwargs == {"town": "saint-vire"}


def test_same_address_is_another_in_another_language() -> None:
    assert resolve("/methodes/").view_name == "methods"
    with translation.override("en"), pytest.raises(Resolver404):
        resolve("/methodes/")
    with translation.override("en"):
        assert resolve("/en/methods/").view_name == "methods"
    with pytest.raises(Resolver404):
        resolve("/en/methods/")
