"""The eight trade families and the vacant mark: colours, symbols, names. Defined here, once.

Everything that draws a family reads this module: the page (`tokens.css` repeats the colours, a
test holds both together), the map, the strip, the charts and the paper (`hex_of`, `glyph`).
Glyphs are filled paths on a 20 × 20 grid, even-odd, to be set on a disc of radius 9.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Scheme = Literal["light", "dark"]
VACANT = "vacant"


@dataclass(frozen=True, slots=True)
class Family:
    """One family as it is shown: `key` is the nomenclature's code, colours are #rrggbb."""

    key: str
    label: str | Promise
    light: str
    dark: str
    glyph: str

    def hex_of(self, scheme: Scheme = "light") -> str:
        return self.light if scheme == "light" else self.dark


FAMILIES: tuple[Family, ...] = (
    Family(
        "alimentaire",
        _("Alimentaire"),
        "#5c9368",
        "#bfe36d",
        "M10 7c1.2-1 4-1 4.6 1.6.6 2.8-1.3 6.4-3 6.4-.7 0-1-.4-1.6-.4s-.9.4-1.6.4c-1.7 0-3.6-3.6-3-6.4C6 6 8.8 6 10 7zM10.2 6.2c0-1.6 1-2.6 2.4-2.7 0 1.6-1 2.7-2.4 2.7z",
    ),
    Family(
        "equipement_personne",
        _("Équipement de la personne"),
        "#a66cda",
        "#9a6dca",
        "M7.2 4.5 4 6.5 5.2 9.3l1.4-.6v6.8h6.8V8.7l1.4.6L16 6.5l-3.2-2c-.5 1.2-1.5 1.8-2.8 1.8s-2.3-.6-2.8-1.8z",
    ),
    Family(
        "equipement_maison",
        _("Équipement de la maison"),
        "#684231",
        "#f8c5af",
        "M7.6 4.5h4.8l2 5.5H5.6zM9.4 10h1.2v4h2.2v1.5H7.2V14h2.2z",
    ),
    Family(
        "culture_loisirs",
        _("Culture et loisirs"),
        "#327678",
        "#7fe2f7",
        "M4 5.5c2-.8 4-.6 5.5.6v9c-1.5-1-3.5-1.2-5.5-.6zM16 5.5c-2-.8-4-.6-5.5.6v9c1.5-1 3.5-1.2 5.5-.6z",
    ),
    Family(
        "hygiene_sante_beaute",
        _("Hygiène, santé, beauté"),
        "#c94e8f",
        "#c785a6",
        "M8.2 4.5h3.6v3.7h3.7v3.6h-3.7v3.7H8.2v-3.7H4.5V8.2h3.7z",
    ),
    Family(
        "services",
        _("Services"),
        "#275075",
        "#81afff",
        "M7.5 6V4.8c0-.5.4-.8.8-.8h3.4c.4 0 .8.3.8.8V6H15c.6 0 1 .4 1 1v2.8H4V7c0-.6.4-1 1-1zM8.8 6h2.4v-.8H8.8zM4 10.9h4.6v1h2.8v-1H16V14c0 .6-.4 1-1 1H5c-.6 0-1-.4-1-1z",
    ),
    Family(
        "cafes_hotels_restaurants",
        _("Cafés, hôtels, restaurants"),
        "#bb7931",
        "#b27809",
        "M4.5 6h8.3v1H14c1.4 0 2.3 1 2.3 2.2s-.9 2.3-2.3 2.3h-1.4c-.4 1.5-1.6 2.3-3 2.3H7.7c-1.9 0-3.2-1.4-3.2-3.3zM12.8 8.3v1.9H14c.6 0 1-.4 1-1s-.4-.9-1-.9zM4 14.8h9.6V16H4z",
    ),
    Family(
        "automobile",
        _("Automobile"),
        "#4d4d4d",
        "#c3c6c7",
        "M6 5.2C6.2 4.5 6.8 4 7.5 4h5c.7 0 1.3.5 1.5 1.2l1 3.3c.6.2 1 .8 1 1.4V15h-2.2v-1.4H6.2V15H4V9.9c0-.6.4-1.2 1-1.4zM7.5 5.5l-.8 2.9h6.6l-.8-2.9zM6.5 10a1 1 0 1 0 0 2 1 1 0 0 0 0-2zm7 0a1 1 0 1 0 0 2 1 1 0 0 0 0-2z",
    ),
)
BY_KEY: dict[str, Family] = {family.key: family for family in FAMILIES}

# Vacancy is a state, not a trade: a hollow square in brick, everywhere.
VACANT_LABEL = _("Local vide")
VACANT_HEX: dict[Scheme, str] = {"light": "#b3462c", "dark": "#e8846a"}
OTHER_LABEL = _("Activité non précisée")
OTHER_HEX: dict[Scheme, str] = {"light": "#6f6a60", "dark": "#aaa498"}
OTHER_GLYPH = "M10 7.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z"


def label_of(key: str) -> str | Promise:
    """The French name of a family key, of `vacant`, or of an activity nobody gave."""
    if key == VACANT:
        return VACANT_LABEL
    return BY_KEY[key].label if key in BY_KEY else OTHER_LABEL


def hex_of(key: str, scheme: Scheme = "light") -> str:
    """The colour of a family key (or `vacant`, or anything else: grey) as #rrggbb."""
    if key == VACANT:
        return VACANT_HEX[scheme]
    return BY_KEY[key].hex_of(scheme) if key in BY_KEY else OTHER_HEX[scheme]


def css_key(key: str) -> str:
    """The suffix of the CSS class and symbol id: a known key, or `other`."""
    return key if key in BY_KEY or key == VACANT else "other"


def symbols() -> Iterator[tuple[str, str]]:
    """(id suffix, inner SVG) of each 20 × 20 symbol; classes only, so that a CSP lets it pass."""
    for family in FAMILIES:
        yield family.key, _disc(family.key, family.glyph)
    yield "other", _disc("other", OTHER_GLYPH)
    yield VACANT, '<path class="v" d="M3.5 3.5h13v13h-13z"/>'


def _disc(key: str, glyph: str) -> str:
    return (
        f'<circle class="f-{key}" cx="10" cy="10" r="9.5"/>'
        f'<path class="g" fill-rule="evenodd" d="{glyph}"/>'
    )
