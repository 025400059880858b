"""Marketplace: what the shops of a town show, offer and sell."""
