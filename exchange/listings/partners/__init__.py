"""The companies that a company counts among its partners: they see what it posts before everyone does."""
