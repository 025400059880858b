"""Concepts every context speaks: period, audit, evidence, scoping, secrecy, the country pack, the words of permission."""
