"""Programmes, agreements, action sheets and their money: what chambers and towns promised.

Owns: programmes and who belongs to them, agreements and their amendments, axes, action sheets,
budgets and financing, committees, commitments, opinions, yearly reviews, measured effects.
Leaves: bodies, towns, roles to `territory`; measured values to `observatory`; audits, visits and
studies to the contexts that will own them. Face: `reads`, `writes`, `rules`, `policies`.
"""
