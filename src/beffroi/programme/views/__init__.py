"""One module by noun."""
