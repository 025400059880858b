"""Pages of footfall: the town, a counter, an event."""
