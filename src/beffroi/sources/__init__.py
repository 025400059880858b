"""Readers of the outside: files in, typed records and faults out. Knows no table."""
