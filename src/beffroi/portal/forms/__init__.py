"""Forms of pages that compose several contexts."""
