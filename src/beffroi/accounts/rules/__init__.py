"""Roles and what each may do: data and pure functions, no database."""
