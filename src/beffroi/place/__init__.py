"""What happens in public space: people counted, events."""
