"""Towns, perimeters, streets, ground features, sources and import runs."""
