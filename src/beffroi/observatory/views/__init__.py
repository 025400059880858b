"""Pages and papers of the observatory."""
