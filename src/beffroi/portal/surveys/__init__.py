"""What the pages of a survey file say and take: its columns, its codes, what it would change."""
