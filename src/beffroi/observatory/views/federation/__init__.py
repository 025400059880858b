"""Pages of an observatory among others: its words, what it receives, the comparison."""
