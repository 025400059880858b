"""Shops (the record), establishments (SIRET), signs and networks."""
