"""What a password may be, besides the framework's own checks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.accounts.rules.passwords import LONGEST, OWN_LETTERS, own_letters


class LengthLimit:
    """Refuse what is longer than anybody types."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(
                _("Ce mot de passe est trop long : %(longest)d caractères au plus.")
                % {"longest": LONGEST},
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return _("%(longest)d caractères au plus.") % {"longest": LONGEST}


class OwnWords:
    """Refuse what is little more than the words everybody here would try first."""

    def validate(self, password: str, user: Any = None) -> None:
        if own_letters(password) < OWN_LETTERS:
            raise ValidationError(self.get_help_text(), code="password_of_common_words")

    def get_help_text(self) -> str:
        return _(
            "Pas seulement des chiffres, ni des mots que chacun essaierait ici (beffroi, mairie, "
            "commerce…) : trois ou quatre mots à vous conviennent."
        )
