"""Rules of merchants: values in, values out; no database, no clock."""
