"""Pages composed of several contexts."""
