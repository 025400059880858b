"""Forms of premises, by noun."""

from beffroi.premises.forms.rounds import RoundForm

__all__ = ["RoundForm"]
