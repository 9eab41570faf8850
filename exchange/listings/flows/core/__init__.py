"""Pure rules of observed flows."""
