"""Premises, their dated states and occupancies, survey rounds and observations, source coverage."""
