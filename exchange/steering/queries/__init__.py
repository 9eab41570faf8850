"""Reading the territory: its figures, and what came of introductions."""
