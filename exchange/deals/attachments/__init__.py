"""Documents and photos that the two sides of a deal send one another with their messages."""
