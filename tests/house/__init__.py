"""The house rules, checked. Each checker is a pure function, and is shown a planted fault."""
