"""Forms of observed flows."""
