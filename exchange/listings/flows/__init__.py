"""Observed flows: what public registers say about who gives off and who takes in which material."""
