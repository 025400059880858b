"""Forms of counters and events."""
