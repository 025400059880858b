"""Signing in; messages."""
